import { grouped } from "../../../contract/grouped";
import type { MatrixObject } from "../../../contract/postgres/access-matrix/access-matrix";
import { counted, objectName } from "../../../contract/postgres/access-matrix/object-names";

const MOST_NAMED = 3;

/** How many objects there are of a kind in a schema. */
export class ObjectCounts {
  private readonly counts = new Map<string, number>();

  constructor(objects: readonly MatrixObject[]) {
    for (const object of objects) {
      const key = keyOf(object);
      this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
    }
  }

  /** Some of them, by schema: `public: all 40 tables, 3 of 10 views (a, b, c)`. */
  inWords(objects: readonly MatrixObject[]): string[] {
    return grouped(objects, ({ schema }) => schema ?? "").flatMap((own) => {
      const [{ schema }] = own;
      return schema === undefined
        ? own.map(nameWithKind)
        : [`${schema}: ${this.kindsInWords(own).join(", ")}`];
    });
  }

  private kindsInWords(objects: readonly MatrixObject[]): string[] {
    return grouped(objects, ({ kind }) => kind).map((own) => {
      const [{ kind }] = own;
      const all = this.counts.get(keyOf(own[0])) ?? own.length;
      if (own.length === all) return all === 1 ? `${kind} ${own[0].name}` : `all ${counted(all, kind)}`;
      if (own.length === 1) return `${kind} ${own[0].name}`;
      const names = own.slice(0, MOST_NAMED).map(({ name }) => name);
      return `${own.length} of ${counted(all, kind)} (${names.join(", ")}${own.length > MOST_NAMED ? ", …" : ""})`;
    });
  }
}

const keyOf = ({ kind, schema }: MatrixObject) => JSON.stringify([kind, schema]);

const nameWithKind = (object: MatrixObject) => `${object.kind} ${objectName(object)}`;
