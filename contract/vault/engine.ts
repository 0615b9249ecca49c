import type { EngineDescription } from "../../constructs";
import { type Recorder, Violation } from "../check";
import type { Deployment } from "../deployment";

/** The mount's TTLs, which cut down those of its roles. */
export async function checkEngine(
  recorder: Recorder,
  { vault }: Deployment,
  engine: EngineDescription,
): Promise<void> {
  if (engine.imported) return;
  await recorder.check(engine.path, "lease-ttls", async () => {
    const { data = {} } = await vault.request("GET", `sys/mounts/${engine.path}/tune`);
    const { default_lease_ttl: defaultTtl, max_lease_ttl: maxTtl } = data;
    if (defaultTtl !== engine.defaultLeaseTtl || maxTtl !== engine.maxLeaseTtl) {
      const expected = `${engine.defaultLeaseTtl} s and ${engine.maxLeaseTtl} s`;
      throw new Violation(`leases live ${defaultTtl} s and at most ${maxTtl} s instead of ${expected}`);
    }
    return `leases live ${defaultTtl} s, at most ${maxTtl} s`;
  });
}
