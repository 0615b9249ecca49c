import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

const CONSTRUCTS = join(__dirname, "../../constructs");

/** A prop or a factory, as its docstring tells it. */
export interface Entry {
  readonly name: string;
  readonly type: string;
  readonly text: string;
  readonly default: string;
}

/** The docstring of a class: its text, and the manual's pages it refers to. */
export function classDoc(name: string, file: string): { text: string; see: string[] } {
  const { source, node } = find(name, file);
  return { text: paragraphsOf(node).join("\n\n"), see: tagsOf(node, "see", source) };
}

/** The members of an interface, or the static factories of a class. */
export function entriesOf(name: string, file: string): Entry[] {
  const { source, node } = find(name, file);
  const members = ts.isInterfaceDeclaration(node)
    ? node.members
    : (node as ts.ClassDeclaration).members.filter(isFactory);
  return [...members].map((member) => ({
    name: memberName(member, source),
    type: typeText(member, source),
    text: docText(member),
    default: defaultOf(member, source),
  }));
}

/** The interfaces that a file exports, in its order. */
export function interfacesIn(file: string): string[] {
  return sourceOf(file)
    .statements.filter(ts.isInterfaceDeclaration)
    .filter(({ modifiers }) => modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword))
    .map(({ name }) => name.text);
}

/** The types that a file exports as unions of others, or under another name. */
export function aliasesIn(
  file: string,
): { readonly name: string; readonly type: string; readonly text: string }[] {
  const source = sourceOf(file);
  return source.statements.filter(ts.isTypeAliasDeclaration).map((node) => ({
    name: node.name.text,
    type: node.type.getText(source).replace(/\s+/g, " "),
    text: docText(node),
  }));
}

function sourceOf(file: string): ts.SourceFile {
  const path = join(CONSTRUCTS, file);
  return ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.ES2022, true);
}

function find(
  name: string,
  file: string,
): { source: ts.SourceFile; node: ts.ClassDeclaration | ts.InterfaceDeclaration } {
  const source = sourceOf(file);
  const node = source.statements.find(
    (statement): statement is ts.ClassDeclaration | ts.InterfaceDeclaration =>
      (ts.isClassDeclaration(statement) || ts.isInterfaceDeclaration(statement)) &&
      statement.name?.text === name,
  );
  if (!node) throw new Error(`${file} has no ${name}`);
  return { source, node };
}

function isFactory(member: ts.ClassElement): boolean {
  const modifiers = ts.canHaveModifiers(member) ? (ts.getModifiers(member) ?? []) : [];
  return ts.isMethodDeclaration(member) && modifiers.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword);
}

function memberName(member: ts.Node & { name?: ts.Node }, source: ts.SourceFile): string {
  const name = member.name?.getText(source) ?? "";
  if (!ts.isMethodDeclaration(member)) return name;
  return `${name}(${member.parameters.map((parameter) => parameter.name.getText(source)).join(", ")})`;
}

function typeText(member: ts.Node, source: ts.SourceFile): string {
  const type = ts.isPropertySignature(member) ? member.type : undefined;
  return (type?.getText(source) ?? "").replace(/\s+/g, " ");
}

function docText(node: ts.Node): string {
  return paragraphsOf(node).join(" ");
}

function paragraphsOf(node: ts.Node): string[] {
  return ts
    .getJSDocCommentsAndTags(node)
    .filter(ts.isJSDoc)
    .flatMap((doc) => (ts.getTextOfJSDocComment(doc.comment) ?? "").split(/\n\s*\n/))
    .map((paragraph) => paragraph.replace(/\s+/g, " ").trim());
}

function defaultOf(member: ts.Node, source: ts.SourceFile): string {
  const [value] = tagsOf(member, "default", source);
  const optional = ts.isPropertySignature(member) && member.questionToken;
  return value ?? (optional || !ts.isPropertySignature(member) ? "" : "required");
}

function tagsOf(node: ts.Node, tag: string, source: ts.SourceFile): string[] {
  return ts
    .getJSDocTags(node)
    .filter(({ tagName }) => tagName.text === tag)
    .map((each) => each.getText(source).replace(new RegExp(`^@${tag}\\s*`), ""))
    .map((text) =>
      text
        .replace(/\s*\n\s*\*[ \t]?/g, " ")
        .replace(/\*\/$/, "")
        .trim(),
    );
}
