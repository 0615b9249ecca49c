import type { SynthesizedStack } from "../../../rehearsal/stack/synthesized-stack";
import { type Attributes, edit } from "../../contract/mutations/mutation";

/** What is wrong, in which of the two, and how a rehearsal of both names it. */
export type WrongGrant = readonly [
  what: string,
  stack: "shop" | "reports",
  mutate: (stack: SynthesizedStack) => SynthesizedStack,
  failure: string,
];

const policyOf = (workload: string, from: RegExp, to: string) =>
  edit(`vault_policy.approle_${workload}`, (attributes: Attributes) => ({
    ...attributes,
    policy: String(attributes.policy).replace(from, to),
  }));

/** Also what is described reads another credential. */
const describedToRead = (from: RegExp, to: string) => (stack: SynthesizedStack) => ({
  ...policyOf("reports", from, to)(stack),
  access: JSON.parse(JSON.stringify(stack.access).replace(from, to)) as SynthesizedStack["access"],
});

export const WRONG_GRANTS: readonly WrongGrant[] = [
  [
    "reports were granted a role that the shop doesn't have",
    "reports",
    describedToRead(/shop-readonly/g, "shop-reader"),
    "reports (approle): policy-as-described: access.json lets it read what is no credential: database/creds/shop-reader",
  ],
  [
    "the policy of reports reads another role of the shop than it was granted",
    "reports",
    policyOf("reports", /shop-readonly/g, "shop-readwrite"),
    "reports (approle): may-not-read-other-roles: it reads credentials of database/creds/shop-readwrite, which it was not granted",
  ],
  [
    "the policy of the shop reads a role of reports, too",
    "shop",
    policyOf("shop", /database\/creds\/shop-readwrite(?=":)/, "database/creds/reports-readwrite"),
    "shop (approle): may-not-read-other-roles: it reads credentials of database/creds/reports-readwrite, which it was not granted",
  ],
  [
    "reports renew and revoke leases of any role of the shop",
    "reports",
    policyOf("reports", /database\/creds\/shop-readonly\/\*/g, "database/creds/shop-*"),
    "reports (approle): may-not-touch-leases-of-others: it may renew a lease of database/creds/shop-readwrite",
  ],
  [
    "the login role of reports gives its tokens the shop's policy, too",
    "reports",
    edit("vault_approle_auth_backend_role.approle_reports", (attributes) => ({
      ...attributes,
      token_policies: [...(attributes.token_policies as string[]), "approle-shop"],
    })),
    "reports (approle): may-not-read-other-roles: it reads credentials of database/creds/shop-readwrite, which it was not granted",
  ],
  [
    "who writes reports is a member of the shop's readers",
    "reports",
    edit("postgresql_role.reports_read_write", (attributes) => ({
      ...attributes,
      roles: ["shop_read_only"],
    })),
    "unexpected: member reports_read_write of shop_read_only",
  ],
  [
    "the shop's role gives out credentials for less time than it is described to",
    "shop",
    edit("vault_database_secret_backend_role.database_shop_shop-readonly", (attributes) => ({
      ...attributes,
      default_ttl: 60,
    })),
    "shop-readonly: role-configuration-as-described: default_ttl is 60 instead of 3600",
  ],
];
