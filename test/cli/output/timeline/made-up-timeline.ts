import type { Bar, Lane, Timeline, TimelineEvent } from "../../../../rehearsal/time-lapse/timeline";

const READWRITE = "database/creds/app-readwrite";

const bar = (of: string, label: string, from: number, to: number, end: Bar["end"], every?: number): Bar => {
  const count = every ? Math.ceil((to - from) / every) - 1 : 0;
  const renewals = Array.from({ length: count }, (_, index) => from + (index + 1) * every!);
  return { of, label, from, to, end, renewals };
};

const event = (at: number, kind: TimelineEvent["kind"], says: string): TimelineEvent => ({ at, kind, says });

const machine: Lane = {
  kind: "workload",
  name: "myapp (approle)",
  by: "agent and service",
  lifetimes: [
    { of: "auth/approle/login", ttl: 3600, played: { ttl: 6 } },
    { of: READWRITE, ttl: 3600, maxTtl: 43_200, played: { ttl: 6, maxTtl: 36 } },
  ],
  tokens: [bar("auth/approle/login", "approle-myapp", 0.4, 74, "running", 4)],
  credentials: [
    bar(READWRITE, "v-app-readwrite-1", 0.6, 37, "max_ttl", 4),
    bar(READWRITE, "v-app-readwrite-2", 34, 46, "expired", 4),
    bar(READWRITE, "v-app-readwrite-3", 47, 74, "running", 4),
  ],
  events: [
    event(0.4, "login", "logs in with a wrapped secret ID"),
    event(34, "replaced", "v-app-readwrite-1 by v-app-readwrite-2, 3 s before its end"),
    event(
      46,
      "locked out",
      "PostgreSQL refuses v-app-readwrite-2: its VALID UNTIL is over, and Vault is stopped",
    ),
    event(47, "replaced", "v-app-readwrite-2 by v-app-readwrite-3"),
    event(48, "gone", "v-app-readwrite-2: Vault removed what was left of it"),
  ],
  queries: { answered: 1440, failed: 0 },
};

const batch: Lane = {
  kind: "workload",
  name: "batch (kubernetes)",
  by: "service",
  lifetimes: [
    { of: "auth/kubernetes/login", ttl: 7200, maxTtl: 28_800, played: { ttl: 6, maxTtl: 24 } },
    { of: READWRITE, ttl: 3600, maxTtl: 43_200, played: { ttl: 6, maxTtl: 36 } },
  ],
  tokens: [
    bar("auth/kubernetes/login", "kubernetes-batch", 1, 25, "max_ttl", 6),
    bar("auth/kubernetes/login", "kubernetes-batch", 26, 70, "revoked", 6),
  ],
  credentials: [
    bar(READWRITE, "v-app-readwrite-4", 1.2, 25, "with its token", 4),
    bar(READWRITE, "v-app-readwrite-5", 26.2, 70, "given back", 4),
    bar("database/static-creds/reports", "reports", 2, 18, "rotated"),
  ],
  events: [
    event(1, "login", "logs in with a service account token"),
    ...Array.from({ length: 20 }, (_, index) =>
      event(25 + index / 20, "failed query", "28P01: password authentication failed"),
    ),
    event(26, "login", "logs in with a service account token"),
  ],
  queries: { answered: 1300, failed: 20 },
};

const reports: Lane = {
  kind: "static role",
  name: "database/static-creds/reports",
  lifetimes: [{ of: "database/static-creds/reports", ttl: 21_600, played: { ttl: 18 } }],
  tokens: [],
  credentials: [
    bar("database/static-creds/reports", "reports", 0, 18, "rotated"),
    bar("database/static-creds/reports", "reports", 18, 36, "rotated"),
    bar("database/static-creds/reports", "reports", 36, 74, "running"),
  ],
  events: [
    event(18, "rotation", "another password"),
    event(18.2, "refused login", "the password before is refused"),
    event(36, "rotation", "another password"),
  ],
};

/** A day with one of everything in it. */
export const TIMELINE: Timeline = {
  schemaVersion: 1,
  stack: "dev",
  factor: 1200,
  seconds: 74,
  floored: [
    { what: `default_ttl of ${READWRITE}`, described: 3600, played: 6 },
    { what: "token_period of auth/approle/role/myapp", described: 3600, played: 6 },
  ],
  lanes: [machine, batch, reports],
  outages: [{ from: 42, to: 47 }],
};
