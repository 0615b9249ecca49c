import { grouped } from "../../grouped";
import type { MatrixObject } from "./access-matrix";

/** An object as a person names it, with its schema. */
export function objectName({ schema, name }: Pick<MatrixObject, "schema" | "name">): string {
  return schema === undefined ? name : `${schema}.${name}`;
}

const MOST_NAMED = 3;

type Named = Pick<MatrixObject, "kind" | "schema" | "name">;

/** Objects in words: `table public.orders`, `40 tables of public (a, b, c, …)`. */
export function objectsInWords(objects: readonly Named[]): string[] {
  return grouped(objects, ({ kind, schema }) => JSON.stringify([kind, schema])).map(groupInWords);
}

function groupInWords(group: readonly Named[]): string {
  const [first] = group;
  const { kind, schema } = first!;
  if (group.length === 1) return `${kind} ${objectName(first!)}`;
  const names = group.slice(0, MOST_NAMED).map(({ name }) => name);
  const more = group.length > MOST_NAMED ? ", …" : "";
  return `${counted(group.length, kind)}${schema === undefined ? "" : ` of ${schema}`} (${names.join(", ")}${more})`;
}

/** So many objects of a kind: `3 tables`. */
export function counted(count: number, kind: MatrixObject["kind"]): string {
  return `${count} ${count === 1 ? kind : pluralOf(kind)}`;
}

function pluralOf(kind: MatrixObject["kind"]): string {
  return `${kind}s`;
}
