import { type Recorder, Violation } from "../check";
import type { Deployment } from "../deployment";
import { VaultError } from "../../clients/vault-client";

/** Who deploys makes roles, and reads no credential of any. */
export async function checkDeployer(recorder: Recorder, { access, deployer }: Deployment): Promise<void> {
  if (!deployer) return;
  await recorder.check(access.stack, "deployer-reads-no-credential", async () => {
    for (const { path } of access.roles) {
      const status = await deployer.request("GET", path).then(
        () => 200,
        (error: unknown) => (error instanceof VaultError ? error.status : 0),
      );
      if (status !== 403) throw new Violation(`deployer.policy.json reads credentials of ${path}`);
    }
    return `refused: ${access.roles.map(({ path }) => path).join(", ")}`;
  });
}
