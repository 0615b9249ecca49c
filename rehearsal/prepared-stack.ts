import { randomBytes } from "node:crypto";
import type { VaultClient } from "../clients/vault-client";
import type { AccessManifest, DatabaseReference } from "../constructs";
import { evaluate, onlyReferenceIn, type Reference } from "../constructs/guardrails/rendered/expressions";
import type { Resource } from "../constructs/guardrails/rendered/resources";
import { isSameDatabase } from "../contract/difference";
import { rememberVault } from "../contract/vault/vault-before";
import { DirectApplier } from "./apply/direct-applier";
import { TerraformApplier } from "./apply/terraform-applier";
import { TerraformDirectory } from "./apply/terraform/terraform-directory";
import type { TerraformProgram } from "./apply/terraform/terraform-program";
import { PostgresTargets } from "./apply/postgres-targets";
import { type DeployedStack, deploymentOf, type StackOnServers } from "./deployed-stack";
import { LoadedSchemas } from "./schema/loaded-schemas";
import type { DatabaseSchema } from "./schema/schemas";
import type { FirstServers } from "./servers/first-servers";
import type { StackServers } from "./servers/stack-servers";
import { ThrowawayServers, type ThrowawayServersProps } from "./servers/throwaway-servers";
import type { Workspace } from "./servers/workspace";
import { substitute, type Substitution } from "./stack/substitutions";
import type { SynthesizedStack } from "./stack/synthesized-stack";
import { variableValues } from "./stack/variables";
import { makeEarlierObjects } from "./surroundings/earlier-objects";
import { ImportedResources } from "./surroundings/imported-resources";
import { letOutsiderIn } from "./surroundings/outsiders";
import { letGrantPredefinedRoles } from "./surroundings/predefined-roles";
import { vaultWith, writePolicy } from "./written-policies";

export interface StackOnServersProps {
  /** Whether what takes 5 s a role to show is tried, too. @default false */
  readonly thorough?: boolean;
  /** What databases had before the stack was applied. @default - invented objects */
  readonly schemas?: readonly DatabaseSchema[];
  /** What applies the stack. @default - the built-in applier */
  readonly terraform?: TerraformProgram;
  /** The stack as it was, on the same servers: what it left is changed. @default - nothing of it is there */
  readonly before?: PreparedStack;
  /** What other stacks on the same servers make is not made for this one. @default - it is alone */
  readonly others?: readonly AccessManifest[];
}

export interface PreparedStackProps extends ThrowawayServersProps, StackOnServersProps {
  /** Servers that have been started already. @default - they are started */
  readonly first?: FirstServers;
}

/** A stack whose servers run, with everything in place that it takes for granted. */
export interface PreparedStack extends StackOnServers {
  /** The values of its variables. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** Vault as its deployer sees it. */
  readonly deployer: VaultClient;
  /** By which policies: what is taken away with a change, the one of before allows. */
  readonly deployerPolicies: readonly string[];
  readonly substitutions: readonly Substitution[];
  readonly applier: DirectApplier | TerraformApplier;
  /** Applies the stack. @throws ApplyError when a server refuses a resource */
  deploy(): Promise<DeployedStack>;
  /** Makes what the stack expects elsewhere, once its databases are there. Part of deploying. */
  complete(): Promise<void>;
  /** Ends the applier's sessions; the servers are the workspace's. */
  close(): Promise<void>;
}

/** Starts the servers that a stack needs, and makes there what it takes for granted. */
export async function prepareStack(
  original: SynthesizedStack,
  workspace: Workspace,
  props: PreparedStackProps,
): Promise<PreparedStack> {
  const servers = await ThrowawayServers.start([original.access], workspace, props, props.first);
  return prepareStackOn(servers, original, workspace, props);
}

