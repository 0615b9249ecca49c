import type { Resource } from "../../../constructs/guardrails/rendered/resources";
import { undescribedStatements } from "../../../rehearsal/stack/described-statements";
import type { SynthesizedStack } from "../../../rehearsal/stack/synthesized-stack";
import { environments } from "../../../environments";
import { OTHER_STACKS } from "../../other-stacks";
import { synthesizeEnvironment } from "../../synthesize";
import { synthesizeOtherStack } from "../../synthesize-other-stack";

const dev = synthesizeEnvironment("dev");

type Argument = "creation_statements" | "renew_statements" | "revocation_statements";

/** dev with other statements of its readers. */
function edited(argument: Argument, change: (all: string[]) => unknown): SynthesizedStack {
  const edit = (resource: Resource) =>
    resource.attributes.name === "app-readonly"
      ? {
          ...resource,
          attributes: {
            ...resource.attributes,
            [argument]: change(resource.attributes[argument] as string[]),
          },
        }
      : resource;
  return { ...dev, resources: dev.resources.map(edit) };
}

const CREATE = `CREATE ROLE "{{name}}" LOGIN PASSWORD '{{password}}' VALID UNTIL '{{expiration}}' INHERIT IN ROLE "appdb_read_only"`;

test.each<[what: string, argument: Argument, change: (all: string[]) => unknown, detail: string]>([
  [
    "hand the password on",
    "creation_statements",
    (all) => [...all, "SELECT pg_logical_emit_message(false, 'p', '{{password}}')"],
    "creation_statements: unexpected: SELECT pg_logical_emit_message(false, '…', '{{password}}')",
  ],
  [
    "take a lock that nobody gives back",
    "creation_statements",
    (all) => ["SELECT pg_advisory_lock(1)", ...all],
    "creation_statements: unexpected: SELECT pg_advisory_lock(1)",
  ],
  [
    "leave the expiry out",
    "creation_statements",
    ([create = "", ...others]) => [create.replace(" VALID UNTIL '{{expiration}}'", ""), ...others],
    `creation_statements: …LOGIN PASSWORD '{{password}}' INHERIT IN ROLE "appdb_read_only" instead of …LOGIN PASSWORD '{{password}}' VALID UNTIL '{{expiration}}' INHERIT IN ROLE "appdb_read_onl…`,
  ],
  [
    "end the lease's own sessions when it is renewed",
    "renew_statements",
    (all) => [...all, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{{name}}'"],
    "renew_statements: unexpected: SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{{name}}'",
  ],
  [
    "wait before they revoke",
    "revocation_statements",
    (all) => ["SELECT pg_sleep(60)", ...all],
    "revocation_statements: unexpected: SELECT pg_sleep(60)",
  ],
  [
    "revoke in another order",
    "revocation_statements",
    (all) => [...all].reverse(),
    "revocation_statements: DO $end_leased_role$ DECLARE leased CONSTANT name := pg_catalog.… instead of DO $close_login$ DECLARE leased CONSTANT name := pg_catalog.subs…",
  ],
])("statements that %s are named", (_, argument, change, detail) => {
  const about = { kind: "role", name: "app-readonly", engine: "database" };
  expect(undescribedStatements(edited(argument, change))).toEqual([{ about, detail }]);
});

test.each<[what: string, argument: Argument, change: (all: string[]) => unknown]>([
  [
    "in other words",
    "creation_statements",
    ([, ...others]) => [CREATE.toLowerCase().replace("create", "/* make */ CREATE"), ...others],
  ],
  [
    "with a limit",
    "creation_statements",
    (all) => [...all, `ALTER ROLE "{{name}}" SET statement_timeout = '5s'`],
  ],
  ["left to Vault's own", "renew_statements", () => []],
])("the same %s is let through", (_, argument, change) => {
  expect(undescribedStatements(edited(argument, change))).toEqual([]);
});

test("a text that may be a password is not shown", () => {
  const statements = edited("creation_statements", (all) => [...all, "SET x.y = 'Hunter2'"]);
  expect(JSON.stringify(undescribedStatements(statements))).not.toContain("Hunter2");
});

test("what the library writes is what it describes", () => {
  const others = OTHER_STACKS.map(([name]) => synthesizeOtherStack(name));
  const stacks = [...environments.map(({ name }) => synthesizeEnvironment(name)), ...others];
  expect(stacks.flatMap(undescribedStatements)).toEqual([]);
});
