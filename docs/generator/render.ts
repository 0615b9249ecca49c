import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { RenderedStack } from "../../constructs/guardrails/rendered/rendered-stack";
import { RULES } from "../../constructs/guardrails/registry";
import { classDoc, entriesOf, type Entry } from "./docstrings";
import type { Page } from "./page";
import { postgresStatements } from "./postgres-statements";
import { type VaultCommands, vaultCommands } from "./vault-commands";

const NOTE = "<!-- Made by `npm run docs` from docstrings and from what the example synthesizes. -->";

/** The page about a construct. @param file the page's source, whose example is shown */
export function renderPage(page: Page, file: string): string {
  const { text, see } = classDoc(page.title, page.file);
  const { stack, commands, files, heading = "The same by the Vault command line" } = renderExample(page);
  const statements = page.without?.test("postgresql_") ? [] : postgresStatements(stack);
  return [
    `# ${page.title}`,
    NOTE,
    text,
    ...(see.length ? [`See ${see.join("; ")}.`] : []),
    "## Example",
    fenced("ts", exampleText(file)),
    ...(commands.length ? [`## ${heading}`, fenced("sh", commands.join("\n\n"))] : []),
    ...[...files].flatMap(([name, text]) => [`\`${name}\`:`, fenced(languageOf(name), text)]),
    ...(statements.length ? ["## The SQL it makes", fenced("sql", statements.join("\n"))] : []),
    ...(page.sections ?? []).flatMap(([heading, section]) => [`## ${heading}`, section]),
    ...page.props.flatMap(([name, source]) => [`## ${name}`, table(entriesOf(name, source), "Prop")]),
    ...(page.choices ?? []).flatMap(([name, source]) => [
      `## ${name}`,
      table(entriesOf(name, source), "Factory"),
    ]),
    "",
  ].join("\n\n");
}

/** The page about the guardrails, from the rules themselves. */
export function renderGuardrails(): string {
  const rows = RULES.map(({ id, what, why, fix }) => `| \`${id}\` | ${what} | ${why} | ${fix} |`);
  return [
    "# Guardrails",
    "<!-- Made by `npm run docs` from constructs/guardrails/rules/. -->",
    "`Guardrails.attach(stack, Guardrails.production())` checks a stack when it is synthesized, as Terraform will see it, so an " +
      "override doesn't get past it, and again when it is rehearsed, as `access.json` names them: an edit after synthesis doesn't " +
      "get past it either. All findings are printed together, with construct, rule, what is wrong and what to write " +
      "instead; nothing is written. `Guardrails.development()` allows plain TLS, a local state, a single audit device, and " +
      "destruction.",
    "A finding can be accepted for one construct, with a reason, which is in `access.json` and in every report:",
    fenced(
      "ts",
      'Guardrails.acknowledge(job, "bounded-secret-id", "the vendor\'s agent can\'t renew; revisit in June");',
    ),
    "What no construct of this library wrote (a resource by hand, a data source, an argument that is overridden) is a finding " +
      "of `undescribed` unless it leaves what is described as it is, or takes from it: a description, a timeout, an equal policy in " +
      "HCL. All of it is in `access.json`, harmless or not, and `vault-db diff` shows it. It is accepted argument by argument:",
    fenced("ts", 'Guardrails.acknowledge(connection, "undescribed", "the fork of our DBAs", "plugin_name");'),
    "An acknowledgement without a reason of 10 letters in two words, of a rule that doesn't exist, or of one that finds nothing is " +
      "a finding itself.",
    ["| Rule | What has to be so | Otherwise | Instead |", "| --- | --- | --- | --- |", ...rows].join("\n"),
    "## A rule of your own",
    fenced("ts", ownRuleText()),
    "It is checked with the library's, sees what Terraform will see, and what it finds stops the synthesis, or is accepted by its " +
      'name: `Guardrails.acknowledge(clerk, "short-payroll-leases", "the yearly run takes two hours")`. A name that is no name, ' +
      "or that a rule has already, is a finding itself; so is a rule that throws. `access.json` says that it is there, so a review shows when it goes. " +
      "Its code is your app's: a rehearsal names it as not checked.",
    "",
  ].join("\n\n");
}

/** A rule of one's own, from the source of one. */
function ownRuleText(): string {
  const [, rule = ""] =
    /^export (const [^]*)$/m.exec(readFileSync(join(__dirname, "own-rule.ts"), "utf8")) ?? [];
  return `${rule}Guardrails.attach(stack, Guardrails.production().with(shortPayrollLeases));`;
}

function renderExample(page: Page): { readonly stack: RenderedStack } & VaultCommands {
  const outdir = mkdtempSync(join(tmpdir(), "vault-db-docs-"));
  try {
    const app = new App({ stackTraces: false, outdir, skipValidation: true });
    const stack = new TerraformStack(app, "example");
    page.example(stack);
    const rendered = RenderedStack.of(stack);
    return { stack: rendered, ...(page.commands?.(stack) ?? vaultCommands(rendered, page.without)) };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

function languageOf(file: string): string {
  return /\.(sql|yaml)$/.exec(file)?.[1] ?? "json";
}

/** The body of the page's example. */
function exampleText(file: string): string {
  const source = readFileSync(join(__dirname, "pages", file), "utf8");
  const [, body = ""] = /\n {2}example\(stack\) \{\n([\s\S]*?)\n {2}\},/.exec(source) ?? [];
  return body.replace(/^ {4}/gm, "");
}

/** The fields of an interface, or the factories of a class, as a table. */
export function table(entries: readonly Entry[], heading: string): string {
  const typed = entries.some(({ type }) => type);
  const head = typed ? [heading, "Type", "Meaning", "Default"] : [heading, "Meaning"];
  const rows = entries.map((entry) => {
    const cells = [
      `\`${entry.name}\``,
      ...(typed ? [`\`${entry.type}\``] : []),
      entry.text,
      ...(typed ? [value(entry.default)] : []),
    ];
    return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  });
  return [`| ${head.join(" | ")} |`, `|${" --- |".repeat(head.length)}`, ...rows].join("\n");
}

/** A default is a literal, or a behaviour after a dash. */
function value(text: string): string {
  if (text.startsWith("- ")) return text.slice(2);
  return !text || text === "required" ? text : `\`${text}\``;
}

/** A text in a block of its own. */
export function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}
