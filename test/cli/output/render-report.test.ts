import { type Format, renderReport } from "../../../cli/output/render-report";
import type { CheckResult } from "../../../contract/check";
import { reportOf } from "./found";

const PLAIN: Format = { columns: 118, isColored: false, isQuiet: false };

const app = { kind: "role", name: "app", engine: "database" } as const;

const check = (about: CheckResult["about"], kind: CheckResult["kind"], says: string): CheckResult => {
  const id = says.replaceAll(" ", "-");
  return { id, kind, says, about, ok: true, outcome: "passed", detail: "fine", ms: 1 };
};

const failing = (result: CheckResult, id: string, detail: string): CheckResult => {
  return { ...result, id, ok: false, outcome: "failed", detail };
};

const brokenOff = (result: CheckResult, { id, about }: CheckResult): CheckResult => {
  return { ...result, ok: false, outcome: "broken off", detail: "because of it", because: { id, about } };
};

const notChecked = (result: CheckResult, detail: string): CheckResult => {
  return { ...result, ok: false, outcome: "not checked", detail };
};

const SELECT = check(app, "may", "select");
const ACT_AS_VAULT = failing(
  check(app, "may not", "act as Vault's account"),
  "may-not-become-vault",
  'allowed, but not described: SET ROLE "vault_appdb"',
);
const CHECKS = [
  SELECT,
  check(app, "may not", "select in other schemas"),
  ACT_AS_VAULT,
  check(app, "lease", "issued"),
  check(app, "revocation", "ends sessions and login"),
  check(app, "also", "something new"),
];

test("a report says first what failed, then what was tried in rows of words, and at the very end once more what failed", () => {
  const substitution = {
    address: "vault_audit.file",
    what: "the audit file",
    from: "/var/log",
    to: "a file",
  };
  const acknowledged = [{ rule: "root-rotation", path: "dev/database", reason: "by hand" }];
  const all = { ...reportOf(...CHECKS), substitutions: [substitution, substitution], acknowledged };
  expect(renderReport(all, PLAIN)).toBe(`dev: 3 resources on OpenBao 2.7.2 and PostgreSQL 18.4

Failed
  ✗ app: may-not-become-vault: allowed, but not described: SET ROLE "vault_appdb"

app
  ✓ may        select
  ✗ may not    select in other schemas, act as Vault's account ✗
  ✓ lease      issued
  ✓ revocation ends sessions and login
  ✓ also       something new

Substituted for the rehearsal
  the audit file: /var/log → a file

Acknowledged findings
  root-rotation at dev/database: by hand

✗ app: may-not-become-vault: allowed, but not described: SET ROLE "vault_appdb"
1 of 6 checks failed in 1.5 s: dev does not do what it describes.`);
});

test.each([
  [undefined, "nobody queried"],
  [{ answered: 9, failed: 0 }, "no query failed, and what ended was replaced before"],
])("a day with %j is said to be one in which %s", (queries, said) => {
  const lane = {
    kind: "workload",
    name: "app",
    lifetimes: [],
    tokens: [],
    credentials: [],
    events: [],
  } as const;
  const day = {
    schemaVersion: 1,
    stack: "dev",
    factor: 1200,
    seconds: 72,
    floored: [],
    outages: [],
  } as const;
  const timeline = { ...day, lanes: [{ ...lane, queries }] };
  const text = renderReport({ ...reportOf(SELECT), timeline }, { ...PLAIN, isQuiet: true });
  expect(text).toBe(`1 check passed in 1.5 s: a day of dev passed, in which ${said}.`);
});

test("what broke off because of a failure is told with it, and is not one of its own", () => {
  const failure = failing(check(app, "lease", "issued"), "lease-issued", "GET database/creds/app: 500");
  const checks = [
    failure,
    brokenOff(check(app, "lease", "logs in"), failure),
    brokenOff(SELECT, failure),
    check(app, "lease", "exactly the grants of its group"),
  ];
  expect(renderReport(reportOf(...checks), PLAIN)).toBe(`dev: 3 resources on OpenBao 2.7.2 and PostgreSQL 18.4

Failed
  ✗ app: lease-issued: GET database/creds/app: 500
    2 checks broke off because of it

app
  – may        select –
  ✗ lease      issued ✗, logs in –, exactly the grants of its group

✗ app: lease-issued: GET database/creds/app: 500
1 of 4 checks failed in 1.5 s, 2 broke off because of it: dev does not do what it describes.`);
});

test("what a rehearsal can't try is told, and why", () => {
  const workload = { kind: "workload", name: "myapp", login: "kubernetes" } as const;
  const expired = notChecked(
    check(workload, "refused", "an expired service account token"),
    "it needs: expired service account tokens",
  );
  expect(renderReport(reportOf(SELECT, expired), PLAIN))
    .toBe(`dev: 3 resources on OpenBao 2.7.2 and PostgreSQL 18.4

app
  ✓ may        select

myapp (kubernetes)
  – refused    an expired service account token –

Not checked
  – myapp (kubernetes): an-expired-service-account-token: it needs: expired service account tokens

1 check passed in 1.5 s, 1 thing was not checked: what was checked of dev does what it should and no more, and is gone
when it is revoked.`);
});

