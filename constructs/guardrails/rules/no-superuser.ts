import { PREDEFINED_ROLES } from "../../access/predefined-roles";
import { isFalse, isTrue, texts } from "../rendered/literal";
import type { RenderedResource, RenderedStack } from "../rendered/rendered-stack";
import { isWord, type SqlToken, type Statement } from "../rendered/sql";
import { statementLists } from "../rendered/statement-lists";
import type { GuardrailRule } from "../rule";

export const noSuperuser: GuardrailRule = {
  id: "no-superuser",
  what: "No role is a superuser, replicates, bypasses row security or is a member of pg_read_all_data or the like; no leased role makes roles or databases; who deploys is no superuser.",
  why: "Nothing that is described here limits such a role.",
  fix: "leave the attribute or the membership out",
  check: (stack) => [
    ...stack.resources.flatMap((resource) =>
      [...attributeMessages(resource), ...memberMessages(stack, resource)].map((message) => ({
        path: resource.path,
        message,
      })),
    ),
    ...importedMessages(stack).map((message) => ({ path: stack.path, message })),
    ...statementLists(stack).flatMap(({ path, argument, statements }) =>
      statements
        .flatMap(attributeIn)
        .slice(0, 1)
        .map((found) => ({ path, message: `${argument} give a role ${found}` })),
    ),
    ...stack
      .providers("postgresql")
      .filter(({ attributes }) => isTrue(attributes.superuser))
      .map(({ path }) => ({ path, message: "it logs in as a superuser" })),
  ],
};

const ATTRIBUTES = ["superuser", "replication", "bypassrls", "createrole", "createdb"];

function attributeMessages({ type, attributes }: RenderedResource): string[] {
  if (type !== "postgresql_role") return [];
  return ["superuser", "replication", "bypass_row_level_security"]
    .filter((attribute) => !isFalse(attributes[attribute]))
    .map((attribute) => `role "${attributes.name}" has ${attribute}`);
}

function memberMessages(stack: RenderedStack, { type, attributes }: RenderedResource): string[] {
  if (!["postgresql_role", "postgresql_grant_role"].includes(type)) return [];
  return [...texts(attributes.roles), ...texts(attributes.grant_role)]
    .map((role) => stack.text(role))
    .filter((role) => givesAll(role) && !isMade(stack, role))
    .map(
      (role) =>
        `role "${stack.text(attributes.name ?? attributes.role)}" is a member of ${role}${inWords(role)}`,
    );
}

/** No resource says of which roles a DBA's script makes a group a member. */
function importedMessages({ described: { databases = [] } }: RenderedStack): string[] {
  return databases
    .filter(({ imported }) => imported)
    .flatMap(({ groups }) => groups)
    .flatMap(({ role, privileges: { memberOf = [] } }) =>
      memberOf.filter(givesAll).map((each) => `role "${role}" is a member of ${each}${inWords(each)}`),
    );
}

/** Attributes and memberships that a statement gives to a role. */
function attributeIn(statement: Statement): string[] {
  const isOfRole = statement.some(
    (token, index) =>
      isWord(token, "create", "alter") && isWord(statement[index + 1], "role", "user", "group"),
  );
  const isGrant = statement.some((token) => isWord(token, "grant"));
  return statement.filter(isName).flatMap((token) => {
    if (isOfRole && isWord(token, ...ATTRIBUTES)) return [token.value.toUpperCase()];
    return (isOfRole || isGrant) && givesAll(token.value) ? [token.value] : [];
  });
}

function isName({ kind }: SqlToken): boolean {
  return kind === "word" || kind === "name";
}

/** Whether it is a role of the stack, which is not called so for long: PostgreSQL refuses it. */
function isMade(stack: RenderedStack, role: string): boolean {
  return stack.ofType("postgresql_role").some(({ attributes }) => attributes.name === role);
}

/** Names that begin so are PostgreSQL's own; of one that isn't known, nobody knows what it gives. */
function givesAll(role: string): boolean {
  const known = Object.hasOwn(PREDEFINED_ROLES, role) ? PREDEFINED_ROLES[role] : undefined;
  return role.startsWith("pg_") && (known === undefined || known.gives !== undefined);
}

/** What it gives. */
function inWords(role: string): string {
  const { gives } = (Object.hasOwn(PREDEFINED_ROLES, role) && PREDEFINED_ROLES[role]) || {};
  return !gives ? "" : `, ${gives}`;
}
