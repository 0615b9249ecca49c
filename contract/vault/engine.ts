import type { EngineDescription } from "../../constructs";
import { type Check, Violation } from "../check";
import type { Context } from "../context";

/** The mount's TTLs, which cut down those of its roles. */
export function leaseTtls({ deployment }: Context, engine: EngineDescription): Check[] {
  if (engine.imported) return [];
  return [
    {
      id: "lease-ttls",
      kind: "lease",
      says: "lease TTLs",
      about: { kind: "engine", name: engine.path },
      harm: "nothing",
      needs: ["root of Vault"],
      attempt: async () => {
        const { data = {} } = await deployment.vault.request("GET", `sys/mounts/${engine.path}/tune`);
        const { default_lease_ttl: defaultTtl, max_lease_ttl: maxTtl } = data;
        if (defaultTtl !== engine.defaultLeaseTtl || maxTtl !== engine.maxLeaseTtl) {
          const expected = `${engine.defaultLeaseTtl} s and ${engine.maxLeaseTtl} s`;
          throw new Violation(`leases live ${defaultTtl} s and at most ${maxTtl} s instead of ${expected}`);
        }
        return `leases live ${defaultTtl} s, at most ${maxTtl} s`;
      },
    },
  ];
}
