import { renderReport } from "../../../cli/output/render-report";
import type { CheckResult } from "../../../contract/check";
import type { RehearsalReport } from "../../../rehearsal/report";

const check = (subject: string, id: string, detail = ""): CheckResult => {
  return { subject, id, ok: !detail, detail: detail || "fine", ms: 1 };
};

const report = (...checks: CheckResult[]): RehearsalReport => {
  const failed = checks.filter(({ ok }) => !ok).length;
  return {
    schemaVersion: 1,
    stack: "dev",
    servers: { vault: { product: "OpenBao", version: "2.7.2" }, postgres: { version: "18.4" } },
    applied: { resources: 3 },
    checks,
    passed: checks.length - failed,
    failed,
    seconds: 1.5,
    substitutions: [],
    acknowledged: [],
  };
};

const CHECKS = [
  check("app", "may-select"),
  check("app", "may-not-select-elsewhere"),
  check("app", "may-not-become-vault", "allowed, but not described: SET ROLE"),
  check("app", "lease-issued"),
  check("app", "revocation-ends-it"),
  check("app", "something-new"),
];

test("a report says what was tried in rows of words, and failures by their stable ids", () => {
  const substitution = {
    address: "vault_audit.file",
    what: "the audit file",
    from: "/var/log",
    to: "a file",
  };
  const acknowledged = [{ rule: "root-rotation", path: "dev/database", reason: "by hand" }];
  const all = { ...report(...CHECKS), substitutions: [substitution, substitution], acknowledged };
  expect(renderReport(all, false)).toBe(`dev: 3 resources on OpenBao 2.7.2 and PostgreSQL 18.4

app
  ✓ may        select
  ✗ may not    select in other schemas, act as Vault's account ✗
  ✓ lease      issued
  ✓ revocation ends sessions and login
  ✓ also       something new
  ✗ may-not-become-vault: allowed, but not described: SET ROLE

Substituted for the rehearsal
  the audit file: /var/log → a file

Acknowledged findings
  root-rotation at dev/database: by hand

1 of 6 checks failed in 1.5 s: dev does not do what it describes.`);
});

test("on a terminal, marks and failures have colours", () => {
  const [bold, dim, red, green] = [1, 2, 31, 32].map((code) => `\u001b[${code}m`);
  const [plain, end] = ["\u001b[22m", "\u001b[39m"];
  const substitutions = [{ address: "vault_audit.file", what: "the audit file", from: "a", to: "b" }];
  const coloured = { ...report(...CHECKS.slice(1, 4)), substitutions };
  expect(renderReport(coloured, true)).toBe(
    `${bold}dev: 3 resources on OpenBao 2.7.2 and PostgreSQL 18.4${plain}

${bold}app${plain}
  ${red}✗${end} may not    select in other schemas, ${red}act as Vault's account ✗${end}
  ${green}✓${end} lease      issued
${red}  ✗ may-not-become-vault: allowed, but not described: SET ROLE${end}

${bold}Substituted for the rehearsal${plain}
${dim}  the audit file: a → b${plain}

${red}1 of 3 checks failed in 1.5 s: dev does not do what it describes.${end}`,
  );
  expect(renderReport(report(check("app", "may-select")), true)).toContain(
    `\n${green}1 checks passed in 1.5 s`,
  );
});

test("of a stack that could not be applied, only the reason is told", () => {
  const refused = report(check("postgresql_grant.sales", "applies", 'unrecognized privilege type "selekt"'));
  expect(renderReport({ ...refused, applied: { resources: 0 } }, false))
    .toBe(`dev: 0 resources on OpenBao 2.7.2 and PostgreSQL 18.4

postgresql_grant.sales
  ✗ applies: unrecognized privilege type "selekt"

1 of 1 checks failed in 1.5 s: dev does not do what it describes.`);
});

test.each([
  ["may-not-become-owner", "may not    act as the owner"],
  ["may-not-become-other-group", "may not    act as another group"],
  ["may-not-use-sequence-elsewhere", "may not    use sequence in other schemas"],
  ["may-not-use-other-schema", "may not    use another schema"],
  ["may-not-enter-other-databases", "may not    enter other databases"],
  ["may-create-schema", "may        create schema"],
  ["may-make-temporary-tables", "may        make temporary tables"],
  ["may-use-type", "may        use type"],
  ["may-not-use-server-files", "may not    use server files"],
  ["may-use-app-readwrite", "may        use app-readwrite"],
  ["outsider-refused", "refused    a login from outside"],
  ["impostor-refused", "refused    a server that only claims to be the database's"],
  ["other-audience-refused", "refused    another audience"],
  ["secret-id-refused-after-its-uses", "refused    a secret ID that was used up"],
  ["lease-ttls", "lease      lease TTLs"],
  ["lease-dies-with-token", "lease      dies with the token"],
  ["login", "lease      logs in"],
  ["grants-are-exact", "lease      exactly the grants of its group"],
  ["renew-changes-nothing-else", "lease      renewing changes nothing else"],
  ["revocation-closes-first", "revocation closes the login first"],
  ["revocation-of-a-role-that-is-gone", "revocation works when the role is gone already"],
  ["revocation-spares-others", "revocation spares others"],
  ["roles-as-described", "also       roles as described"],
  ["login-role-as-described", "also       login role as described"],
  ["configuration-as-described", "also       configuration as described"],
  ["capabilities-are-exact", "also       capabilities are exact"],
  ["leases-leave-nothing", "also       leases leave nothing"],
  ["public-has-nothing", "also       PUBLIC has nothing"],
  ["vault-holds-only-what-is-described", "also       Vault holds only what is described"],
  ["server-log-holds-no-password", "also       server log holds no password"],
])("%s is told as: %s", (id, row) => {
  expect(renderReport(report(check("app", id)), false)).toContain(`\n\napp\n  ✓ ${row}\n\n`);
});
