import { AuditDevice, AuditTrail, Duration, Privileges } from "../../constructs";
import type { AccessManifest } from "../../constructs/access/access-manifest";
import type { ChangeReport } from "../../rehearsal/change/change-report";
import { parsePlan } from "../../review/plan/parse-plan";
import type { Rehearsed } from "../../review/rehearsed";
import { type Review, review } from "../../review/review";
import { CHANGE_KINDS } from "../changes/kinds";
import { ROLES, shop, type ShopProps } from "../changes/shop";
import { synthesizeStack } from "../synthesize";
import { type PlanJson, type PlannedResource, planOf } from "./plan-of";

/** What somebody reviews: a plan, and what was and will be described. */
export interface Pair {
  /** The name of the file with its comment. */
  readonly name: string;
  readonly exit: Review["exit"];
  make(): Reviewed;
}

interface Reviewed {
  readonly plan: PlanJson;
  readonly base?: AccessManifest;
  readonly head?: AccessManifest;
  readonly rehearsed?: Rehearsed;
}

/** Reviews it as if it were always the same day. */
export function reviewOf({ make }: Pair): Review {
  const { plan, base, head, rehearsed } = make();
  return review({
    plan: parsePlan(plan, "The file `plan.json`"),
    described: base || head ? { base, head } : undefined,
    rehearsed,
    unread: [],
    deployed: "../before/cdktf.out/stacks/test",
    today: new Date("2026-11-27T12:00:00Z"),
  });
}

/** A change that is tried on real servers, too, by its name there. */
function kind(name: string, exit: Review["exit"], called: string): Pair {
  return {
    name,
    exit,
    make: () => {
      const found = CHANGE_KINDS.find((each) => each.name === called);
      if (!found?.after) throw new Error(`There is no such change: ${called}`);
      return between(synthesizeStack(found.before), synthesizeStack(found.after));
    },
  };
}

/** A change of the shop. */
function change(
  name: string,
  exit: Review["exit"],
  before: ShopProps,
  after: ShopProps,
  more?: (made: Reviewed) => Reviewed,
): Pair {
  return {
    name,
    exit,
    make: () => {
      const made = between(synthesizeStack(shop(before)), synthesizeStack(shop(after)));
      return more ? more(made) : made;
    },
  };
}

type Stack = ReturnType<typeof synthesizeStack>;

function between(before: Stack, after: Stack): Reviewed {
  return { plan: planOf(before, after), base: before.access, head: after.access };
}

/** A plan for a shop that stays as it is, with something besides. */
function besides(name: string, exit: Review["exit"], more: (plan: PlanJson) => Partial<PlanJson>): Pair {
  return change(name, exit, {}, {}, ({ plan, ...described }) => ({
    ...described,
    plan: { ...plan, ...more(plan) },
  }));
}

/** A plan for a shop that stays as it is, with some more resources. */
function resources(name: string, exit: Review["exit"], ...added: readonly PlannedResource[]): Pair {
  return besides(name, exit, ({ resource_changes: all }) => ({ resource_changes: [...all, ...added] }));
}

/** A resource of another provider, with a secret wherever there can be one. */
export function foreign(
  address: string,
  actions: readonly string[],
  more: Partial<Omit<PlannedResource, "change">> & {
    readonly change?: Partial<PlannedResource["change"]>;
  } = {},
): PlannedResource {
  const [type = "", name = ""] = address.split(".");
  const values = {
    id: "hunter2",
    password: "hunter2",
    nested: [{ connection_url: "postgres://u:hunter2@h" }],
  };
  return {
    address,
    mode: "managed",
    type,
    name,
    provider_name: "registry.terraform.io/example/example",
    ...more,
    change: {
      actions,
      before: actions.includes("create") && actions.length === 1 ? null : values,
      after: actions.join() === "delete" ? null : { ...values, password: "hunter3" },
      after_unknown: {},
      before_sensitive: {},
      after_sensitive: {},
      ...more.change,
    },
  };
}

const { readonly, readwrite, migrator } = ROLES;

const hours = (defaultTtl: number, maxTtl: number): ShopProps => ({
  roles: {
    readonly: { ...readonly!, defaultTtl: Duration.hours(defaultTtl), maxTtl: Duration.hours(maxTtl) },
    migrator: migrator!,
  },
  workloads: [],
});

