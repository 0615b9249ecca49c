import { ApproleAuthBackendRole } from "@cdktf/provider-vault/lib/approle-auth-backend-role";
import { AuthBackend } from "@cdktf/provider-vault/lib/auth-backend";
import { TerraformStack, TerraformVariable } from "cdktf";
import {
  AppRoleAuth,
  type AppRoleWorkloadProps,
  Duration,
  type IAppRoleAuth,
  VaultToken,
} from "../../constructs";
import { findingsInApp, findingsOf } from "./bad-inputs/bad-input";
import { addRoles, argumentsOf, synthesize } from "./vault-resources";

const props = { secretIdTtl: Duration.minutes(10), token: VaultToken.periodic(Duration.hours(1)) };

const granted =
  (
    changes: Partial<AppRoleWorkloadProps> = {},
    name = "myapp",
    auth = (stack: TerraformStack): IAppRoleAuth => new AppRoleAuth(stack, "approle"),
  ) =>
  (stack: TerraformStack) => {
    const workload = auth(stack).addWorkload(name, { ...props, ...changes });
    addRoles(stack).reader.grantRead(workload);
    return workload;
  };

test("AppRole is enabled at the construct's id, and elsewhere by its path", () => {
  const stack = synthesize((scope) => {
    granted()(scope);
    new AppRoleAuth(scope, "other", { path: "team-a/approle" });
  });
  expect(argumentsOf(stack, "vault_auth_backend")).toEqual({
    "vault_auth_backend.approle_C233B4AB": { type: "approle", path: "approle" },
    "vault_auth_backend.other_7F016EE3": { type: "approle", path: "team-a/approle" },
  });
});

test("a workload needs a secret ID for one use, and its token has its own policy alone", () => {
  expect(argumentsOf(synthesize(granted()), "vault_approle_auth_backend_role")).toEqual({
    "vault_approle_auth_backend_role.approle_myapp_FB124E79": {
      backend: "${vault_auth_backend.approle_C233B4AB.path}",
      role_name: "myapp",
      bind_secret_id: true,
      secret_id_ttl: 600,
      secret_id_num_uses: 1,
      token_policies: ["${vault_policy.approle_myapp_policy_750DCB13.name}"],
      token_no_default_policy: true,
      token_period: 3600,
    },
  });
});

test("uses, networks and a bounded token are what was given", () => {
  const token = VaultToken.bounded({ ttl: Duration.minutes(15), maxTtl: Duration.hours(1) });
  const stack = synthesize(granted({ secretIdUses: 3, boundCidrs: ["10.1.0.0/16", "fd00::/8"], token }));
  expect(Object.values(argumentsOf(stack, "vault_approle_auth_backend_role"))).toEqual([
    expect.objectContaining({
      secret_id_num_uses: 3,
      secret_id_bound_cidrs: ["10.1.0.0/16", "fd00::/8"],
      token_ttl: 900,
      token_max_ttl: 3600,
    }),
  ]);
  expect(stack.access.workloads[0]?.login).toEqual({
    method: "approle",
    path: "approle",
    secretId: { ttl: 600, uses: 3, boundCidrs: ["10.1.0.0/16", "fd00::/8"] },
  });
});

test("an AppRole that is mounted elsewhere is not enabled again", () => {
  const stack = synthesize(
    granted({}, "myapp", (scope) => AppRoleAuth.fromPath(scope, "imported", "team-a/approle")),
  );
  expect(argumentsOf(stack, "vault_auth_backend")).toEqual({});
  expect(Object.values(argumentsOf(stack, "vault_approle_auth_backend_role"))).toEqual([
    expect.objectContaining({ backend: "team-a/approle", role_name: "myapp" }),
  ]);
});

test("each construct gives out its Terraform resource", () => {
  synthesize((scope) => {
    expect(granted()(scope).node.defaultChild).toBeInstanceOf(ApproleAuthBackendRole);
    expect(new AppRoleAuth(scope, "other").node.defaultChild).toBeInstanceOf(AuthBackend);
  });
});

test("values that only Terraform knows are left to Vault", () => {
  const stack = synthesize((scope) =>
    granted({
      secretIdUses: new TerraformVariable(scope, "uses", { type: "number" }).numberValue,
      boundCidrs: new TerraformVariable(scope, "cidrs", { type: "list(string)" }).listValue,
    })(scope),
  );
  expect(Object.values(argumentsOf(stack, "vault_approle_auth_backend_role"))).toEqual([
    expect.objectContaining({ secret_id_num_uses: "${var.uses}", secret_id_bound_cidrs: "${var.cidrs}" }),
  ]);
});

