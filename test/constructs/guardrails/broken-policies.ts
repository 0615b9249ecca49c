import type { TerraformStack } from "cdktf";
import {
  type AppRoleAuth,
  type AppRoleWorkload,
  type DatabaseRole,
  Duration,
  TokenAuth,
  VaultToken,
} from "../../../constructs";
import { assign, at, type BrokenProduction, override, ROLE } from "./broken-productions";

const POLICY = "approle/myapp/policy";

/** Gives the AppRole workload a policy of another text, or with other rules. */
const policy = (text: unknown) => override(POLICY, "policy", text);
export const policyOf = (rules: object) => policy(JSON.stringify({ path: rules }));
export const read = { capabilities: ["read"] };

const inPolicy = (edit: (stack: TerraformStack) => void, message: string): BrokenProduction => [
  "scoped-policies",
  edit,
  `production/${POLICY}`,
  message,
];

/** Policies of a workload that allow more than its roles. */
export const BROKEN_POLICIES: readonly BrokenProduction[] = [
  inPolicy(policy('{"path":[{"secret/*":{"capabilities":["sudo"]}}]}'), '"secret/*" is a wildcard'),
  inPolicy(policy('path "secret/*" { capabilities = ["read"] }'), '"secret/*" is a wildcard'),
  inPolicy(
    policy('{"path":{"sys/leases/renew":{"capabilities":["update"]}},"path":{}}'),
    '"sys/leases/renew" is open to every lease',
  ),
  inPolicy(policy('{"path":null}'), "it can't be read: null is out of place"),
  inPolicy(
    policyOf({ "secret/x": { policy: "sudo" } }),
    '"secret/x" belongs neither to its credentials nor to its token',
  ),
  inPolicy(policyOf({ "secret/x": null }), "it can't be read: null is out of place"),
  inPolicy(policy("no JSON"), "it can't be read: it is cut off"),
  inPolicy(
    policyOf({ "database/creds/app-readwrite": { policy: "write" } }),
    '"database/creds/app-readwrite" has policy, which grantRead doesn\'t write',
  ),
  inPolicy(
    policyOf({ "database/creds/app-readwrite": { capabilities: ["update", "read"] } }),
    '"database/creds/app-readwrite" allows read, update, and should allow read',
  ),
  inPolicy(
    policyOf({ "database/config/appdb": { capabilities: ["update"] } }),
    '"database/config/appdb" belongs neither to its credentials nor to its token',
  ),
  inPolicy(policyOf({ "sys/audit": { capabilities: ["sudo"] } }), 'it has sudo on "sys/audit"'),
  inPolicy(
    policyOf({ "database/creds/app-readonly": read }),
    '"database/creds/app-readonly" belongs neither to its credentials nor to its token',
  ),
  ...["/sys/leases/renew", "sys/renew", "sys/revoke"].map((old) =>
    inPolicy(
      policyOf({ [old]: { capabilities: ["update"] } }),
      `"${old.replace("/sys", "sys")}" is open to every lease`,
    ),
  ),
  inPolicy(
    policyOf({
      "database/creds/app-readwrite": read,
      "sys/leases/revoke": {
        capabilities: ["update"],
        allowed_parameters: { lease_id: ["database/creds/other/*"], sync: [] },
      },
    }),
    '"sys/leases/revoke" takes leases that are not its own: database/creds/other/*',
  ),
  inPolicy(
    policyOf({
      "database/creds/app-readwrite": read,
      "sys/leases/renew": {
        capabilities: ["update"],
        allowed_parameters: { lease_id: ["database/creds/app-readwrite/*"], "*": [] },
      },
    }),
    '"sys/leases/renew" allows other parameters than grantRead writes: *, lease_id',
  ),
  [
    "scoped-policies",
    (stack) => {
      const approle = stack.node.findChild("approle") as AppRoleAuth;
      const props = {
        secretIdTtl: Duration.minutes(5),
        boundCidrs: ["10.0.0.0/8"],
        token: VaultToken.periodic(Duration.hours(1)),
      };
      (at(stack, "approle/myapp") as AppRoleWorkload).grantSecretId(approle.addWorkload("ci", props));
      const unwrapped = { capabilities: ["update"], denied_parameters: { "*": [] } };
      const path = { "auth/approle/role/myapp/secret-id": unwrapped };
      override("approle/ci/policy", "policy", JSON.stringify({ path }))(stack);
    },
    "production/approle/ci/policy",
    '"auth/approle/role/myapp/secret-id" lacks min_wrapping_ttl, max_wrapping_ttl as it was granted',
  ],
  [
    "no-default-policy",
    (stack) => {
      givenToken(stack);
      assign("token/legacy/Resource", "allowedPolicies", ["admin"])(stack);
    },
    "production/token/legacy",
    'its policy "admin" is not made in this stack',
  ],
  [
    "lease-ttl-bounds",
    (stack) => {
      givenToken(stack);
      override("token/legacy/Resource", "token_period", 2_764_800)(stack);
    },
    "production/token/legacy",
    "token_period is 2764800 s; the bound is 24 h",
  ],
];

/** A workload that is given its token. */
function givenToken(stack: TerraformStack): void {
  const legacy = new TokenAuth(stack, "token").addWorkload("legacy", { period: Duration.hours(24) });
  (at(stack, ROLE) as DatabaseRole).grantRead(legacy);
}