const reports = (...privileges: readonly ("SELECT" | "INSERT")[]): ShopProps => ({
  roles: {
    readonly: readonly!,
    reports: { privileges: Privileges.of({ name: "reports", tables: { orders: privileges } }) },
  },
  workloads: [],
});

const withDrift = (plan: PlanJson): Partial<PlanJson> => {
  const changes = plan.resource_changes.map((each) => {
    if (!each.address.includes("readonly")) return each;
    const { before, after } = each.change;
    return {
      ...each,
      change: {
        ...each.change,
        actions: ["update"],
        before: { ...before, max_ttl: 864_000, revocation_statements: ["-- hunter2"] },
        after,
      },
    };
  });
  const drift = changes
    .filter(({ address }) => address.includes("readonly"))
    .map((each) => ({
      ...each,
      change: { ...each.change, before: each.change.after, after: each.change.before },
    }));
  return { resource_changes: changes, resource_drift: drift };
};

const rehearsed = (more: Partial<ChangeReport>): Rehearsed => ({
  passed: 212,
  failed: [],
  notChecked: 1,
  change: {
    from: "../before/cdktf.out/stacks/test",
    outcome: "applied",
    changes: [{ address: "vault_policy.a", action: "update" }],
    refused: [],
    credentials: [
      {
        path: "database/creds/readwrite",
        reader: "web (approle at approle)",
        effect: "changed",
        because: [],
        logsIn: true,
        sessions: { open: 8, ended: 0 },
        queries: { answered: 320, refused: 0, failed: 0 },
      },
    ],
    workloads: [{ workload: "web (approle at approle)", effect: "changed", because: [], hasToken: true }],
    ...more,
  },
});

const inTheWay = {
  address: "postgresql_grant_role.appdb_reports_issuer",
  message: "dependent privileges exist",
  inTheWay: ["database/creds/reports"],
};

const audited = (...paths: string[]): ShopProps => ({
  and: ({ stack }) =>
    new AuditTrail(stack, "audit", { devices: paths.map((path) => AuditDevice.file({ path })) }),
});

