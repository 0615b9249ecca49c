import { CloudBackend, NamedCloudWorkspace, S3Backend, type TerraformStack } from "cdktf";
import type { AppRoleWorkload, DatabaseRole } from "../../../constructs";
import { policyOf, read } from "./broken-policies";
import { assign, CONNECTION, CREATE, override, ROLE } from "./broken-productions";

const ownLeases = ["database/creds/app-readonly/*", "database/creds/app-readwrite/*"];

/** Grants the AppRole workload one role more. */
function grantReadonly({ node }: TerraformStack): void {
  const role = node
    .findChild("database")
    .node.findChild("appdb")
    .node.findChild("app-readonly") as DatabaseRole;
  role.grantRead(node.findChild("approle").node.findChild("myapp") as AppRoleWorkload);
}

/** Unusual, and right. */
export const FINE_PRODUCTIONS: readonly [what: string, edit: (stack: TerraformStack) => void][] = [
  [
    "booleans given as texts",
    (stack) => {
      override(`${CONNECTION}/Resource`, "verify_connection", "true")(stack);
      override(`${CONNECTION}/Resource`, "lifecycle.prevent_destroy", "true")(stack);
      override("approle/myapp/Resource", "bind_secret_id", "true")(stack);
      override("appdb/account", "superuser", "false")(stack);
      override("audit/file", "options.log_raw", "F")(stack);
    },
  ],
  [
    "a policy with its lists in another order",
    (stack) => {
      grantReadonly(stack);
      policyOf({
        "database/creds/app-readwrite": read,
        "database/creds/app-readonly": read,
        "sys/leases/renew": {
          allowed_parameters: { lease_id: [...ownLeases].reverse(), increment: [] },
          capabilities: ["update"],
        },
      })(stack);
    },
  ],
  [
    "a state in HCP Terraform",
    (stack) => {
      stack.node.children
        .filter((child) => child instanceof S3Backend)
        .forEach(({ node }) => stack.node.tryRemoveChild(node.id));
      new CloudBackend(stack, { organization: "acme", workspaces: new NamedCloudWorkspace("production") });
    },
  ],
  [
    "a state over HTTP that is locked",
    (stack) =>
      stack.addOverride("terraform.backend", {
        http: { address: "https://state", lock_address: "https://lock" },
        s3: undefined,
      }),
  ],
  ["a TTL as a text", override("database/Resource", "max_lease_ttl_seconds", "86400")],
];

/** No construct describes it, and no other rule finds anything. */
export const MISREAD_PRODUCTIONS: readonly [what: string, edit: (stack: TerraformStack) => void][] = [
  [
    "a leased role with NOSUPERUSER in a group called replication",
    assign(`${ROLE}/Resource`, "creationStatements", [
      `${CREATE} NOSUPERUSER NOCREATEDB IN ROLE "replication" -- no SUPERUSER`,
    ]),
  ],
  [
    "a grant in a schema called public",
    assign(`${ROLE}/Resource`, "creationStatements", [
      CREATE,
      'GRANT SELECT ON ALL TABLES IN SCHEMA app, public TO "{{name}}"',
    ]),
  ],
];
