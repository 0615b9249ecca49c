import { BROADENING_RULES } from "../../review/access/broadening/registry";
import { fenced } from "./render";

/** The page about what a change of access is held to. */
export function renderGates(): string {
  const rows = BROADENING_RULES.map(({ id, what, why }) => `| \`${id}\` | ${what}. | ${why} |`);
  return [
    "# Gates",
    "<!-- Made by `npm run docs` from review/access/broadening/. -->",
    "`vault-db diff` says in what two `access.json` differ, and ends with 0. Asked to, it ends with 1, and a pipeline stops there:",
    fenced(
      "sh",
      "npx vault-db diff before/access.json cdktf.out/stacks/dev/access.json --no-new-access --never never.txt",
    ),
    [
      "| Option | Ends with 1 where |",
      "| --- | --- |",
      "| `--exit-code` | they differ in what they say about access |",
      "| `--no-new-access` | somebody may do more, by a rule of the [table](#new-access) |",
      "| `--never <file>` | a rule of the file is broken as it would be, or nobody can tell |",
    ].join("\n"),
    "`--markdown` prints a row for each reader of a credential, for a comment. With `--json` and one of the last two, `differences`, `rows`, " +
      "`newAccess` and `never` are told apart.",
    "## Rules that always hold",
    "One on each line. What follows a `#` is a comment.",
    fenced(
      "text",
      `nobody but dba may write appdb.public.salary   # a workload
nobody but app-readonly and appdb_break_glass may read appdb.public.*
nobody may read appdb.public.person.ssn
nobody but "myapp (approle at approle)", database/creds/app-migrator may own appdb
nobody may change postgresql.eu/"shop-prod"."My.Schema"`,
    ),
    "- **Who** is a workload, a role of an engine, an account for emergencies, Vault's account, a static role's login, or a role of " +
      "`keepsAccess`. A role that is excepted is so for all who read it; a workload for its own login alone, not for who makes what it logs " +
      'in with. A name that can be two of them is refused: write `"myapp (approle at approle)"`, `database/creds/myapp`, or ' +
      '`"shop_app in appdb"`.',
    "- **What** is a database, and a schema, a table or view, and a column of it; `*`, or nothing, is all there is. A name is a sequence's " +
      "where a privilege set names one so. In quotes it is as it is written; without, it has no capital letters, as in PostgreSQL. Where two " +
      "servers have such a database, the server's name and a slash come first.",
    [
      "| Verb | Whoever |",
      "| --- | --- |",
      "| `read` | has SELECT, or owns it, or may in another way see what is in it |",
      "| `write` | has INSERT, UPDATE, DELETE or TRUNCATE, or USAGE or UPDATE on a sequence, or owns it |",
      "| `change` | has TRIGGER, REFERENCES or MAINTAIN, or owns it |",
      "| `own` | acts as its owner |",
    ].join("\n"),
    "A rule that is broken is told with the whole path by which somebody would:",
    fenced(
      "text",
      "Breaks the rule `nobody but dba may write appdb.public.salary`: `myapp (approle at approle) logs in` → " +
        "`reads database/creds/app-readwrite` → `member of appdb_read_write` → `UPDATE on all tables of appdb.public`",
    ),
    "Paths go by leases and static roles, by login material that a workload may make for another, by tokens that the Vault Secrets Operator keeps, by logins that " +
      "name nobody (`*`), by owners and by a role that owns in two databases of a server, by PostgreSQL's own roles, by accounts for " +
      "emergencies, and by a password of Vault's account that Vault leaves as it is. Where it depends on what is described nowhere, the rule " +
      "_may_ be broken: routines that run as their owner, TRIGGER, extensions, what PUBLIC had, who deploys the stack. What no construct " +
      "describes, exceptions from guardrails and credentials of other stacks are told by themselves: whether rules are kept can't be told of them.",
    "A name that isn't described, and a line that is no rule, are errors: all of them at once, with their lines, and exit status 2. " +
      "Of tables and columns `access.json` knows only those that a set names, so a slip there is not seen.",
    "## Approvals",
    "A finding of a review is let through by its ID, for a reason, until a day within a year:",
    fenced(
      "yaml",
      "- finding: longer-lease-1a2b3c4d5e6f7081\n  reason: the nightly report takes three hours\n  expires: 2027-01-31",
    ),
    "The ID is another one as soon as the finding says something else. An approval that has expired, and one of nothing that is found, is a " +
      "finding itself. A file with errors is refused with the line and the reason of each.",
    "## New access",
    "Each rule compares what is described. What has only another name, and all else as it was, is nothing new.",
    ["| Rule | What is more | Why |", "| --- | --- | --- |", ...rows].join("\n"),
    "## What a gate can't see",
    "- What is granted by hand, or by another stack, and who is a member of a role besides. [A rehearsal](https://github.com/cdktf-vault-database/cdktf-vault-database/blob/main/docs/rehearsal.md) on your schema sees what " +
      "grants, functions, views and policies let somebody do; `access.json` has none of them.",
    "- What is _in_ something that no construct describes: once it is there and accepted, another policy text of it is no difference. A plan shows it.",
    "- Who holds a token of Vault's by other means: its operators, and whoever was given a policy of [OperatorPolicies](operator-policies.md).",
    "",
  ].join("\n\n");
}
