import { createColors } from "picocolors";
import { grouped } from "../../../contract/grouped";
import type { AccessMatrix, WayRound } from "../../../contract/postgres/access-matrix/access-matrix";
import { nameOf } from "../../../contract/subject";
import { lines } from "../lines";
import { foldedRoles } from "./folded-access";
import { ObjectCounts } from "./object-counts";

/** How a text is laid out. */
interface Layout {
  readonly columns: number;
  readonly isColored: boolean;
}

/** Who may do what in a database, on a terminal: roles and objects that are the same together. */
export function accessLines(matrix: AccessMatrix, layout: Layout): string[] {
  const colors = createColors(layout.isColored);
  const name = nameOf({ kind: "database", ...matrix.database });
  const counts = new ObjectCounts(matrix.objects);
  const title = `Who may do what in ${name}: ${number(matrix.tried)} acts tried, ${number(matrix.byCatalogs)} as the catalogs say`;
  const access = foldedRoles(matrix).flatMap(({ roles, access: own }) => [
    ...wrapped(roles.map((role) => role.name).join(", "), 2, layout).map(colors.bold),
    ...(own.length ? own : [{ may: "nothing", objects: [] }]).flatMap(({ may, objects }) =>
      wrapped([may, counts.inWords(objects).join("; ")].filter(Boolean).join(" · "), 4, layout),
    ),
  ]);
  return [
    ...wrapped(title, 0, layout).map(colors.bold),
    ...access,
    ...section(`Ways round that no grant shows in ${name}`, waysInWords(matrix.waysRound), (text, breaks) =>
      wrapped(text, 2, layout).map(breaks ? colors.red : (line) => line),
    ).map((line, index) => (index === 1 ? colors.bold(line) : line)),
  ];
}

type Way = readonly [text: string, breaks: boolean];

function section(
  title: string,
  ways: readonly Way[],
  linesOf: (text: string, breaks: boolean) => string[],
): string[] {
  return ways.length ? ["", title, ...ways.flatMap(([text, breaks]) => linesOf(text, breaks))] : [];
}

const MOST_NAMED = 3;

/** Ways to the same, of the same roles, together. */
function waysInWords(ways: readonly WayRound[]): Way[] {
  return grouped(ways, (way) => JSON.stringify({ ...way, object: undefined })).map((own) => {
    const { kind, roles, leadsTo, breaks } = own[0];
    const objects = own.slice(0, MOST_NAMED).map(({ object }) => object);
    const more = own.length > MOST_NAMED ? `, and ${own.length - MOST_NAMED} more` : "";
    return [
      `${breaks.length ? "✗ " : ""}${kind}: ${objects.join(", ")}${more}: ${leadsTo} · ${roles.join(", ")}`,
      breaks.length > 0,
    ];
  });
}

function number(value: number): string {
  return value.toLocaleString("en");
}

/** A text in lines that fit, all of them indented, and more than the first. */
function wrapped(text: string, indent: number, { columns }: Layout): string[] {
  const words = text.split(" ").map((word) => ({ text: word }));
  const start = " ".repeat(indent);
  const [first = "", ...others] = lines(words, " ", columns - indent - 4);
  return [start + first, ...others.map((line) => `${start}    ${line}`)];
}
