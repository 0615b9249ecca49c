import { TerraformVariable } from "cdktf";
import { AuditDevice, AuditTrail } from "../../../constructs";
import { synthesize } from "../vault-resources";

test("what a variable holds is passed as a token", () => {
  const { resources } = synthesize((scope) => {
    const path = new TerraformVariable(scope, "path", { type: "string" }).stringValue;
    new AuditTrail(scope, "audit", { devices: [AuditDevice.file({ path })] });
  });
  const [device] = resources.filter(({ type }) => type === "vault_audit");
  expect(device?.attributes.options).toEqual({ file_path: "${var.path}", mode: "0600" });
});
