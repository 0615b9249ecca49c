import { Mount } from "@cdktf/provider-vault/lib/mount";
import { TransitSecretBackendKey } from "@cdktf/provider-vault/lib/transit-secret-backend-key";
import { AppRoleAuth, Duration, TransitSecretsEngine, VaultToken } from "../../constructs";
import { argumentsOf, synthesize } from "./vault-resources";

test("an engine is mounted at the construct's id, and its key can't be exported", () => {
  const stack = synthesize((scope) => new TransitSecretsEngine(scope, "transit").addKey("cache"));
  expect(argumentsOf(stack, "vault_mount")).toEqual({
    "vault_mount.transit_333FFE9D": { path: "transit", type: "transit" },
  });
  expect(Object.values(argumentsOf(stack, "vault_transit_secret_backend_key"))).toEqual([
    { backend: "${vault_mount.transit_333FFE9D.path}", name: "cache", deletion_allowed: true },
  ]);
  expect(stack.access.transitEngines).toEqual([
    { path: "transit", imported: false, keys: [{ name: "cache", deletionAllowed: true }] },
  ]);
});

test("what Terraform may not destroy, Vault lets nobody delete", () => {
  const stack = synthesize((scope) =>
    new TransitSecretsEngine(scope, "transit", { path: "team-a/transit", preventDestroy: true }).addKey(
      "cache",
    ),
  );
  const [mount] = Object.values(argumentsOf(stack, "vault_mount"));
  expect(mount).toMatchObject({ path: "team-a/transit", lifecycle: { prevent_destroy: true } });
  const [key] = Object.values(argumentsOf(stack, "vault_transit_secret_backend_key"));
  expect(key).toMatchObject({ deletion_allowed: false, lifecycle: { prevent_destroy: true } });
  expect(stack.access.transitEngines).toEqual([
    { path: "team-a/transit", imported: false, keys: [{ name: "cache", deletionAllowed: false }] },
  ]);
});

test("an engine that is mounted elsewhere is not mounted again, and gets keys", () => {
  const stack = synthesize((scope) => {
    const transit = TransitSecretsEngine.fromPath(scope, "shared", "team-a/transit");
    transit.addKey("b");
    transit.addKey("a");
  });
  expect(argumentsOf(stack, "vault_mount")).toEqual({});
  const keys = Object.values(argumentsOf(stack, "vault_transit_secret_backend_key"));
  expect(keys).toMatchObject([{ backend: "team-a/transit" }, { backend: "team-a/transit" }]);
  expect(stack.access.transitEngines).toEqual([
    {
      path: "team-a/transit",
      imported: true,
      keys: [
        { name: "a", deletionAllowed: true },
        { name: "b", deletionAllowed: true },
      ],
    },
  ]);
});

test("whoever is granted a key encrypts and decrypts with it, and reads nothing", () => {
  const { access, resources } = synthesize((scope) => {
    const key = new TransitSecretsEngine(scope, "transit").addKey("cache");
    const token = VaultToken.periodic(Duration.hours(1));
    const secretIdTtl = Duration.minutes(10);
    key.grantEncryptDecrypt(new AppRoleAuth(scope, "approle").addWorkload("myapp", { secretIdTtl, token }));
  });
  expect(access.workloads).toMatchObject([{ reads: [], encrypts: [{ engine: "transit", name: "cache" }] }]);
  const policy = resources.find(({ type }) => type === "vault_policy")?.attributes.policy;
  expect(JSON.parse(String(policy))).toMatchObject({
    path: {
      "transit/encrypt/cache": { capabilities: ["update"] },
      "transit/decrypt/cache": { capabilities: ["update"] },
    },
  });
});

test("each construct gives out its Terraform resource", () => {
  synthesize((scope) => {
    const transit = new TransitSecretsEngine(scope, "transit");
    expect(transit.node.defaultChild).toBeInstanceOf(Mount);
    expect(transit.addKey("cache").node.defaultChild).toBeInstanceOf(TransitSecretBackendKey);
  });
});
