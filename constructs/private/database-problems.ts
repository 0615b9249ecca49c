import type { DatabaseDescription, PrivilegesDescription } from "../access-manifest";
import { identifierProblems } from "./identifier";
import type { Problem } from "./validation";

/** What is wrong with the names and privilege sets of a database. */
export function databaseProblems(database: DatabaseDescription, others: readonly Problem[]): Problem[] {
  return [
    ...identifierProblems("database", database.name),
    ...identifierProblems("owner", database.owner),
    ...identifierProblems("account", database.account),
    ...identifierProblems("issuer of the account", database.issuer),
    ...database.schemas.flatMap((schema) => identifierProblems("schema", schema)),
    ...schemaListProblems(database.schemas),
    ...roleClashProblems(database),
    ...database.groups.flatMap((group) => [
      ...(group.role === database.owner ? [] : identifierProblems("group role", group.role)),
      ...privilegesProblems(database, group.privileges),
    ]),
    ...others,
  ];
}

function schemaListProblems(schemas: readonly string[]): Problem[] {
  if (!schemas.length) {
    const fix = 'name at least one schema, or leave the prop out for ["public"]';
    return [{ rule: "schemas", message: "the list of schemas is empty", fix }];
  }
  return duplicates(schemas).map((schema) => ({
    rule: "schemas",
    message: `schema "${schema}" is listed twice`,
    fix: "list it once",
  }));
}

function roleClashProblems({ owner, account, groups }: DatabaseDescription): Problem[] {
  const roles = [
    owner,
    account,
    ...groups.filter((group) => !group.privileges.owner).map((group) => group.role),
  ];
  return duplicates(roles).map((role) => ({
    rule: "role-clash",
    message: `"${role}" would be two roles of this database at once`,
    fix: "owner, account and every group need names of their own",
  }));
}

function privilegesProblems(database: DatabaseDescription, privileges: PrivilegesDescription): Problem[] {
  if (privileges.owner) return [];
  const { name, schemas, tables, columns, sequences, functions, types } = privileges;
  const named = [...tables.filter(({ table }) => table !== "*"), ...columns];
  const empty = !tables.length && !columns.length && !sequences.length && !functions.length && !types.length;
  return [
    ...(empty
      ? [
          problem(
            "privileges-empty",
            `privilege set "${name}" allows nothing`,
            "name a table, column or sequence it may use, or leave the role out",
          ),
        ]
      : []),
    ...(schemas.length
      ? []
      : [
          problem(
            "privileges-schema",
            `privilege set "${name}" has no schema`,
            "name one, or leave the prop out for every schema of the database",
          ),
        ]),
    ...schemas
      .filter((schema) => !database.schemas.includes(schema))
      .map((schema) =>
        problem(
          "privileges-schema",
          `privilege set "${name}" uses schema "${schema}", which database "${database.name}" doesn't have`,
          `add "${schema}" to the schemas of the database, or use ${quoted(database.schemas)}`,
        ),
      ),
    ...named.flatMap(({ table }) => identifierProblems("table", table)),
    ...columns.flatMap((grant) => grant.columns.flatMap((column) => identifierProblems("column", column))),
    ...[...tables, ...columns.map((grant) => ({ table: grant.table, privileges: grant.columns }))]
      .filter(({ privileges: list }) => !list.length)
      .map(({ table }) =>
        problem(
          "privileges-empty",
          `privilege set "${name}" lists table "${table}" without a privilege`,
          "name the privileges, or leave the table out",
        ),
      ),
    ...(named.length && schemas.length > 1
      ? [
          problem(
            "privileges-schema",
            `privilege set "${name}" names tables but ${schemas.length} schemas`,
            "name the one schema the tables are in; make another set for another schema",
          ),
        ]
      : []),
    ...overlapProblems(privileges),
  ];
}

/** Two Terraform resources for one table's grants would take each other's away. */
function overlapProblems({ name, tables, columns }: PrivilegesDescription): Problem[] {
  const all = tables.some(({ table }) => table === "*");
  const named = [
    ...new Set([...tables, ...columns].map(({ table }) => table).filter((table) => table !== "*")),
  ];
  if (all && named.length) {
    return [
      problem(
        "privileges-overlap",
        `privilege set "${name}" lists "*" and ${quoted(named)}`,
        'list "*" alone, or name every table',
      ),
    ];
  }
  return columns
    .map(({ table }) => table)
    .filter(
      (table, index, list) => list.indexOf(table) === index && tables.some((grant) => grant.table === table),
    )
    .map((table) =>
      problem(
        "privileges-overlap",
        `privilege set "${name}" lists "${table}" under tables and under columns`,
        "list it in one of the two",
      ),
    );
}

function problem(rule: string, message: string, fix: string): Problem {
  return { rule, message, fix };
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(", ");
}

function duplicates(list: readonly string[]): string[] {
  return [...new Set(list.filter((entry, index) => list.indexOf(entry) !== index))];
}
