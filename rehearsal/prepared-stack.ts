import { randomBytes } from "node:crypto";
import type { AccessManifest, DatabaseReference } from "../constructs";
import { ABILITIES } from "../contract/abilities";
import type { Deployment, ManifestDryRun } from "../contract/deployment";
import { isSameDatabase } from "../contract/difference";
import { rememberVault } from "../contract/vault/vault-before";
import { ThrowawayAgents } from "./agent/throwaway-agents";
import type { AppliedStack, Applier } from "./apply/applier";
import { DirectApplier } from "./apply/direct-applier";
import { evaluate, onlyReferenceIn, type Reference } from "../constructs/guardrails/rendered/expressions";
import { PostgresTarget } from "./apply/postgres-target";
import { ImportedResources } from "./surroundings/imported-resources";
import { letGrantPredefinedRoles } from "./surroundings/predefined-roles";
import { makeEarlierObjects } from "./surroundings/earlier-objects";
import { LoadedSchemas } from "./schema/loaded-schemas";
import type { DatabaseSchema } from "./schema/schemas";
import { letOutsidersIn } from "./surroundings/outsiders";
import type { Workspace } from "./servers/workspace";
import { substitute, type Substitution } from "./stack/substitutions";
import type { SynthesizedStack } from "./stack/synthesized-stack";
import type { Resource } from "../constructs/guardrails/rendered/resources";
import { writtenResources } from "../constructs/guardrails/rendered/written-resources";
import type { FirstServers } from "./servers/first-servers";
import { ThrowawayServers, type ThrowawayServersProps } from "./servers/throwaway-servers";
import { variableValues } from "./stack/variables";
import type { VaultClient } from "../clients/vault-client";

const DEPLOYER_POLICY = "rehearsal-deployer";

export interface PreparedStackProps extends ThrowawayServersProps {
  /** Servers that have been started already. @default - they are started */
  readonly first?: FirstServers;
  /** Whether what takes 5 s a role to show is tried, too. @default false */
  readonly thorough?: boolean;
  /** What databases had before the stack was applied. @default - invented objects */
  readonly schemas?: readonly DatabaseSchema[];
}

/** A stack whose servers run, with everything in place that it takes for granted. */
export interface PreparedStack {
  readonly servers: ThrowawayServers;
  /** The stack with the servers' addresses. */
  readonly stack: SynthesizedStack;
  /** The values of its variables. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** Vault as its deployer sees it. */
  readonly deployer: VaultClient;
  readonly substitutions: readonly Substitution[];
  /** Applies the stack. @throws ApplyError when a server refuses a resource */
  deploy(): Promise<DeployedStack>;
  /** Makes what the stack expects elsewhere, once its databases are there. Part of deploying. */
  complete(): Promise<void>;
  /** Ends the applier's sessions; the servers are the workspace's. */
  close(): Promise<void>;
}

export interface DeployedStack {
  readonly deployment: Deployment;
  readonly resources: number;
  /** What the schemas of its databases had to do without. */
  readonly substitutions: readonly Substitution[];
}

/** Starts the servers that a stack needs, and makes there what it takes for granted. */
export async function prepareStack(
  original: SynthesizedStack,
  workspace: Workspace,
  props: PreparedStackProps,
): Promise<PreparedStack> {
  const servers = await ThrowawayServers.start(original, workspace, props, props.first);
  const { stack: substituted, substitutions } = substitute(original, servers);
  const variables = variableValues(substituted, {
    certificate: servers.ca.pem,
    reviewerTokenOf: (path) => servers.clusters.of(path).reviewerToken,
  });
  const stack = { ...substituted, access: evaluatedAccess(substituted.access, variables) };
  const password = randomBytes(20).toString("hex");
  const vault = servers.vault.client.withRetries();
  const serverOf = (database: DatabaseReference) => servers.serverOf(database);
  const loaded = new LoadedSchemas(props.schemas ?? [], stack.access, serverOf);
  await letGrantPredefinedRoles(stack.access, serverOf);
  const imported = new ImportedResources(stack, vault, serverOf, loaded);
  await imported.makeBefore(servers, (database) => importedPassword(stack, variables, database) ?? password);
  const targets = new Map(servers.endpoints.all.map((endpoint) => [endpoint, targetAt(servers, endpoint)]));
  const [deployer] = await Promise.all([deployerOf(stack, vault), letOutsidersIn(servers)]);
  const complete = () => imported.makeAfter(password);
  const makeEarlier = earlierObjects(stack, servers, loaded);
  const applier = new DirectApplier({
    vault: deployer,
    postgresOf: (provider) => targets.get(servers.endpoints.ofProvider(provider)) as PostgresTarget,
    variables,
    before: async (resource) => {
      await makeEarlier(resource);
      // Vault changes a password as soon as it is written.
      if (resource.type === "vault_database_secret_backend_static_role") await complete();
    },
  });
  return {
    servers,
    stack,
    variables,
    deployer,
    substitutions,
    deploy: async () => {
      const vaultBefore = await rememberVault(servers.vault.client, servers.reference);
      const applied = await applier.apply(stack);
      await complete();
      await loaded.finish();
      return {
        deployment: {
          ...deploymentOf(stack, servers, applied, applier, props.thorough),
          loadedSchema: (database) => loaded.of(database),
          adoptions: imported.adoptions,
          agents: new ThrowawayAgents(stack, workspace, servers.vault),
          vaultBefore,
          resources: writtenResources(original.resources),
        },
        resources: applied.resources,
        substitutions: loaded.substitutions,
      };
    },
    complete,
    close: async () => void (await Promise.all([...targets.values()].map((target) => target.close()))),
  };
}