test("a quiet report is what failed, a whole line each, and the last sentence", () => {
  const quiet = { ...PLAIN, columns: 70, isQuiet: true };
  expect(renderReport(reportOf(...CHECKS), quiet)).toBe(
    `✗ app: may-not-become-vault: allowed, but not described: SET ROLE "vault_appdb"
1 of 6 checks failed in 1.5 s: dev does not do what it describes.`,
  );
  expect(renderReport(reportOf(SELECT), quiet)).toBe(
    `1 check passed in 1.5 s: every credential of dev can be issued, does
what it should and no more, and is gone when it is revoked.`,
  );
});

test("on a terminal, marks and failures have colours", () => {
  const [bold, dim, red, green] = [1, 2, 31, 32].map((code) => `\u001b[${code}m`);
  const [plain, end] = ["\u001b[22m", "\u001b[39m"];
  const substitutions = [{ address: "vault_audit.file", what: "the audit file", from: "a", to: "b" }];
  const coloured = { ...reportOf(...CHECKS.slice(1, 4), brokenOff(SELECT, ACT_AS_VAULT)), substitutions };
  const line = 'app: may-not-become-vault: allowed, but not described: SET ROLE "vault_appdb"';
  expect(renderReport(coloured, { ...PLAIN, isColored: true })).toBe(
    `${bold}dev: 3 resources on OpenBao 2.7.2 and PostgreSQL 18.4${plain}

${bold}Failed${plain}
${red}  ✗ ${line}${end}
    1 check broke off because of it

${bold}app${plain}
  ${dim}–${plain} may        ${dim}select –${plain}
  ${red}✗${end} may not    select in other schemas, ${red}act as Vault's account ✗${end}
  ${green}✓${end} lease      issued

${bold}Substituted for the rehearsal${plain}
${dim}  the audit file: a → b${plain}

${red}✗ ${line}${end}
${red}1 of 4 checks failed in 1.5 s, 1 broke off because of it: dev does not do what it describes.${end}`,
  );
  expect(renderReport(reportOf(SELECT), { ...PLAIN, isColored: true })).toContain(
    `\n${green}1 check passed in 1.5 s`,
  );
});

test("of a stack that could not be applied, only the reason is told", () => {
  const construct = { kind: "construct", name: "dev/sales" } as const;
  const refused = failing(check(construct, "also", "applies"), "applies", 'unrecognized privilege "selekt"');
  expect(renderReport({ ...reportOf(refused), applied: { resources: 0 } }, PLAIN))
    .toBe(`dev: 0 resources on OpenBao 2.7.2 and PostgreSQL 18.4

Failed
  ✗ dev/sales: applies: unrecognized privilege "selekt"

✗ dev/sales: applies: unrecognized privilege "selekt"
1 of 1 check failed in 1.5 s: dev does not do what it describes.`);
});

test("subjects of one name are told apart by what they are, and objects are told with their role", () => {
  const object = { ...app, object: "sales.tickets" };
  const checks = [
    SELECT,
    check(object, "may", "select tickets"),
    check({ ...app, engine: "other" }, "may", "insert"),
    check({ kind: "database", name: "app", server: "postgresql" }, "also", "PUBLIC has nothing"),
    check({ kind: "database", name: "orders", server: "postgresql.eu" }, "also", "PUBLIC has nothing"),
  ];
  const [, ...subjects] = renderReport(reportOf(...checks), PLAIN).split("\n\n");
  expect(subjects.slice(0, -1)).toEqual([
    "app (database)\n  ✓ also       PUBLIC has nothing",
    "app (role of database)\n  ✓ may        select, select tickets",
    "app (role of other)\n  ✓ may        insert",
    "postgresql.eu/orders\n  ✓ also       PUBLIC has nothing",
  ]);
});

test.each([
  [20, 60],
  [60, 60],
  [75, 75],
  [118, 118],
  [400, 118],
])("on a terminal of %i columns, lines are as wide as %i, and no word is broken", (columns, width) => {
  const words = Array.from({ length: 40 }, (_, index) => check(app, "may", `do number ${index}`));
  const detail = "a reason that goes on and on, and ".repeat(9).trim();
  const failure = failing(check(app, "lease", "issued"), "lease-issued", detail);
  const acknowledged = [
    { rule: "root-rotation", path: "dev/database", reason: "by hand ".repeat(30).trim() },
  ];
  const format = { ...PLAIN, columns };
  const text = renderReport({ ...reportOf(...words, failure), acknowledged }, format);
  const lengths = text.split("\n").map((line) => line.length);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(width);
  expect(Math.max(...lengths)).toBeGreaterThan(width - 12);
  const plain = text.replace(/\s+/g, " ");
  expect(plain).toContain(words.map(({ says }) => says).join(", "));
  expect(plain).toContain(`✗ app: lease-issued: ${detail}`);
  expect(plain).toContain(acknowledged[0]!.reason);
});

test("a word that is longer than a line has a line of its own", () => {
  const failure = failing(check(app, "lease", "issued"), "lease-issued", `see ${"x".repeat(90)} there`);
  expect(renderReport(reportOf(failure), { ...PLAIN, columns: 60 })).toContain(
    `\n  ✗ app: lease-issued: see\n    ${"x".repeat(90)}\n    there\n`,
  );
});
