import { VaultError } from "../../clients/vault-client";
import { type Check, Violation } from "../check";
import type { Context } from "../context";

/** Who deploys makes Vault roles, and reads no credential of any. */
export function deployerReadsNoCredential({ about, access, deployment }: Context): Check {
  return {
    id: "deployer-reads-no-credential",
    kind: "also",
    says: "deployer reads no credential",
    about,
    harm: "issues a lease",
    needs: ["deployer's token"],
    attempt: async () => {
      for (const { path } of access.roles) {
        const status = await deployment.deployer.request("GET", path).then(
          () => 200,
          (error: unknown) => (error instanceof VaultError ? error.status : 0),
        );
        if (status !== 403) throw new Violation(`deployer.policy.json reads credentials of ${path}`);
      }
      return `refused: ${access.roles.map(({ path }) => path).join(", ")}`;
    },
  };
}