/** Plans, as they come in pull requests. */
export const PAIRS: readonly Pair[] = [
  change("nothing", "fine", {}, {}),
  {
    name: "everything-is-made",
    exit: "findings",
    make: () => {
      const stack = synthesizeStack(shop());
      return { plan: planOf(undefined, stack), head: stack.access };
    },
  },
  {
    name: "everything-is-destroyed",
    exit: "findings",
    make: () => {
      const stack = synthesizeStack(shop());
      return { plan: planOf(stack, undefined), base: stack.access };
    },
  },
  {
    name: "nobody-describes",
    exit: "findings",
    make: () => ({ plan: planOf(synthesizeStack(shop()), undefined) }),
  },
  change("a-reader-is-added", "findings", {}, { workloads: ["web", "jobs"] }),
  kind("a-reader-is-removed", "findings", "a workload is removed"),
  kind("a-reader-is-renamed", "findings", "a workload is renamed"),
  kind("a-role-is-added", "findings", "a role with a group of its own is added"),
  kind("a-role-is-removed", "findings", "a role is removed"),
  change("a-role-is-removed-and-its-group-stays", "findings", { roles: { ...ROLES, other: readonly! } }, {}),
  kind("a-role-is-renamed", "findings", "a role is renamed"),
  change("a-set-is-widened", "findings", reports("SELECT"), reports("SELECT", "INSERT")),
  change("a-set-is-narrowed", "fine", reports("SELECT", "INSERT"), reports("SELECT")),
  kind("a-set-is-renamed", "findings", "a set is renamed while its role is leased"),
  kind("another-set", "findings", "another set is given to a role"),
  kind(
    "another-set-and-the-group-stays",
    "fine",
    "another set is given to a role while it is leased, and the group of the old one is kept",
  ),
  change("ttl-up", "findings", hours(1, 8), hours(2, 24)),
  change("ttl-down", "fine", hours(2, 24), hours(1, 8)),
  kind("a-rate-limit-is-removed", "findings", "a rate limit is removed"),
  kind("a-schema-is-removed", "findings", "a schema is removed"),
  kind("a-schema-is-renamed", "findings", "a schema is renamed"),
  kind("the-owner-is-renamed", "findings", "the owner is renamed"),
  kind("the-account-is-renamed", "findings", "the account is renamed"),
  kind("the-database-is-renamed", "findings", "the database is renamed"),
  kind("the-connection-is-renamed", "findings", "the connection is renamed"),
  kind(
    "the-connection-is-renamed-and-its-generation-raised",
    "findings",
    "the connection is renamed, and the generation raised",
  ),
  kind("the-engine-is-renamed", "findings", "the engine is renamed"),
  kind("the-engine-is-mounted-elsewhere", "findings", "the engine is mounted elsewhere"),
  kind("the-host-is-another-one", "findings", "the host is changed"),
  kind("the-generation-is-raised", "fine", "the generation is raised"),
  kind("a-static-role-is-removed", "findings", "a static role is removed"),
  kind("a-static-role-is-renamed", "findings", "a static role is renamed"),
  kind("an-auth-method-is-removed", "findings", "a workload of a cluster, with its auth method, is removed"),
  kind("break-glass-is-added", "findings", "break-glass access is added"),
  change("an-audit-device-is-removed", "findings", audited("/a.log", "/b.log"), audited("/a.log")),
  besides("somebody-changed-it", "fine", withDrift),
  resources("a-foreign-resource-is-made", "findings", foreign("aws_db_instance.main", ["create"])),
  resources("a-foreign-resource-is-changed", "findings", foreign("aws_db_instance.main", ["update"])),
  resources(
    "a-foreign-resource-is-replaced",
    "findings",
    foreign("aws_db_instance.main", ["delete", "create"], {
      action_reason: "replace_because_cannot_update",
      change: { replace_paths: [["password"]] },
    }),
  ),
  resources(
    "foreign-resources-are-destroyed",
    "findings",
    ...["a", "b", "c", "d", "e", "f", "g"].map((name) => foreign(`aws_db_instance.${name}`, ["delete"])),
  ),
  resources("a-resource-is-left-behind", "findings", foreign("vault_policy.old", ["forget"])),
  resources(
    "a-resource-is-moved",
    "fine",
    foreign("vault_policy.new", ["no-op"], { previous_address: "vault_policy.old" }),
  ),
  resources(
    "a-resource-is-taken-over",
    "findings",
    foreign("vault_policy.old", ["update"], { change: { importing: { id: "hunter2" } } }),
  ),
  resources("an-action-nobody-knows", "couldNotTell", foreign("vault_policy.old", ["juggle"])),
  besides("an-output-alone", "fine", () => ({
    output_changes: { password: { actions: ["update"], before: "hunter2", after: "hunter3" } },
  })),
  besides("deferred", "couldNotTell", () => ({
    complete: false,
    deferred_changes: [
      { reason: "provider_config_unknown", resource_change: foreign("vault_policy.later", ["create"]) },
    ],
  })),
  besides("errored", "couldNotTell", () => ({ complete: false, applyable: false, errored: true })),
  besides("a-check-does-not-hold", "fine", () => ({
    checks: [
      {
        address: { to_display: "check.tls" },
        status: "fail",
        instances: [{ problems: [{ message: "hunter2" }] }],
      },
    ],
  })),
  change("rehearsed", "findings", {}, { workloads: ["web", "jobs"] }, (made) => ({
    ...made,
    rehearsed: rehearsed({}),
  })),
  change(
    "rehearsed-and-drained",
    "findings",
    reports("SELECT"),
    { roles: { readonly: readonly! }, workloads: [] },
    (made) => ({ ...made, rehearsed: rehearsed({ outcome: "applied after draining", refused: [inTheWay] }) }),
  ),
  change(
    "rehearsed-and-refused",
    "findings",
    { workloads: ["web"] },
    { workloads: ["web"], roles: { ...ROLES, readwrite: { ...readwrite!, maxTtl: Duration.hours(2) } } },
    (made) => ({
      ...made,
      rehearsed: rehearsed({ outcome: "refused", refused: [{ ...inTheWay, message: "permission denied" }] }),
    }),
  ),
  change(
    "rehearsed-and-failed",
    "findings",
    {},
    { roles: { ...ROLES, readwrite: { ...readwrite!, maxTtl: Duration.hours(2) } } },
    (made) => ({
      ...made,
      rehearsed: {
        passed: 200,
        notChecked: 0,
        failed: [
          {
            id: "may-select",
            kind: "may",
            says: "reads",
            about: { kind: "role", name: "readwrite", engine: "database" },
            ok: false,
            outcome: "failed",
            detail: "permission denied for table orders",
            ms: 3,
          },
        ],
      },
    }),
  ),
];
