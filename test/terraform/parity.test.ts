import { TerraformStack, type App } from "cdktf";
import type { DatabaseReference } from "../../constructs";
import { makeEarlierObjects } from "../../rehearsal/surroundings/earlier-objects";
import { prepareStack, type PreparedStack } from "../../rehearsal/prepared-stack";
import type { Resource } from "../../constructs/guardrails/rendered/resources";
import { environments } from "../../environments";
import { VaultDatabaseStack } from "../../stacks/vault-database-stack";
import { addProviders, OTHER_STACKS } from "../other-stacks";
import { IMPORTED_BY_NAME_STACK, PRIVILEGE_STACKS } from "../privilege-stacks";
import type { PostgresVersion } from "../../rehearsal/servers/postgres-binaries";
import { withWorkspace } from "../../rehearsal/with-workspace";
import { synthesized } from "./synthesized";
import { hasProviders, NO_CHANGES, TerraformProject } from "./terraform-project";
import { whatIsLeft } from "./what-is-left";

const stacks: [what: string, name: string, build: (app: App) => void][] = [
  ...environments.map((environment): [string, string, (app: App) => void] => [
    environment.name,
    environment.name,
    (app) => void new VaultDatabaseStack(app, environment),
  ]),
  ...OTHER_STACKS.map(([what, build]): [string, string, (app: App) => void] => [
    what,
    "test",
    (app) => {
      const stack = new TerraformStack(app, "test");
      addProviders(stack);
      build(stack);
    },
  ]),
];

/** What an applier leaves on servers of its own. */
async function leftBy(
  stack: Parameters<typeof prepareStack>[0],
  postgres: PostgresVersion,
  apply: (prepared: PreparedStack, directory: string) => Promise<unknown>,
): Promise<object> {
  return withWorkspace(async (workspace) => {
    const prepared = await prepareStack(stack, workspace, {
      postgres,
      env: process.env,
      notify: () => undefined,
    });
    await apply(prepared, workspace.directory);
    await prepared.close();
    return await whatIsLeft(prepared);
  });
}

/** Some stacks need a newer provider than the others. */
function leftOut(what: string): void {
  process.stderr.write(
    `test/terraform was left out for ${what}: terraform init can't install its providers here.\n`,
  );
}

/** Applies by real Terraform, and finds nothing to change afterwards. */
async function applyByTerraform(
  prepared: PreparedStack,
  configuration: string,
  directory: string,
): Promise<void> {
  const terraform = await new TerraformProject(prepared, configuration, directory).init();
  await makeEarlier(prepared, terraform);
  await terraform.run(terraform.deployer, "apply", "-auto-approve");
  expect(await terraform.run(terraform.deployer, "plan")).toContain(NO_CHANGES);
  await prepared.complete();
}

/** What grants on objects reach is there before them, as a migration makes it. */
async function makeEarlier({ stack, servers }: PreparedStack, terraform: TerraformProject): Promise<void> {
  const databases = stack.access.databases.filter(({ imported }) => !imported);
  if (!databases.length) return;
  const owners = databases.map(({ owner }) => owner);
  const isOfOwner = ({ type, attributes: { role, object_type: kind } }: Resource) =>
    type === "postgresql_schema" ||
    (type === "postgresql_default_privileges" && role === "public") ||
    (type === "postgresql_grant" && kind === "schema" && owners.includes(String(role)));
  const targets = stack.resources.filter(isOfOwner).map(({ address }) => `-target=${address}`);
  await terraform.run(terraform.deployer, "apply", "-auto-approve", ...targets);
  const isGranted = ({ name, server }: DatabaseReference) =>
    stack.resources.some(
      ({ type, attributes: { database, provider = "postgresql", schema, object_type: kind } }) =>
        type === "postgresql_grant" &&
        database === name &&
        provider === server &&
        schema !== undefined &&
        kind !== "schema",
    );
  await Promise.all(
    databases.filter(isGranted).map((database) => makeEarlierObjects(servers.serverOf(database), database)),
  );
}

const first = synthesized("dev", (app) => void new VaultDatabaseStack(app, environments[0]!));

/** Those whose grants are other ones on the oldest version. */
const ofPrivileges = PRIVILEGE_STACKS.map(([what]) => what).filter((what) => what !== IMPORTED_BY_NAME_STACK);
const cases = [
  ...stacks.map((stack) => [18, ...stack] as const),
  ...stacks.filter(([what]) => ofPrivileges.includes(what)).map((stack) => [15, ...stack] as const),
];

if (hasProviders(first.configuration)) {
  test.each(cases)(
    "on PostgreSQL %i real Terraform leaves what the rehearsal leaves: %s",
    async (postgres, what, name, build) => {
      const { stack, configuration } = synthesized(name, build);
      if (!hasProviders(configuration)) return leftOut(what);
      const [rehearsed, terraformed] = await Promise.all([
        leftBy(stack, postgres, (prepared) => prepared.deploy()),
        leftBy(stack, postgres, (prepared, directory) =>
          applyByTerraform(prepared, configuration, directory),
        ),
      ]);
      expect(rehearsed).toEqual(terraformed);
    },
    180_000,
  );
} else {
  test("real Terraform was left out, as test/terraform/apply.test.ts says", () => undefined);
}