function targetAt(servers: ThrowawayServers, endpoint: string): PostgresTarget {
  const { host, port, admin } = servers.at(endpoint);
  return new PostgresTarget({ host, port, ...admin });
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

/** Vault with the policy that the stack writes for who applies it. */
async function deployerOf(stack: SynthesizedStack, vault: VaultClient): Promise<VaultClient> {
  const policy = stack.files.get("deployer.policy.json");
  if (policy === undefined) return vault;
  await vault.request("PUT", `sys/policies/acl/${DEPLOYER_POLICY}`, { policy });
  const { auth } = await vault.request("POST", "auth/token/create", {
    policies: [DEPLOYER_POLICY],
    no_default_policy: true,
  });
  return vault.withToken(auth?.client_token ?? "");
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

/** Before the first grant on objects of a database, there are some, as in a real one. */
function earlierObjects(
  { access }: SynthesizedStack,
  servers: ThrowawayServers,
  loaded: LoadedSchemas,
): (resource: Resource) => Promise<void> {
  const key = (server: unknown, name: unknown) => `${server ?? "postgresql"}/${name}`;
  const waiting = new Map(
    access.databases.map((database) => [key(database.server, database.name), database]),
  );
  return async ({ type, attributes }) => {
    const isGrant = type === "postgresql_grant" || type === "postgresql_default_privileges";
    const isOnObjects = attributes.schema !== undefined && attributes.object_type !== "schema";
    const name = key(attributes.provider, attributes.database);
    const database = waiting.get(name);
    if (!isGrant || !isOnObjects || !database) return;
    waiting.delete(name);
    const isInvented = !loaded.has(database);
    // When the owner can't, the contract says so.
    await makeEarlierObjects(servers.serverOf(database), database, isInvented).catch(() => undefined);
    await loaded.load(database);
  };
}

/** Nobody asks it: checks that need a real cluster aren't tried without one. */
const noCluster: ManifestDryRun = {
  tryOut: () => Promise.resolve({ kind: "not tried", reason: "there is no cluster" }),
};

function deploymentOf(
  stack: SynthesizedStack,
  servers: ThrowawayServers,
  { bootstrapPasswords }: AppliedStack,
  applier: Applier,
  thorough = false,
): Omit<Deployment, "adoptions" | "agents" | "vaultBefore" | "resources" | "loadedSchema"> {
  return {
    abilities: new Set(
      ABILITIES.filter((ability) => {
        if (ability === "time to wait") return thorough;
        if (ability === "a real cluster") return servers.clusters.manifests !== undefined;
        if (ability === "clusters that are apart") return servers.clusters.areApart;
        return ability !== "expired service account tokens" || servers.clusters.issueExpired;
      }),
    ),
    files: stack.files,
    serverLog: (database) => servers.serverOf(database).log(),
    access: stack.access,
    vault: servers.vault.client,
    serverOf: (database) => servers.serverOf(database),
    standbysOf: (database) => servers.standbysOf(database),
    clientCertificateOf: (account) => {
      const issued = servers.clientCertificateOf(account);
      return issued && { ...issued, ca: servers.ca.pem };
    },
    bootstrapPasswords,
    auditLog: (device) => servers.auditLog(device),
    impostors: servers.impostors,
    serviceAccountTokens: (path) => servers.clusters.of(path),
    manifests: servers.clusters.manifests ?? noCluster,
    applyAgain: async () => void (await applier.apply(stack)),
  };
}
