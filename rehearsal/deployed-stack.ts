import { writtenResources } from "../constructs/guardrails/rendered/written-resources";
import { ABILITIES, type Ability } from "../contract/abilities";
import type { Deployment, ManifestDryRun, StackOutput } from "../contract/deployment";
import type { VaultBefore } from "../contract/vault/vault-before";
import { ThrowawayAgents } from "./agent/throwaway-agents";
import type { AppliedStack, Applier } from "./apply/applier";
import type { LoadedSchemas } from "./schema/loaded-schemas";
import type { Clusters } from "./servers/clusters";
import type { StackServers } from "./servers/stack-servers";
import type { Workspace } from "./servers/workspace";
import type { Substitution } from "./stack/substitutions";
import type { SynthesizedStack } from "./stack/synthesized-stack";
import type { ImportedResources } from "./surroundings/imported-resources";

/** A stack whose servers run. */
export interface StackOnServers {
  readonly servers: StackServers;
  readonly original: SynthesizedStack;
  /** The stack with the servers' addresses. */
  readonly stack: SynthesizedStack;
  /** The schemas that its databases had. */
  readonly loaded: LoadedSchemas;
  /** What it takes for granted. */
  readonly imported: ImportedResources;
  readonly applier: Applier;
}

/** A stack that was applied to its servers. */
export interface DeployedStack extends AppliedStack {
  readonly deployment: Deployment;
  /** What the schemas of its databases had to do without. */
  readonly substitutions: readonly Substitution[];
}

/** Nobody asks it: checks that need a real cluster aren't tried without one. */
const noCluster: ManifestDryRun = {
  tryOut: () => Promise.resolve({ kind: "not checked", reason: "there is no cluster" }),
};

export interface DeploymentProps {
  readonly prepared: StackOnServers;
  readonly applied: AppliedStack;
  readonly vaultBefore: VaultBefore;
  readonly workspace: Workspace;
  /** Whether what takes 5 s a role to show is tried, too. */
  readonly thorough: boolean;
}

/** What the contract needs of a stack that was applied. */
export function deploymentOf(props: DeploymentProps): Deployment {
  const { prepared, applied, vaultBefore, workspace, thorough } = props;
  const { servers, stack, original, applier, loaded, imported } = prepared;
  return {
    abilities: abilitiesOf(servers.clusters, applied, thorough),
    stacks: [outputOf(prepared)],
    acknowledged: (original.byHand?.applied ?? []).map(({ type, attributes }) => ({ type, attributes })),
    serverLog: (database) => servers.serverOf(database).log(),
    access: stack.access,
    vault: servers.vault.client,
    vaultBefore,
    serverOf: (database) => servers.serverOf(database),
    standbysOf: (database) => servers.standbysOf(database),
    clientCertificateOf: (account) => {
      const issued = servers.clientCertificateOf(account);
      return issued && { ...issued, ca: servers.ca.pem };
    },
    loadedSchema: (database) => loaded.of(database),
    adoptions: imported.adoptions,
    bootstrapPasswords: applied.bootstrapPasswords ?? new Map(),
    auditLog: (device) => servers.auditLog(device),
    impostors: servers.impostors,
    serviceAccountTokens: (path) => servers.clusters.of(path),
    jwts: (path) => servers.issuerOf(path),
    manifests: servers.clusters.manifests ?? noCluster,
    agents: new ThrowawayAgents(stack, workspace, servers.vault),
    applyAgain: async () => void (await applier.apply(stack)),
  };
}

function outputOf({ stack, original }: StackOnServers): StackOutput {
  const resources = [...original.resources, ...(original.byHand?.passedOver ?? [])];
  return { access: stack.access, files: stack.files, resources: writtenResources(resources) };
}

function abilitiesOf(clusters: Clusters, applied: AppliedStack, thorough: boolean): ReadonlySet<Ability> {
  const missing: Partial<Record<Ability, boolean>> = {
    "time to wait": !thorough,
    "bootstrap passwords": applied.bootstrapPasswords === undefined,
    "a real cluster": clusters.manifests === undefined,
    "clusters that are apart": !clusters.areApart,
    "expired service account tokens": !clusters.issueExpired,
  };
  return new Set(ABILITIES.filter((ability) => !missing[ability]));
}
