import type { AccessManifest } from "../../../constructs";
import { RULES } from "../../../constructs/guardrails/registry";
import { NeverRulesError } from "../../../review/never/never-rule";
import { neverFindings, OTHER_GUARDRAILS } from "../../../review/never/never-findings";
import { type Edits, edited } from "../access/edited";
import { EVERYTHING } from "../access/everything";

/** One database with a reader of a lease, and what else a test adds. */
const PLAIN = edited({
  workloads: [
    {
      ...EVERYTHING.workloads[1],
      login: { method: "approle", path: "approle", secretId: { ttl: 600, uses: 1 } },
      reads: EVERYTHING.workloads[0]!.reads,
      name: "myapp",
      injector: undefined,
      vaultSecretsOperator: undefined,
      externalSecrets: undefined,
    },
  ],
  "databases.0.imported": false,
  "databases.0.keepsAccess": undefined,
  "databases.0.otherOwners": undefined,
  "databases.0.extensionSchemas": undefined,
  "databases.0.futureSchemas": undefined,
  "databases.0.groups.2.privileges.schemas.0": undefined,
  "databases.0.groups.2.privileges.schemas.0.definers": [],
  "databases.0.groups.2.privileges.schemas.1.definers": [],
  "connections.1": undefined,
  breakGlass: [],
  undescribed: [],
  acknowledged: [],
});

const said = (rules: string, access: AccessManifest = PLAIN) =>
  neverFindings(rules, access).map(({ kind, sentence }) => `${kind}: ${sentence}`);

const group = (index: number) => `databases.0.groups.${index}.privileges`;