/** Makes what a stack takes for granted on servers that were started for it, and maybe for others. */
export async function prepareStackOn(
  shared: ThrowawayServers,
  original: SynthesizedStack,
  workspace: Workspace,
  { thorough = false, schemas = [], terraform, before, others = [] }: StackOnServersProps,
): Promise<PreparedStack> {
  const servers = shared.of(original.access);
  const { stack: substituted, declared, substitutions } = substitute(original, servers);
  const variables = variableValues(substituted, {
    certificate: servers.ca.pem,
    reviewerTokenOf: (path) => servers.clusters.of(path).reviewerToken,
    earlier: before?.variables,
  });
  const stack = { ...substituted, access: evaluatedAccess(substituted.access, variables) };
  const password = randomBytes(20).toString("hex");
  const vault = servers.vault.client.withRetries();
  const serverOf = (database: DatabaseReference) => servers.serverOf(database);
  const loaded = new LoadedSchemas(schemas, stack.access, serverOf, before?.loaded);
  await letGrantPredefinedRoles(stack.access, serverOf);
  const imported = new ImportedResources({ stack, others, vault, shared, servers, loaded });
  await imported.makeBefore((database) => importedPassword(stack, variables, database) ?? password);
  const targets = new PostgresTargets(servers);
  const policies = [
    ...(before?.deployerPolicies ?? []),
    ...(await writePolicy("deployer", stack, shared, vault)),
  ];
  const [deployer] = await Promise.all([vaultWith(policies, vault), letOutsidersIn(shared, servers)]);
  const complete = () => imported.makeAfter(password);
  const makeEarlier = earlierObjects(stack, shared, servers, loaded);
  const applierProps = {
    vault: deployer,
    postgresOf: (provider: string) => targets.ofProvider(provider),
    variables,
    before: async (resource: Resource) => {
      await makeEarlier(resource);
      // Vault changes a password as soon as it is written.
      if (isStaticRole(resource)) await complete();
    },
    servers,
    stops: [onObjects(stack), isStaticRole],
  };
  const applier =
    before?.applier.following(applierProps) ??
    (terraform
      ? new TerraformApplier(new TerraformDirectory(workspace, terraform), applierProps)
      : new DirectApplier(applierProps));
  const prepared: PreparedStack = {
    servers,
    original,
    stack,
    variables,
    deployer,
    deployerPolicies: policies,
    substitutions: [...(original.set ?? []), ...substitutions],
    loaded,
    imported,
    applier,
    deploy: async () => {
      const vaultBefore = await shared.once("remember Vault", () =>
        rememberVault(servers.vault.client, servers.reference),
      );
      await shared.auditDeclarations.declare(stack.name, declared);
      const applied = await applier.apply(stack);
      await complete();
      await loaded.finish();
      const deployment = deploymentOf({ prepared, applied, vaultBefore, workspace, thorough });
      return { ...applied, deployment, substitutions: loaded.substitutions };
    },
    complete,
    close: () => targets.close(),
  };
  return prepared;
}

/** Somebody uses each of its servers for something else. */
async function letOutsidersIn(shared: ThrowawayServers, servers: StackServers): Promise<void> {
  const letIn = servers.endpoints.all.map((endpoint) =>
    shared.once(`let an outsider in: ${endpoint}`, () => letOutsiderIn(servers.at(endpoint))),
  );
  await Promise.all(letIn);
}

/** What is expected, with the values of the variables that it speaks of. */
function evaluatedAccess(
  access: AccessManifest,
  variables: Readonly<Record<string, unknown>>,
): AccessManifest {
  const valueOf = (reference: Reference) =>
    reference.kind === "variable" ? variables[reference.name] : undefined;
  return evaluate(access, valueOf) as AccessManifest;
}

/** The password that a variable holds for the account of a database that a DBA owns. */
function importedPassword(
  stack: SynthesizedStack,
  variables: Record<string, unknown>,
  database: DatabaseReference,
): string | undefined {
  const connection = stack.access.connections.find((each) => isSameDatabase(each.database, database));
  const resource = stack.resources.find(
    ({ type, attributes }) =>
      type === "vault_database_secret_backend_connection" &&
      attributes.name === connection?.name &&
      mountOf(attributes.backend, stack) === connection?.engine,
  );
  const { password_wo: expression } = (resource?.attributes.postgresql ?? {}) as { password_wo?: string };
  const reference = onlyReferenceIn(expression);
  return reference?.kind === "variable" ? String(variables[reference.name]) : undefined;
}

/** The path of a mount, of which a resource may hold a reference. */
function mountOf(backend: unknown, { resources }: SynthesizedStack): unknown {
  const reference = onlyReferenceIn(backend);
  if (reference?.kind !== "attribute") return backend;
  return resources.find(({ address }) => address === reference.address)?.attributes[reference.attribute];
}

const isStaticRole = ({ type }: Resource) => type === "vault_database_secret_backend_static_role";

/** Whether it grants on objects of a database, or on those that are made later; functions that make leased roles are the stack's. */
function onObjects({ access }: SynthesizedStack): (resource: Resource) => boolean {
  const own = new Set<unknown>([undefined, ...access.databases.map(({ issuingSchema }) => issuingSchema)]);
  return ({ type, attributes: { schema, object_type } }) =>
    (type === "postgresql_grant" || type === "postgresql_default_privileges") &&
    !own.has(schema) &&
    object_type !== "schema";
}

/** Before the first grant on objects of a database, there are some, as in a real one. */
function earlierObjects(
  stack: SynthesizedStack,
  shared: ThrowawayServers,
  servers: StackServers,
  loaded: LoadedSchemas,
): (resource: Resource) => Promise<void> {
  const { access } = stack;
  const isOnObjects = onObjects(stack);
  const key = (server: unknown, name: unknown) => `${server ?? "postgresql"}/${name}`;
  const waiting = new Map(
    access.databases.map((database) => [key(database.server, database.name), database]),
  );
  return async (resource) => {
    const { attributes } = resource;
    const name = key(attributes.provider, attributes.database);
    const database = waiting.get(name);
    if (!isOnObjects(resource) || !database) return;
    waiting.delete(name);
    const isInvented = !loaded.has(database);
    const make = () => makeEarlierObjects(servers.serverOf(database), database, isInvented);
    const what = `earlier objects: ${servers.endpoints.of(database)}/${database.name}, ${database.schemas.join()}`;
    // When the owner can't, the contract says so.
    await shared.once(what, make).catch(() => undefined);
    await loaded.load(database);
  };
}
