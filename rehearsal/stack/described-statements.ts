import type { AccessManifest, RoleDescription, StaticRoleDescription } from "../../constructs";
import type { Resource } from "../../constructs/guardrails/rendered/resources";
import { isSameSql, takesAway } from "../../constructs/guardrails/rendered/statement-changes";
import { heirOf } from "../../constructs/access/database-owners";
import { describedFunctions } from "../../constructs/postgres/statements/described-functions";
import { installationBody } from "../../constructs/postgres/statements/issuing-installation";
import { leaseStatements } from "../../constructs/postgres/statements/lease-statements";
import { passwordStatements } from "../../constructs/postgres/statements/rotation";
import { difference, isSameDatabase } from "../../contract/difference";
import type { Subject } from "../../contract/subject";
import type { Undescribed } from "./described-settings";
import { PlannedArguments } from "./planned-arguments";
import type { SynthesizedStack } from "./synthesized-stack";

/**
 * Statements of Vault roles that aren't those of what is described. What they do besides need not show on a server: they
 * may hand on a password, take a lock, or ask whether they are rehearsed.
 */
export function undescribedStatements(stack: SynthesizedStack): Undescribed[] {
  const { access } = stack;
  const planned = new PlannedArguments(stack);
  return stack.resources.flatMap((resource) => {
    const args = planned.of(resource);
    const described = STATEMENTS[resource.type]?.(access, {
      provider: resource.attributes.provider,
      ...args,
    });
    if (!described) return [];
    const { about, statements } = described;
    return Object.entries(statements)
      .filter(([argument]) => !isOverridden(resource, argument, access))
      .map(([argument, described]) => ({ argument, described, given: [args[argument] ?? []].flat() }))
      .filter(({ argument, described, given }) => !areMet(argument, described, given))
      .map(({ argument, described, given }) => ({
        about,
        detail: `${argument}: ${inWords(described, given)}`,
      }));
  });
}

interface DescribedStatements {
  readonly about: Subject;
  /** By argument. */
  readonly statements: Readonly<Record<string, string[]>>;
}

type Arguments = Readonly<Record<string, unknown>>;

/** Those that are described, by the type of a resource. */
const STATEMENTS: Readonly<
  Record<string, (access: AccessManifest, args: Arguments) => DescribedStatements | undefined>
> = {
  vault_database_secret_backend_role: (access, args) => {
    const role = access.roles.find((each) => isNamed(each, args));
    return role && { about: subjectOf(role), statements: statementsOf(role, access) };
  },
  vault_database_secret_backend_static_role: (access, args) => {
    const role = access.staticRoles.find((each) => isNamed(each, args));
    const database = role && access.databases.find((each) => isSameDatabase(each, role.database));
    const statements = { rotation_statements: passwordStatements(database?.issuingSchema) };
    return role && { about: subjectOf(role), statements };
  },
  postgresql_function: (access, { provider = "postgresql", database: name, schema }) => {
    const database = access.databases.find((each) => each.server === provider && each.name === name);
    const functions = database && describedFunctions(database, access);
    if (!functions || functions.schema !== schema) return undefined;
    const about = { kind: "database" as const, name: database.name, server: database.server };
    return { about, statements: { body: [installationBody(functions)] } };
  },
};

function isNamed({ engine, name }: RoleDescription | StaticRoleDescription, args: Arguments): boolean {
  return engine === args.backend && name === args.name;
}

function subjectOf({ name, engine }: RoleDescription | StaticRoleDescription): Subject {
  return { kind: "role", name, engine };
}

function statementsOf(role: RoleDescription, { databases }: AccessManifest): Record<string, string[]> {
  const database = databases.find((each) => isSameDatabase(each, role.database));
  const group = database?.groups.find((each) => each.role === role.group);
  if (!database || !group) return {};
  const { issuingSchema } = database;
  const heir = heirOf(database, role.group);
  const { creation, renewal, revocation } = leaseStatements({ ...role, heir, issuingSchema });
  return { creation_statements: creation, renew_statements: renewal, revocation_statements: revocation };
}

/** Whether they are the same, and more only where that takes something away. */
function areMet(argument: string, described: readonly string[], given: readonly unknown[]): boolean {
  // Without any, Vault renews in the same way.
  const isDefault = argument === "renew_statements" && !given.length;
  const isEqual = JSON.stringify(given) === JSON.stringify(described);
  return isDefault || isEqual || isSameSql(given, described) || takesAway(given, described);
}

/** Whether somebody wrote them over in the app: then `access.json` says so, and the contract has to do. */
function isOverridden({ type, path }: Resource, argument: string, { undescribed }: AccessManifest): boolean {
  return undescribed.some(
    (each) => each.what === type && each.path === path && (each.argument ?? argument) === argument,
  );
}

function inWords(described: readonly string[], given: readonly unknown[]): string {
  const expected = described.map(masked);
  const there = given.map((statement) => masked(String(statement)));
  const index = there.findIndex((statement, at) => statement !== expected[at]);
  const [is, should] = [there[index], expected[index]];
  if (there.length !== expected.length || is === undefined || should === undefined)
    return difference(expected.map(beginning), there.map(beginning)).join("; ");
  const start = [...is].findIndex((letter, at) => letter !== should[at]);
  return `${around(is, start)} instead of ${around(should, start)}`;
}

/** A text in one line, without its strings: one may be a secret. Vault's placeholders aren't. */
function masked(statement: string): string {
  const mask = (string: string) => (/^'\{\{\w+\}\}'$/.test(string) ? string : "'…'");
  return statement.replace(/\s+/g, " ").replace(/'(?:[^']|'')*'/g, mask);
}

function beginning(text: string): string {
  return text.length > 160 ? `${text.slice(0, 159)}…` : text;
}

/** What stands where two texts begin to differ. */
function around(text: string, start: number): string {
  const at = start < 0 ? text.length : start;
  const from = Math.max(0, at - 30);
  return `${from ? "…" : ""}${beginning(text.slice(from, at + 60))}${at + 60 < text.length ? "…" : ""}`;
}