const BROKEN: readonly (readonly [how: string, rules: string, edits: Edits, says: readonly string[]])[] = [
  [
    "reads a lease whose group may do it to all tables",
    "nobody may write appdb.public.salary",
    {},
    [
      "forbidden: Breaks the rule `nobody may write appdb.public.salary`: `myapp (approle at approle) logs in` → `reads database/creds/app-readwrite` → `member of appdb_read_write` → `UPDATE on all tables of appdb.public`",
    ],
  ],
  [
    "may do it to a column of the table",
    "nobody may read appdb.public.person",
    { "roles.1.group": "appdb_read_only" },
    [
      "forbidden: Breaks the rule `nobody may read appdb.public.person`: `myapp (approle at approle) logs in` → `reads database/creds/app-readwrite` → `member of appdb_read_only` → `SELECT on appdb.public.person.id; SELECT on appdb.public.person.name`",
    ],
  ],
  [
    "may do it to the table that the column is in",
    "nobody may read appdb.public.product.price",
    { "roles.1.group": "appdb_read_only" },
    [
      "forbidden: Breaks the rule `nobody may read appdb.public.product.price`: `myapp (approle at approle) logs in` → `reads database/creds/app-readwrite` → `member of appdb_read_only` → `SELECT on table appdb.public.product`",
    ],
  ],
  [
    "may do it to a sequence that a set names",
    "nobody may write appdb.sales.bill_seq",
    { [`${group(2)}.schemas.1.sequences`]: [{ sequence: "bill_seq", privileges: ["USAGE"] }] },
    [
      "forbidden: Breaks the rule `nobody may write appdb.sales.bill_seq`: `myapp (approle at approle) logs in` → `reads database/creds/app-readwrite` → `member of appdb_read_write` → `UPDATE on all tables of appdb.sales; USAGE on sequence appdb.sales.bill_seq`",
    ],
  ],
  [
    "acts as the owner",
    "nobody may own appdb.public",
    { "roles.1.group": "app_owner" },
    [
      "forbidden: Breaks the rule `nobody may own appdb.public`: `myapp (approle at approle) logs in` → `reads database/creds/app-readwrite` → `member of app_owner` → `everything in appdb.public, as its owner`",
    ],
  ],
  [
    "acts as another owner",
    "nobody may change appdb.billing",
    {
      "databases.0.otherOwners": [{ role: "billing_owner", schemas: ["billing"] }],
      "roles.1.group": "billing_owner",
    },
    [
      "forbidden: Breaks the rule `nobody may change appdb.billing`: `myapp (approle at approle) logs in` → `reads database/creds/app-readwrite` → `member of billing_owner` → `everything in appdb.billing, as its owner`",
    ],
  ],
  [
    "owns some of what is in a schema",
    "nobody may change appdb.sales.bill",
    {
      "databases.0.otherOwners": [{ role: "billing_owner", schemas: [], sharedSchemas: ["sales"] }],
      "roles.1.group": "billing_owner",
    },
    [
      "unknown: May break the rule `nobody may change appdb.sales.bill`: `myapp (approle at approle) logs in` → `reads database/creds/app-readwrite` → `member of billing_owner` → `everything in appdb.sales that is its own, as its owner, as far as what is named is among it`",
    ],
  ],
  [
    "reads the password of a login that stays",
    "nobody may read appdb.public.product",
    { "workloads.0.reads": [{ path: "database/static-creds/pool-blue", kind: "static" }] },
    [
      "forbidden: Breaks the rule `nobody may read appdb.public.product`: `myapp (approle at approle) logs in` → `reads database/static-creds/pool-blue` → `logs in as pool_blue` → `member of appdb_read_only` → `SELECT on table appdb.public.product`",
    ],
  ],
  [
    "makes what somebody else logs in with",
    "nobody but myapp may write appdb.public",
    {
      "workloads.-": {
        ...EVERYTHING.workloads[3],
        makes: [
          { kind: "secret-id", path: "auth/approle/role/myapp/secret-id", wrappingTtl: { min: 1, max: 600 } },
        ],
      },
    },
    [
      "forbidden: Breaks the rule `nobody but myapp may write appdb.public`: `pipeline (token at token) logs in` → `makes auth/approle/role/myapp/secret-id` → `logs in as myapp (approle at approle)` → `reads database/creds/app-readwrite` → `member of appdb_read_write` → `UPDATE on all tables of appdb.public; USAGE on all sequences of appdb.public`",
    ],
  ],
  [
    "keeps the tokens of somebody else",
    "nobody but myapp may write appdb.public",
    {
      "workloads.0.vaultSecretsOperator": { ...EVERYTHING.workloads[1]!.vaultSecretsOperator },
      "workloads.-": EVERYTHING.workloads[2],
    },
    [
      "forbidden: Breaks the rule `nobody but myapp may write appdb.public`: `vso (kubernetes at kubernetes) logs in` → `keeps the tokens of myapp (approle at approle)` → `reads database/creds/app-readwrite` → `member of appdb_read_write` → `UPDATE on all tables of appdb.public; USAGE on all sequences of appdb.public`",
    ],
  ],
  [
    "logs in as whoever has a service account",
    "nobody but myapp may write appdb.public",
    {
      "workloads.0.login": {
        method: "kubernetes",
        path: "kubernetes",
        serviceAccounts: ["*"],
        namespaces: ["shop"],
        audience: "vault",
      },
    },
    [
      "forbidden: Breaks the rule `nobody but myapp may write appdb.public`: `whoever has a service account * in namespace shop logs in as myapp (kubernetes at kubernetes)` → `reads database/creds/app-readwrite` → `member of appdb_read_write` → `UPDATE on all tables of appdb.public; USAGE on all sequences of appdb.public`",
    ],
  ],
  [
    "is let in by a DBA",
    "nobody but myapp may write appdb.public",
    { breakGlass: EVERYTHING.breakGlass },
    [
      "forbidden: Breaks the rule `nobody but myapp may write appdb.public`: `appdb_break_glass logs in, once a DBA has opened it` → `acts as app_owner` → `everything in appdb.public, as its owner`",
    ],
  ],
  [
    "knows the password of Vault's account",
    "nobody but myapp may write appdb.public",
    { "connections.0.imported": false, "connections.0.rotated": false },
    [
      "forbidden: Breaks the rule `nobody but myapp may write appdb.public`: `whoever knows the password of vault_appdb, which Vault leaves as it is, logs in as it` → `acts as vault_appdb_issuer` → `becomes a member of app_owner` → `everything in appdb.public, as its owner`",
    ],
  ],
  [
    "is a member of a role that reads everything",
    "nobody may read appdb.billing",
    { [`${group(2)}.memberOf`]: ["pg_read_all_data"] },
    [
      "forbidden: Breaks the rule `nobody may read appdb.billing`: `myapp (approle at approle) logs in` → `reads database/creds/app-readwrite` → `member of appdb_read_write` → `membership of pg_read_all_data`",
    ],
  ],
  [
    "is a member of a role that runs programs on the server",
    "nobody may write appdb.billing",
    { [`${group(2)}.memberOf`]: ["pg_execute_server_program"] },
    [
      "forbidden: Breaks the rule `nobody may write appdb.billing`: `myapp (approle at approle) logs in` → `reads database/creds/app-readwrite` → `member of appdb_read_write` → `membership of pg_execute_server_program`",
    ],
  ],
  [
    "is a member of a role that nobody here knows",
    "nobody may own appdb.billing",
    { [`${group(2)}.memberOf`]: ["rds_superuser"] },
    [
      "unknown: May break the rule `nobody may own appdb.billing`: `myapp (approle at approle) logs in` → `reads database/creds/app-readwrite` → `member of appdb_read_write` → `membership of rds_superuser, of which nobody here can say what it lets do`",
    ],
  ],
  [
    "executes what runs as its owner",
    "nobody may read appdb.billing",
    { [`${group(2)}.schemas.0.definers`]: ["pay(integer)"] },
    [
      "unknown: May break the rule `nobody may read appdb.billing`: `myapp (approle at approle) logs in` → `reads database/creds/app-readwrite` → `member of appdb_read_write` → `EXECUTE on routine appdb.public.pay(integer), as far as that runs as its owner`",
    ],
  ],
  [
    "makes triggers that run as whoever writes",
    "nobody may read appdb.public.product",
    { "roles.1.group": "appdb_read_only", [`${group(1)}.schemas.0.tables.0.privileges`]: ["TRIGGER"] },
    [
      "unknown: May break the rule `nobody may read appdb.public.product`: `myapp (approle at approle) logs in` → `reads database/creds/app-readwrite` → `member of appdb_read_only` → `TRIGGER on table appdb.public.product, which does something as whoever writes there; EXECUTE on routine appdb.public.purge(integer), as far as that runs as its owner`",
    ],
  ],
  [
    "may use an extension",
    "nobody may read appdb.ext",
    {
      "databases.0.extensionSchemas": ["ext"],
      [`${group(2)}.schemas.-`]: {
        schema: "ext",
        tables: [],
        columns: [],
        sequences: [],
        functions: [],
        definers: [],
        types: [],
      },
    },
    [
      "unknown: May break the rule `nobody may read appdb.ext`: `myapp (approle at approle) logs in` → `reads database/creds/app-readwrite` → `member of appdb_read_write` → `USAGE on schema appdb.ext, where an extension may let everybody do it`",
    ],
  ],
  [
    "reaches schemas that are made later",
    "nobody may write appdb.tenant_2",
    { "databases.0.futureSchemas": true, [`${group(2)}.schemas.0.schema`]: "*" },
    [
      "forbidden: Breaks the rule `nobody may write appdb.tenant_2`: `myapp (approle at approle) logs in` → `reads database/creds/app-readwrite` → `member of appdb_read_write` → `UPDATE on all tables of schemas of appdb that are made later; USAGE on all sequences of schemas of appdb that are made later`",
    ],
  ],
  [
    "deploys the stack",
    "nobody but myapp may write appdb.public",
    {
      "workloads.-": {
        ...EVERYTHING.workloads[3],
        makes: [],
        name: "ci",
        operates: [{ stack: "everything", work: "deploy", rules: [] }],
      },
    },
    [
      "unknown: May break the rule `nobody but myapp may write appdb.public`: `ci (token at token) logs in` → `deploys the stack, and can let somebody`",
    ],
  ],
  [
    "has any token of an issuer",
    "nobody but myapp may write appdb.public",
    { "workloads.0.login": { method: "jwt", path: "ci", audience: "vault", userClaim: "sub", claims: {} } },
    [
      "forbidden: Breaks the rule `nobody but myapp may write appdb.public`: `whoever has any token of the issuer of ci logs in as myapp (jwt at ci)` → `reads database/creds/app-readwrite` → `member of appdb_read_write` → `UPDATE on all tables of appdb.public; USAGE on all sequences of appdb.public`",
    ],
  ],
  [
    "keeps what PUBLIC had",
    "nobody but myapp may write appdb.public",
    { "databases.0.imported": true, "databases.0.keepsAccess": ["shop_app"] },
    [
      "unknown: May break the rule `nobody but myapp may write appdb.public`: `shop_app keeps what PUBLIC had in appdb`",
    ],
  ],
  [
    "owns another database by the same role",
    "nobody may own reports",
    {
      "roles.1.group": "app_owner",
      "databases.-": {
        ...EVERYTHING.databases[0],
        name: "reports",
        imported: false,
        schemas: ["public"],
        keepsAccess: [],
        otherOwners: [],
        groups: [],
      },
    },
    [
      "forbidden: Breaks the rule `nobody may own reports`: `myapp (approle at approle) logs in` → `reads database/creds/app-readwrite` → `member of app_owner` → `everything in reports.public, as its owner; everything in reports.ext, as its owner; everything in schemas of reports that are made later, as its owner`",
    ],
  ],
];

