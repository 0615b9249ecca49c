import { grouped } from "../../../contract/grouped";
import type {
  Access,
  AccessMatrix,
  MatrixRole,
} from "../../../contract/postgres/access-matrix/access-matrix";
import { counted } from "../../../contract/postgres/access-matrix/object-names";
import { type Content, element, type Markup } from "../page/markup";
import {
  type FoldedObjects,
  foldedObjects,
  foldedRoles,
  privilegesInWords,
  refusalsInWords,
} from "./folded-access";

/** A matrix as a table: a column for each role, a row for each object, the same ones together. */
export function accessTable(matrix: AccessMatrix): Markup {
  const columns = foldedRoles(matrix).map(({ roles }) => roles);
  const schemas = grouped(foldedObjects(matrix), ({ schema }) => schema ?? "");
  return element(
    "table",
    { class: "matrix" },
    element("caption", {}, `Who may do what in ${matrix.database.name}`),
    element("thead", {}, element("tr", {}, element("th", { scope: "col" }, "Objects"), columns.map(head))),
    schemas.map((rows) => schemaBody(rows, matrix, columns)),
  );
}

function head(roles: readonly MatrixRole[]): Markup {
  return element(
    "th",
    { scope: "col", "data-roles": roles.map(({ name }) => name).join("\n") },
    roles.map((role) => [element("code", {}, role.name), element("small", {}, inWords(role))]),
  );
}

function inWords({ kind, privileges, actsAs, isTried }: MatrixRole): string {
  return [
    kind === "PUBLIC" ? "everybody" : kind,
    ...(privileges === undefined ? [] : [privileges]),
    ...(actsAs === undefined ? [] : [`acts as ${actsAs}`]),
    isTried ? "tried" : "as the catalogs say",
  ].join(", ");
}

function schemaBody(
  rows: readonly [FoldedObjects, ...FoldedObjects[]],
  matrix: AccessMatrix,
  columns: readonly (readonly MatrixRole[])[],
): Markup {
  const [{ schema }] = rows;
  const title = element("th", { scope: "rowgroup", colspan: columns.length + 1 }, `schema ${schema}`);
  return element(
    "tbody",
    {},
    schema === undefined ? undefined : element("tr", { class: "schema" }, title),
    rows.map((row) => objectRow(row, matrix, columns)),
  );
}

function objectRow(
  row: FoldedObjects,
  { roles }: AccessMatrix,
  columns: readonly (readonly MatrixRole[])[],
): Markup {
  const cellOf = ([role]: readonly MatrixRole[]) => row.cells[roles.indexOf(role!)];
  const only = row.objects.length === 1 ? ` ${row.objects[0]!.name}` : "";
  return element(
    "tr",
    { "data-name": `${row.kind} ${row.schema ?? ""} ${row.owner} ${row.extension ?? ""}${only}` },
    element("th", { scope: "row" }, objects(row)),
    columns.map((own) => element("td", {}, cell(cellOf(own)))),
  );
}

/** One object by its name, several behind their number. */
function objects({ kind, owner, extension, objects: own }: FoldedObjects): Content {
  const belongs = element("div", { class: "pale" }, extension ? `of extension ${extension}` : `of ${owner}`);
  if (own.length === 1) return [`${kind} `, element("code", {}, own[0]!.name), belongs];
  return [
    element(
      "details",
      {},
      element("summary", {}, counted(own.length, kind)),
      element(
        "ul",
        { class: "names" },
        own.map(({ name }) => element("li", {}, name)),
      ),
    ),
    belongs,
  ];
}

function cell(access: Access | undefined): Content {
  const refusals = refusalsInWords(access).map((text) => element("span", { class: "refused" }, text));
  const privileges = privilegesInWords(access).map((text) => privilege(text, access?.byCatalogs));
  return privileges.length || refusals.length
    ? [privileges, refusals]
    : element("span", { class: "pale" }, "–");
}

const READS = /^(SELECT|USAGE|CONNECT|REFERENCES)\b/;

/** What reads, what does more, and what may do everything. */
function privilege(text: string, byCatalogs: readonly string[] = []): Markup {
  const kind = text.startsWith("everything") ? "owns" : READS.test(text) ? "reads" : "writes";
  const isTold = byCatalogs.includes(text);
  return element("span", { class: `privilege ${kind}${isTold ? " told" : ""}` }, text);
}
