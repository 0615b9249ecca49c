import { TerraformVariable } from "cdktf";
import { AuditDevice, AuditTrail } from "../../constructs";
import { findingsOf } from "./bad-inputs/bad-input";
import { argumentsOf, synthesize } from "./vault-resources";

test("a file is readable by Vault alone, if no mode is given", () => {
  const { type, options } = AuditDevice.file({ path: "/var/log/vault/audit.log" });
  expect({ type, options }).toEqual({
    type: "file",
    options: { file_path: "/var/log/vault/audit.log", mode: "0600" },
  });
  expect(AuditDevice.file({ path: "/a", mode: "0640" }).options).toEqual({ file_path: "/a", mode: "0640" });
});

test("syslog has Vault's own facility and tag, if none is given", () => {
  expect(AuditDevice.syslog().options).toEqual({ facility: "AUTH", tag: "vault" });
  expect(AuditDevice.syslog({ facility: "LOCAL0", tag: "vault-production" }).options).toEqual({
    facility: "LOCAL0",
    tag: "vault-production",
  });
});

test("a socket is TCP, if nothing else is given", () => {
  expect(AuditDevice.socket({ address: "collector:9090" }).options).toEqual({
    address: "collector:9090",
    socket_type: "tcp",
  });
  expect(AuditDevice.socket({ address: "/run/audit.sock", socketType: "unix" }).options).toEqual({
    address: "/run/audit.sock",
    socket_type: "unix",
  });
});

test("no device logs secrets raw", () => {
  const devices = [
    AuditDevice.file({ path: "/a" }),
    AuditDevice.syslog(),
    AuditDevice.socket({ address: "collector:9090" }),
  ];
  for (const { options } of devices) expect(options).not.toHaveProperty("log_raw");
});

const findings = (device: AuditDevice) =>
  findingsOf((stack) => new AuditTrail(stack, "audit", { devices: [device] }));

test.each(["audit.log", "", "/", "/var/log/", "./audit.log"])("the file %p is found", (path) => {
  expect(findings(AuditDevice.file({ path }))).toEqual([
    {
      rule: "audit-file",
      path: "bad/audit",
      message: `"${path}" is not the absolute path of a file`,
      fix: "write the absolute path of a file: /var/log/vault/audit.log",
    },
  ]);
});

test.each(["rw", "0800", "", "06000"])("the mode %p is found", (mode) => {
  expect(findings(AuditDevice.file({ path: "/a", mode }))).toEqual([
    {
      rule: "audit-file",
      path: "bad/audit",
      message: `"${mode}" is not the mode of a file`,
      fix: "write it in octal: 0600",
    },
  ]);
});

test.each([
  ["collector", "collector"],
  ["collector:0", "collector:0"],
  ["collector:65536", "collector:65536"],
  ["tcp://collector:9090", "tcp://collector:9090"],
  ["a:b@collector:9090", "…@collector:9090"],
])("the address %p is found, and told without what may be a password", (address, told) => {
  expect(findings(AuditDevice.socket({ address }))).toEqual([
    {
      rule: "audit-address",
      path: "bad/audit",
      message: `"${told}" is not the address of a tcp socket`,
      fix: "write host:port",
    },
  ]);
});

test("the relative path of a unix socket is found", () => {
  expect(findings(AuditDevice.socket({ address: "audit.sock", socketType: "unix" }))).toEqual([
    {
      rule: "audit-address",
      path: "bad/audit",
      message: '"audit.sock" is not the address of a unix socket',
      fix: "write the absolute path of the socket",
    },
  ]);
});

test.each(["collector:1", "collector:65535", "10.1.2.3:514", "[fd00::1]:514"])(
  "the address %p is fine",
  (address) => {
    expect(AuditDevice.socket({ address }).problems()).toEqual([]);
  },
);

test("standard output and a path that only Terraform knows are fine", () => {
  expect(AuditDevice.file({ path: "stdout" }).problems()).toEqual([]);
  const stack = synthesize((scope) => {
    const path = new TerraformVariable(scope, "path", { type: "string" }).stringValue;
    new AuditTrail(scope, "audit", { devices: [AuditDevice.file({ path })] });
  });
  expect(Object.values(argumentsOf(stack, "vault_audit"))).toEqual([
    expect.objectContaining({ options: { file_path: "${var.path}", mode: "0600" } }),
  ]);
});
