import { grouped } from "../../grouped";
import type { Cell } from "./role-access";
import type { ColumnAccess } from "./access-matrix";
import type { Described } from "./described-access";
import type { Granted } from "./granted";
import { OWNER } from "./kinds";
import { objectsInWords } from "./object-names";
import type { DatabaseObject } from "./objects";

/** Where what a role may do is other than it is described. */
export interface AccessDifference {
  readonly kind: "refused, but described" | "allowed, but not described";
  readonly privilege: string;
  readonly object: DatabaseObject;
  readonly because?: string;
}

/**
 * What is otherwise with one object.
 *
 * @param ofPublic what everybody may do to it
 */
export function differencesOn(
  object: DatabaseObject,
  cell: Cell,
  described: Described,
  ofPublic: Cell,
): AccessDifference[] {
  const everybodys = [...ofPublic.may, ...columnDifference(ofPublic.columns, [], [])];
  return [
    ...(described.isOptional ? [] : missingOn(object, cell, described)).filter(
      ({ because = "" }) =>
        !described.goesWithout?.some((kind) => because.startsWith(`permission denied for ${kind} `)),
    ),
    ...unexpected(object, cell, described).map((each) => ({
      ...each,
      ...(everybodys.includes(each.privilege) && { because: "as PUBLIC may" }),
    })),
  ].filter((each) => !isOfNobody(each, everybodys, described.isElsewhere));
}

/** What is refused of what is described. */
export function missingOn(object: DatabaseObject, cell: Cell, described: Granted): AccessDifference[] {
  const kind = "refused, but described" as const;
  const reason = (privilege: string) => cell.refused?.find((each) => each.privilege === privilege)?.because;
  return [
    ...described.privileges
      .filter((privilege) => !cell.may.includes(privilege))
      .map((privilege) => ({
        kind,
        object,
        privilege,
        because: reason(privilege) ?? belongsTo(privilege, object),
      })),
    ...columnDifference(described.columns, cell.columns, cell.may).map((privilege) => ({
      kind,
      object,
      privilege,
    })),
  ];
}

function belongsTo(privilege: string, { owner }: DatabaseObject): string | undefined {
  return privilege === OWNER ? `belongs to ${owner}` : undefined;
}

function unexpected(object: DatabaseObject, cell: Cell, described: Granted): AccessDifference[] {
  const kind = "allowed, but not described" as const;
  return [
    ...cell.may
      .filter((privilege) => !described.privileges.includes(privilege))
      .filter((privilege) => !isByUpdate(object, privilege, described))
      .map((privilege) => ({ kind, object, privilege })),
    ...columnDifference(cell.columns, described.columns, described.privileges).map((privilege) => ({
      kind,
      object,
      privilege,
    })),
  ];
}

/** Who may UPDATE a sequence is given its next number, too, by which USAGE is tried. */
function isByUpdate({ kind }: DatabaseObject, privilege: string, { privileges }: Granted): boolean {
  return kind === "sequence" && privilege === "USAGE" && privileges.includes("UPDATE");
}

/** The columns of one list that neither another one has nor a privilege on the whole table. */
function columnDifference(
  columns: readonly ColumnAccess[] = [],
  others: readonly ColumnAccess[] = [],
  whole: readonly string[],
): string[] {
  return columns.flatMap(({ privilege, columns: names }) => {
    if (whole.includes(privilege)) return [];
    const known = others.filter((other) => other.privilege === privilege).flatMap((other) => other.columns);
    const more = names.filter((name) => !known.includes(name));
    return more.length ? [`${privilege} (${more.join(", ")})`] : [];
  });
}

/**
 * What no stack says, nor can: what is an extension's is granted by it, types that are there are PUBLIC's, and nobody can
 * grant on all of them; everybody enters schema public.
 */
function isOfNobody(
  { kind, privilege, object }: AccessDifference,
  everybodys: readonly string[],
  isElsewhere = false,
): boolean {
  if (kind === "refused, but described") return object.extension !== undefined || object.kind === "type";
  if (!everybodys.includes(privilege)) return false;
  return (
    isElsewhere ||
    object.extension !== undefined ||
    object.kind === "type" ||
    (object.kind === "schema" && privilege === "USAGE")
  );
}

/** Differences in words, of objects with the same ones together. */
export function differencesInWords(differences: readonly AccessDifference[]): string {
  const ofObjects = grouped(differences, ({ kind, because, object }) =>
    JSON.stringify([kind, because, object.kind, object.oid]),
  ).map((own) => ({ ...own[0], privilege: own.map(({ privilege }) => privilege).join(", ") }));
  const alike = grouped(ofObjects, ({ kind, because, privilege }) =>
    JSON.stringify([kind, because, privilege]),
  );
  return alike
    .map((own) => {
      const [{ kind, privilege, because }] = own;
      const objects = objectsInWords(own.map(({ object }) => object)).join(", ");
      return `${kind}: ${privilege} on ${objects}${because ? `: ${because}` : ""}`;
    })
    .join("; ");
}
