import { Privileges } from "../../../constructs";
import type { SynthesizedStack } from "../../../rehearsal/stack/synthesized-stack";
import { ROLES, shop, type ShopProps } from "../../changes/shop";
import { add, edit, type Failure, narrow } from "../../contract/mutations/mutation";
import { synthesizeStack } from "../../synthesize";

/** A change of which something is wrong, and how the rehearsal of it names that. */
export interface WrongChange {
  readonly what: string;
  readonly before: SynthesizedStack;
  readonly after: SynthesizedStack;
  /** A line for each check that fails. */
  readonly failures: Failure;
}

type Edit = (stack: SynthesizedStack) => SynthesizedStack;
const asItIs: Edit = (stack) => stack;

/** A wrong edit of what a stack of a shop becomes. */
function becoming(
  what: string,
  editAfter: Edit,
  failures: Failure,
  after: ShopProps = {},
  editBefore: Edit = asItIs,
  before: ShopProps = {},
): WrongChange {
  const stack = (props: ShopProps) => synthesizeStack(shop(props));
  return { what, before: editBefore(stack(before)), after: editAfter(stack(after)), failures };
}

const REPORTS = Privileges.of({ name: "reports", tables: { "*": ["SELECT"] } });
const { readonly: reader, readwrite } = ROLES;

/** The readers' grant once more, of other privileges: each of the two takes away what the other one gives. */
const grantedTwice: Edit = (stack) => {
  const [grant] = stack.resources.filter(({ address }) => address.startsWith(READERS_GRANT));
  const twice = { ...grant?.attributes, privileges: ["SELECT", "TRUNCATE"], depends_on: [grant?.address] };
  return add("postgresql_grant.twice", twice)(stack);
};

const READERS_GRANT = "postgresql_grant.appdb_read_only_public-tables";

export const WRONG_CHANGES: readonly WrongChange[] = [
  becoming("the readers are granted what they read by two resources", grantedTwice, [
    /^test: change-is-whole: postgresql_grant\.appdb_read_only_public-tables_\w+: /,
  ]),
  becoming(
    "another policy is written over that of a workload",
    add("vault_policy.twice", { name: "approle-web", policy: '{"path":{}}' }),
    [
      /^web \(approle\): token-goes-on: POST auth\/token\/renew-self: 403 /,
      /^web \(approle\): goes-on-reading: GET database\/creds\/readwrite: 403 /,
      /^readwrite: lease-goes-on \(web \(approle at approle\)\): POST sys\/leases\/renew: 403 /,
    ],
  ),
  becoming(
    "the grant by which readers read becomes one of nothing",
    narrow(READERS_GRANT, "SELECT"),
    /^readonly: queries-go-on: \d+ of \d+ queries failed: permission denied for table contract_before$/,
  ),
  becoming(
    "the grant by which readers connect becomes one of nothing",
    narrow("postgresql_grant.appdb_read_only_connect", "CONNECT"),
    /^readonly: logs-in-again: permission denied for database "appdb"$/,
  ),
  becoming(
    "what revokes leases of a role that goes names an owner who is gone by then",
    asItIs,
    /^test: change-strands-nothing: readonly: lease-can-be-ended: POST sys\/leases\/revoke: 400 .*role "app_owner" does not exist/,
    { roles: { reader: reader!, readwrite: readwrite! }, database: { owner: "shop_owner" } },
    edit("vault_database_secret_backend_role.database_appdb_readonly", (attributes) => ({
      ...attributes,
      revocation_statements: [
        `DO $owner$ BEGIN PERFORM 'app_owner'::pg_catalog.regrole; END $owner$`,
        ...(attributes.revocation_statements as string[]),
      ],
    })),
    { roles: { readonly: reader!, readwrite: readwrite! } },
  ),
  {
    what: "a role goes with its group while it is leased",
    before: synthesizeStack(shop({ roles: { ...ROLES, reports: { privileges: REPORTS } } })),
    after: synthesizeStack(shop()),
    failures: /^test: change-applies: postgresql_grant_role\.\S+: dependent privileges exist/,
  },
];