test.each(BROKEN)("a rule is broken by who %s", (_, rules, edits, says) =>
  expect(said(rules, edited(edits, PLAIN))).toEqual(says),
);

const KEPT: readonly (readonly [why: string, rules: string, edits?: Edits])[] = [
  ["its workload is excepted", "nobody but myapp may write appdb.public.salary"],
  ["its workload is excepted by its whole name", 'nobody but "myapp (approle at approle)" may write appdb'],
  ["its credential is excepted", "nobody but app-readwrite may write appdb.public.*"],
  ["its credential is excepted by its path", "nobody but database/creds/app-readwrite may write appdb"],
  ["nobody may do so much", "nobody may own appdb"],
  ["nobody may change anything", "nobody may change appdb.*"],
  ["nobody is in that schema", "nobody may read appdb.billing"],
  [
    "the privilege is on another table",
    "nobody may read appdb.public.salary",
    { "roles.1.group": "appdb_read_only" },
  ],
  [
    "the privilege is on another column",
    "nobody may read appdb.public.person.ssn",
    { "roles.1.group": "appdb_read_only" },
  ],
  [
    "it is not a sequence",
    "nobody may write appdb.public.salary",
    {
      "roles.1.group": "appdb_read_only",
      [`${group(1)}.schemas.0.sequences`]: [{ sequence: "*", privileges: ["USAGE"] }],
    },
  ],
  [
    "a predefined role may only look on",
    "nobody may write appdb.billing",
    { [`${group(2)}.memberOf`]: ["pg_monitor"] },
  ],
  [
    "who is let in by a DBA is excepted",
    "nobody but myapp and appdb_break_glass may write appdb",
    { breakGlass: EVERYTHING.breakGlass },
  ],
  [
    "who keeps what PUBLIC had is excepted",
    "nobody but myapp, shop_app may write appdb",
    { "databases.0.imported": true, "databases.0.keepsAccess": ["shop_app"] },
  ],
  [
    "Vault's account is excepted",
    'nobody but myapp and "vault_appdb in appdb" may write appdb',
    { "connections.0.imported": false, "connections.0.rotated": false },
  ],
  [
    "the exception from a guardrail is about something else",
    "nobody may own appdb",
    { acknowledged: [{ rule: "audit-device", path: "dev", reason: "a collector of our own" }] },
  ],
  ["it says nothing", "# nothing\n\n"],
];