test("everything that is wrong with a workload is told at once", () => {
  const findings = findingsOf(
    granted({ secretIdTtl: Duration.minutes(0), secretIdUses: -1, boundCidrs: ["10.0.0.1"] }, "MyApp"),
  );
  expect(findings).toEqual([
    {
      rule: "lower-case-name",
      path: "bad/approle/MyApp",
      message: 'workload "MyApp" has capital letters, which Vault turns into lower-case ones',
      fix: 'call it "myapp"',
    },
    {
      rule: "duration",
      path: "bad/approle/MyApp",
      message: "secretIdTtl is 0 minutes, which is not a valid length of time",
      fix: "use a whole number of seconds, minutes, hours or days, above zero",
    },
    {
      rule: "secret-id-uses",
      path: "bad/approle/MyApp",
      message: "secretIdUses is -1",
      fix: "use a whole number of 1 or more",
    },
    {
      rule: "cidr",
      path: "bad/approle/MyApp",
      message: '"10.0.0.1" is not a network',
      fix: "write address/bits: 10.1.0.0/16",
    },
  ]);
});

test("an empty list of networks is found, because Vault would let anybody in", () => {
  expect(findingsOf(granted({ boundCidrs: [] }))).toEqual([
    {
      rule: "cidr",
      path: "bad/approle/myapp",
      message: "boundCidrs is empty, so a login may come from anywhere",
      fix: "name a network, or leave boundCidrs out",
    },
  ]);
});

test.each(["/approle", "approle/", "team//approle", ""])("the mount path %p is found", (path) => {
  const finding = {
    rule: "mount-path",
    path: "bad/auth",
    message: `"${path}" can't be the path of a mount`,
    fix: "use names joined by slashes, without a slash at either end: team-a/database",
  };
  expect(findingsOf((scope) => new AppRoleAuth(scope, "auth", { path }))).toEqual([finding]);
  expect(findingsOf((scope) => AppRoleAuth.fromPath(scope, "auth", path))).toEqual([finding]);
});

test("who may make a workload's secret IDs does so wrapped, reads its role ID, and needs nothing else to read", () => {
  const stack = synthesize((scope) => {
    const auth = new AppRoleAuth(scope, "approle");
    const myapp = auth.addWorkload("myapp", props);
    addRoles(scope).reader.grantRead(myapp);
    myapp.grantSecretId(auth.addWorkload("ci", props), {
      wrappingTtl: { min: Duration.seconds(30), max: Duration.minutes(5) },
    });
  });
  const policies = Object.values(argumentsOf(stack, "vault_policy")) as { name: string; policy: string }[];
  const { policy } = policies.find(({ name }) => name === "approle-ci")!;
  const { path } = JSON.parse(policy) as { path: Record<string, unknown> };
  expect(path).toEqual({
    "auth/approle/role/myapp/role-id": { capabilities: ["read"] },
    "auth/approle/role/myapp/secret-id": {
      capabilities: ["update"],
      denied_parameters: { "*": [] },
      min_wrapping_ttl: "30s",
      max_wrapping_ttl: "300s",
    },
    "auth/token/lookup-self": { capabilities: ["read"] },
    "auth/token/renew-self": { capabilities: ["update"] },
    "auth/token/revoke-self": { capabilities: ["update"] },
  });
  const described = stack.access.workloads.map(({ name, makes }) => [name, makes]);
  const makes = {
    kind: "secret-id",
    path: "auth/approle/role/myapp/secret-id",
    wrappingTtl: { min: 30, max: 300 },
  };
  expect(Object.fromEntries(described)).toEqual({ ci: [makes], myapp: undefined });
});

test.each([
  [Duration.hours(1), 600],
  [Duration.minutes(5), 300],
])("a secret ID of %s stays wrapped for a second at least, and %i s at most", (secretIdTtl, max) => {
  const { access } = synthesize((scope) => {
    const auth = new AppRoleAuth(scope, "approle");
    const myapp = auth.addWorkload("myapp", { ...props, secretIdTtl });
    addRoles(scope).reader.grantRead(myapp);
    myapp.grantSecretId(auth.addWorkload("ci", props));
  });
  expect(access.workloads.find(({ name }) => name === "ci")?.makes?.[0]?.wrappingTtl).toEqual({
    min: 1,
    max,
  });
});

test("a workload of another stack can't be let make secret IDs", () => {
  const findings = findingsInApp((app) => {
    const [stack, other] = ["bad", "other"].map((name) => new TerraformStack(app, name));
    const [ci, user] = [new AppRoleAuth(other!, "approle").addWorkload("ci", props), granted()(stack!)];
    user.grantSecretId(ci);
  });
  expect(findings).toEqual([
    {
      rule: "one-stack",
      path: "bad/approle/myapp",
      message: 'workload "ci", which makes what it logs in with, is made in stack "other"',
      fix: "make both in one stack, or give whoever starts it login-material.policy.json",
    },
  ]);
});
