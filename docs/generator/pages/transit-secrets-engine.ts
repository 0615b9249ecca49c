import { AppRoleAuth, Duration, TransitSecretsEngine, VaultToken } from "../../../constructs";
import type { Page } from "../page";

export const page: Page = {
  title: "TransitSecretsEngine",
  file: "transit-secrets-engine.ts",
  props: [["TransitSecretsEngineProps", "transit-secrets-engine.ts"]],
  choices: [["TransitSecretsEngine", "transit-secrets-engine.ts"]],
  without: /^(vault_auth|vault_approle|postgresql_)/,
  example(stack) {
    const transit = new TransitSecretsEngine(stack, "transit", { preventDestroy: true });
    const documents = transit.addKey("documents");

    const myapp = new AppRoleAuth(stack, "approle").addWorkload("myapp", {
      secretIdTtl: Duration.minutes(10),
      token: VaultToken.periodic(Duration.hours(1)),
    });
    documents.grantEncryptDecrypt(myapp);
  },
};
