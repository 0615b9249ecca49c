import { checkContract } from "../contract";
import type { CheckResult } from "../contract/check";
import type { Deployment } from "../contract/deployment";
import { Session } from "../contract/session";
import type { AppliedStack, Applier } from "./apply/applier";
import { expectApplicable } from "./apply/applicable";
import { ApplyError, DirectApplier } from "./apply/direct-applier";
import { PostgresTarget } from "./apply/postgres-target";
import { ExistingParts } from "./existing";
import { makeNamedTables, namesTables } from "./named-tables";
import type { RehearsalReport } from "./report";
import type { PostgresVersion } from "./servers/postgres-binaries";
import { Workspace } from "./servers/workspace";
import { substitute, type Substitution } from "./substitutions";
import type { Resource, SynthesizedStack } from "./synthesized-stack";
import { ThrowawayServers } from "./throwaway-servers";
import { variableValues } from "./variables";
import type { VaultClient } from "./vault-client";

export interface RehearseProps {
  readonly postgres: PostgresVersion;
  readonly env: NodeJS.ProcessEnv;
  /** Told what is going on. */
  readonly notify: (message: string) => void;
  /** Told of every check when it is done. */
  readonly onCheck: (result: CheckResult) => void;
  /** The kubeconfig of a real cluster, in place of the token review server. */
  readonly kubeconfig?: string;
}

/** A stack on its throwaway servers. */
export interface Rehearsal {
  readonly report: RehearsalReport;
  readonly servers: ThrowawayServers;
  readonly deployment?: Deployment;
}

/**
 * Applies a stack to throwaway servers, and checks there that it does what it describes.
 *
 * @param workspace where the servers run; disposing of it is the caller's
 * @throws RehearsalError when it could not tell
 */
export async function rehearse(
  stack: SynthesizedStack,
  workspace: Workspace,
  props: RehearseProps,
): Promise<Rehearsal> {
  const start = performance.now();
  expectApplicable(stack);
  const work = perform(stack, workspace, props);
  const { servers, checks, resources, substitutions, deployment } = await Promise.race([
    work,
    workspace.failure,
  ]);
  const safeChecks = checks.map((check) => ({ ...check, detail: workspace.redact(check.detail) }));
  const passed = checks.filter(({ ok }) => ok).length;
  const { product, version } = servers.vault;
  const report: RehearsalReport = {
    schemaVersion: 1,
    stack: stack.name,
    servers: { vault: { product, version }, postgres: { version: servers.postgresVersion } },
    applied: { resources },
    checks: safeChecks,
    passed,
    failed: checks.length - passed,
    seconds: Math.round((performance.now() - start) / 100) / 10,
    substitutions,
    acknowledged: stack.access.acknowledged,
  };
  return { report, servers, deployment };
}

interface Performance {
  readonly servers: ThrowawayServers;
  readonly checks: CheckResult[];
  readonly resources: number;
  readonly substitutions: Substitution[];
  readonly deployment?: Deployment;
}

async function perform(
  original: SynthesizedStack,
  workspace: Workspace,
  props: RehearseProps,
): Promise<Performance> {
  props.notify("starting the servers");
  const servers = await ThrowawayServers.start(original, workspace, props);
  const { stack, substitutions } = substitute(original, servers);
  props.notify("applying the stack");
  const variables = variableValues(stack);
  const password = String(Object.values(variables)[0] ?? "unused");
  const existing = new ExistingParts(stack, servers.vault.client, (database) => servers.serverOf(database));
  await existing.makeBefore(servers, (database) => existingPassword(stack, variables, database) ?? password);
  const targets = new Map(servers.endpoints.all.map((endpoint) => [endpoint, targetAt(servers, endpoint)]));
  const applier = new DirectApplier({
    vault: await deployerOf(stack, servers.vault.client),
    postgresOf: (provider) => targets.get(servers.endpoints.ofProvider(provider)) as PostgresTarget,
    variables,
    before: (resource) => makeTablesBefore(resource, stack, servers),
  });
  try {
    const applied = await applier.apply(stack);
    await existing.makeAfter(password);
    const deployment = deploymentOf(stack, servers, applied, applier);
    props.notify("checking the contract");
    const checks = await checkContract(deployment, props.onCheck);
    return { servers, checks, resources: applied.resources, substitutions, deployment };
  } catch (error) {
    if (!(error instanceof ApplyError)) throw error;
    const refused = { id: "applies", subject: error.address, ok: false, detail: error.message, ms: 0 };
    props.onCheck(refused);
    return { servers, checks: [refused], resources: 0, substitutions };
  } finally {
    await Promise.all([...targets.values()].map((target) => target.close()));
  }
}

function targetAt(servers: ThrowawayServers, endpoint: string): PostgresTarget {
  const { host, port, admin } = servers.at(endpoint);
  return new PostgresTarget({ host, port, ...admin });
}

/** Vault as its deployer sees it: with the policy that the stack writes for who applies it. */
async function deployerOf(stack: SynthesizedStack, vault: VaultClient): Promise<VaultClient> {
  if (!stack.deployerPolicy) return vault;
  await vault.request("PUT", "sys/policies/acl/rehearsal-deployer", { policy: stack.deployerPolicy });
  const { auth } = await vault.request("POST", "auth/token/create", {
    policies: ["rehearsal-deployer"],
    no_default_policy: true,
  });
  return vault.withToken(auth?.client_token ?? "");
}

/** The password that a variable holds for the account of a database that a DBA owns. */
function existingPassword(
  stack: SynthesizedStack,
  variables: Record<string, unknown>,
  database: string,
): string | undefined {
  const connection = stack.access.connections.find((each) => each.database === database)?.name;
  const resource = stack.resources.find(
    ({ type, attributes }) =>
      type === "vault_database_secret_backend_connection" && attributes.name === connection,
  );
  const { password_wo: expression } = (resource?.attributes.postgresql ?? {}) as { password_wo?: string };
  const [, name = ""] = /^\$\{var\.([\w-]+)\}$/.exec(expression ?? "") ?? [];
  return name in variables ? String(variables[name]) : undefined;
}

/** A grant on a named table needs the table, which a real database has. */
async function makeTablesBefore(
  resource: Resource,
  { access }: SynthesizedStack,
  servers: ThrowawayServers,
): Promise<void> {
  if (resource.type !== "postgresql_grant" || !resource.attributes.objects) return;
  const database = access.databases.find(({ name }) => name === resource.attributes.database);
  if (!database || !namesTables(database)) return;
  const server = servers.serverOf(database.name);
  await Session.with(server, database.name, server.superuser, (session) =>
    makeNamedTables(session, database),
  );
}

function deploymentOf(
  stack: SynthesizedStack,
  servers: ThrowawayServers,
  { bootstrapPasswords }: AppliedStack,
  applier: Applier,
): Deployment {
  return {
    access: stack.access,
    vault: servers.vault.client,
    serverOf: (database) => servers.serverOf(database),
    bootstrapPasswords,
    auditLog: (device) => servers.auditLog(device),
    kubernetes: servers.kubernetes,
    applyAgain: async () => void (await applier.apply(stack)),
  };
}
