import { VaultClient } from "../../clients/vault-client";
import { ABILITIES } from "../../contract/abilities";
import type { Check } from "../../contract/check";
import { contractOf } from "../../contract/contract";
import type { Deployment, PostgresServer } from "../../contract/deployment";
import type { AccessManifest } from "../../constructs";

const untouched = (): never => {
  throw new Error("a contract is data: nothing is tried while it is made");
};

/** All checks of a stack in their order, while nothing is deployed. */
export function checksOf(access: AccessManifest): Check[] {
  const servers = new Map<string, PostgresServer>();
  const serverOf: Deployment["serverOf"] = ({ server }) => {
    const nobody = { user: "nobody", password: "not a secret" };
    const address = { host: "nowhere.invalid", port: 1, version: "18" };
    const known = servers.get(server) ?? { ...address, superuser: nobody, outsider: nobody };
    servers.set(server, known);
    return known;
  };
  const vault = new VaultClient("http://nowhere.invalid");
  const phases = contractOf({
    access,
    abilities: new Set(ABILITIES),
    vault,
    serverOf,
    standbysOf: untouched,
    clientCertificateOf: untouched,
    bootstrapPasswords: new Map(),
    acknowledged: [],
    stacks: [],
    loadedSchema: () => undefined,
    serverLog: untouched,
    adoptions: [],
    impostors: [],
    auditLog: untouched,
    serviceAccountTokens: untouched,
    jwts: untouched,
    manifests: { tryOut: untouched },
    agents: { start: untouched, startInPod: untouched },
    vaultBefore: {
      entries: [],
      mounts: new Map(),
      texts: new Map(),
      reference: { kinds: {}, tables: [] },
    },
    applyAgain: untouched,
  });
  return phases.flatMap(({ groups }) => groups.flatMap(({ checks }) => checks));
}