test.each(KEPT.map(([why, rules, edits = {}]) => [why, rules, edits] as const))(
  "a rule is kept where %s",
  (_, rules, edits) =>
    expect(said(rules, edited({ [`${group(1)}.schemas.0.definers`]: [], ...edits }, PLAIN))).toEqual([]),
);

test("what nobody describes is told, whatever the rules are, and nothing where there are none", () => {
  const access = edited(
    {
      undescribed: [
        { path: "dev/policy", what: "vault_policy", harmless: false },
        {
          path: "dev/role",
          what: "vault_database_secret_backend_role",
          argument: "creation_statements",
          harmless: false,
        },
        { path: "dev/mount", what: "vault_mount", argument: "description", harmless: true },
      ],
      acknowledged: [{ rule: "scoped-policies", path: "dev", reason: "the fork of our DBAs" }],
      "workloads.0.reads.-": { path: "reports/creds/all", kind: "leased" },
    },
    PLAIN,
  );
  const untold = "unknown: Whether rules that always hold are kept can't be told of";
  expect(said("nobody may own appdb", access)).toEqual([
    `${untold} \`dev/policy\`: \`nothing describes vault_policy\``,
    `${untold} \`dev/role\`: \`creation_statements of vault_database_secret_backend_role is another one than is described\``,
    `${untold} \`dev\`: \`an exception from scoped-policies is accepted\``,
    `${untold} \`myapp (approle at approle)\`: \`reports/creds/all is described elsewhere\``,
  ]);
  expect(said("", access)).toEqual([]);
});

