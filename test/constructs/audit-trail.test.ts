import { Audit } from "@cdktf/provider-vault/lib/audit";
import { Mount } from "@cdktf/provider-vault/lib/mount";
import { TerraformVariable } from "cdktf";
import {
  AppRoleAuth,
  AuditDevice,
  AuditTrail,
  DatabaseSecretsEngine,
  Guardrails,
  VaultProduct,
} from "../../constructs";
import { findingsOf } from "./bad-inputs/bad-input";
import { argumentsOf, synthesize } from "./vault-resources";

const file = AuditDevice.file({ path: "/var/log/vault/audit.log" });

test("each device is at the path of its type, and guarded against being destroyed", () => {
  const stack = synthesize(
    (scope) => new AuditTrail(scope, "audit", { devices: [file, AuditDevice.syslog()] }),
  );
  expect(Object.values(argumentsOf(stack, "vault_audit"))).toEqual([
    {
      type: "file",
      path: "file",
      options: { file_path: "/var/log/vault/audit.log", mode: "0600" },
      lifecycle: { prevent_destroy: true },
    },
    {
      type: "syslog",
      path: "syslog",
      options: { facility: "AUTH", tag: "vault" },
      lifecycle: { prevent_destroy: true },
    },
  ]);
});

test("a second device of a type is numbered", () => {
  const second = AuditDevice.file({ path: "/mnt/audit.log" });
  const { access } = synthesize((scope) => new AuditTrail(scope, "audit", { devices: [file, second] }));
  expect(access.auditDevices).toEqual([
    { path: "file", type: "file", options: { file_path: "/var/log/vault/audit.log", mode: "0600" } },
    { path: "file-2", type: "file", options: { file_path: "/mnt/audit.log", mode: "0600" } },
  ]);
});

test("a throwaway stack can let its devices be destroyed", () => {
  const stack = synthesize(
    (scope) => new AuditTrail(scope, "audit", { devices: [file], preventDestroy: false }),
  );
  const [device] = Object.values(argumentsOf(stack, "vault_audit"));
  expect(device).not.toHaveProperty("lifecycle");
});

test("what else the library writes to Vault waits for every device, and another resource doesn't", () => {
  const stack = synthesize((scope) => {
    new AppRoleAuth(scope, "approle");
    new AuditTrail(scope, "audit", { devices: [file, AuditDevice.syslog()] });
    new DatabaseSecretsEngine(scope, "database");
    new Mount(scope, "own", { path: "own", type: "kv" });
  });
  const devices = stack.resources.filter(({ type }) => type === "vault_audit").map(({ address }) => address);
  const waiting = stack.resources.filter(({ attributes }) => attributes.depends_on !== undefined);
  expect(devices).toHaveLength(2);
  expect(waiting.map(({ address, attributes }) => [address, attributes.depends_on])).toEqual([
    ["vault_auth_backend.approle_C233B4AB", devices],
    ["vault_mount.database_EBDE4557", devices],
  ]);
});

test("each device's Terraform resource is the child of its path", () => {
  synthesize((scope) => {
    const trail = new AuditTrail(scope, "audit", { devices: [file] });
    expect(trail.node.findChild("file")).toBeInstanceOf(Audit);
  });
});

test("a trail without a device is found", () => {
  expect(findingsOf((scope) => new AuditTrail(scope, "audit", { devices: [] }))).toEqual([
    {
      rule: "audit-devices",
      path: "bad/audit",
      message: "the audit trail has no device",
      fix: "add AuditDevice.file(…), or leave the AuditTrail out",
    },
  ]);
});

test("two devices that write to one place are found, once", () => {
  const devices = [file, AuditDevice.file({ path: "/var/log/vault/audit.log", mode: "0640" }), file];
  expect(findingsOf((scope) => new AuditTrail(scope, "audit", { devices }))).toEqual([
    {
      rule: "audit-devices",
      path: "bad/audit",
      message: "two devices write to the same place: file /var/log/vault/audit.log",
      fix: "give each its own place, or keep only one",
    },
  ]);
});

test("a second trail in a stack is found, because its device would be at the first one's path", () => {
  const findings = findingsOf((scope) => {
    new AuditTrail(scope, "audit", { devices: [file] });
    new AuditTrail(scope, "more", { devices: [AuditDevice.file({ path: "/mnt/audit.log" })] });
  });
  expect(findings).toEqual([
    {
      rule: "duplicate-name",
      path: "bad/more",
      message: 'Vault audit device "file" is already taken by bad/audit',
      fix: "list all audit devices in one AuditTrail",
    },
  ]);
});

test("OpenBao's servers declare their devices, and Terraform makes none", () => {
  const devices = [file, AuditDevice.syslog()];
  const { resources, access, files } = synthesize((scope) => {
    new AppRoleAuth(scope, "approle");
    new AuditTrail(scope, "audit", { devices, product: VaultProduct.openBao() });
  });
  expect(resources.map(({ type, attributes }) => [type, attributes.depends_on])).toEqual([
    ["vault_auth_backend", undefined],
  ]);
  expect(access.auditDevices.map(({ path, declaredIn }) => [path, declaredIn])).toEqual([
    ["file", "openbao-audit.hcl"],
    ["syslog", "openbao-audit.hcl"],
  ]);
  expect(files.get("openbao-audit.hcl")).toBe(`audit "file" "file" {
  options {
    file_path = "/var/log/vault/audit.log"
    mode = "0600"
  }
}

audit "syslog" "syslog" {
  options {
    facility = "AUTH"
    tag = "vault"
  }
}
`);
});

test("what only Terraform knows can't be declared for OpenBao's servers", () => {
  const found = findingsOf((scope) => {
    const path = new TerraformVariable(scope, "path", { type: "string" }).stringValue;
    const devices = [AuditDevice.file({ path })];
    new AuditTrail(scope, "audit", { devices, product: VaultProduct.openBao() });
  });
  expect(found).toEqual([
    {
      rule: "audit-declaration",
      path: "bad/audit",
      message: "the file_path of an audit device is known only when Terraform runs",
      fix: "write it as text: OpenBao's server configuration contains it, which Terraform doesn't write",
    },
  ]);
});

test("guardrails count the devices that OpenBao's servers declare", () => {
  const findingsWith = (...devices: AuditDevice[]) =>
    findingsOf((scope) => {
      new AuditTrail(scope, "audit", { devices, product: VaultProduct.openBao() });
      Guardrails.attach(scope, Guardrails.development({ auditDevices: 2 }));
    }).map(({ rule }) => rule);
  expect(findingsWith(file)).toContain("audit-device");
  expect(findingsWith(file, AuditDevice.syslog())).not.toContain("audit-device");
});
