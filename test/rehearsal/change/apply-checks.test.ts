import { drainCheck } from "../../../rehearsal/change/apply-checks";
import type { SynthesizedStack } from "../../../rehearsal/stack/synthesized-stack";

test("a lease that is left when a stack was drained fails the check of that, with the reason", async () => {
  const path = "database/creds/app";
  const remaining = [{ lease: `${path}/1`, because: "it can't be revoked" }, { lease: `${path}/2` }];
  const stack = { name: "dev" } as SynthesizedStack;
  await expect(drainCheck([{ path, revoked: 3, remaining }], stack).attempt()).rejects.toThrow(
    `a lease of ${path} is left: it can't be revoked; a lease of ${path} is left: it came meanwhile`,
  );
  expect(await drainCheck([{ path, revoked: 3, remaining: [] }], stack).attempt()).toBe("3 leases revoked");
});