function problemOf(refused: () => unknown): string[] {
  try {
    refused();
  } catch (error) {
    return (error as NeverRulesError).problem.split("\n");
  }
  return [];
}

test("a file with errors is refused with each of its lines that is wrong", () => {
  const two = edited(
    { "workloads.-": { ...PLAIN.workloads[0], login: { method: "token", path: "token" } } },
    PLAIN,
  );
  const more = edited({ "databases.-": { ...PLAIN.databases[0], server: "postgresql.eu" } }, two);
  const rules = [
    "nobody may write shop # a comment",
    "nobody but dba may write appdb.publik",
    "somebody may write appdb",
    "nobody but may write appdb",
    "nobody but app-readonly app-readwrite may read appdb",
    "nobody may eat postgresql/appdb",
    "nobody may read postgresql/Appdb.public",
    'nobody may read "appdb',
    "nobody may own postgresql/appdb.public.person.ssn",
    "nobody may own postgresql/appdb.*.person",
    "nobody may read a..b",
    "nobody but myapp may read appdb",
    "nobody may read appdb.public and appdb.sales",
    'nobody may read "postgresql"/"appdb".public # this one is right',
  ];
  const refused = () => neverFindings(rules.join("\r\n"), more);
  expect(refused).toThrow(NeverRulesError);
  expect(problemOf(refused)).toEqual([
    'line 1: no database "shop" is described',
    'line 2: nobody is described as "dba"',
    'line 2: several servers have a database "appdb": write postgresql/appdb or postgresql.eu/appdb',
    "line 3: write: nobody but <who> may <verb> <what>",
    'line 4: after "but", write names with commas or "and" between them',
    'line 5: after "but", write names with commas or "and" between them',
    'line 6: "eat" is none of read, write, change, own',
    'line 7: PostgreSQL reads Appdb as appdb: write that, or "Appdb"',
    "line 8: a double quote is not closed",
    "line 9: nobody can own a column alone: name its table",
    "line 10: * stands for all at the end of a name",
    'line 11: "a..b" is no name: write database.schema.table.column, or a part of it',
    'line 12: "myapp" can be each of: "myapp (approle at approle)", "myapp (token at token)": write which',
    'line 12: several servers have a database "appdb": write postgresql/appdb or postgresql.eu/appdb',
    "line 13: write: nobody but <who> may <verb> <what>",
  ]);
});

test("guardrails that are about something else are guardrails", () =>
  expect(RULES.map(({ id }) => id)).toEqual(expect.arrayContaining([...OTHER_GUARDRAILS])));
