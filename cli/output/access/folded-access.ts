import { grouped } from "../../../contract/grouped";
import type {
  Access,
  AccessMatrix,
  MatrixObject,
  MatrixRole,
} from "../../../contract/postgres/access-matrix/access-matrix";

/** Objects of one kind in one schema that each role may do the same to. */
export interface FoldedObjects {
  readonly kind: MatrixObject["kind"];
  readonly schema?: string;
  readonly owner: string;
  readonly extension?: string;
  readonly objects: readonly MatrixObject[];
  /** What each role may do to each of them, in the order of the matrix's roles. */
  readonly cells: readonly (Access | undefined)[];
}

/** Roles that may do the same to every object. */
export interface FoldedRoles {
  readonly roles: readonly MatrixRole[];
  /** What they may do, and to which objects. */
  readonly access: readonly { readonly may: string; readonly objects: readonly MatrixObject[] }[];
}

/** The columns of a matrix, the same ones together, in their order. */
export function foldedObjects({ roles, objects }: AccessMatrix): FoldedObjects[] {
  const keyOf = ({ kind, schema, owner, extension, access }: MatrixObject) =>
    JSON.stringify([kind, schema, owner, extension, access]);
  return grouped(objects, keyOf).map((own) => {
    const [{ kind, schema, owner, extension, access }] = own;
    const cells = roles.map(({ name }) => access.find(({ role }) => role === name));
    return { kind, schema, owner, extension, objects: own, cells };
  });
}

/** The rows of a matrix, the same ones together, in their order. */
export function foldedRoles({ roles, objects }: AccessMatrix): FoldedRoles[] {
  const positions = new Map(objects.map((object, position) => [object, position]));
  const rows = roles.map((role) => ({ role, access: accessOf(role, objects) }));
  const keyOf = ({ access }: (typeof rows)[number]) =>
    JSON.stringify(access.map(({ may, objects: own }) => [may, own.map((each) => positions.get(each))]));
  return grouped(rows, keyOf).map((own) => ({ roles: own.map(({ role }) => role), access: own[0].access }));
}

function accessOf({ name }: MatrixRole, objects: readonly MatrixObject[]): FoldedRoles["access"] {
  const cells = objects.flatMap((object) => {
    const may = accessInWords(object.access.find(({ role }) => role === name));
    return may ? [{ may, object }] : [];
  });
  return grouped(cells, ({ may }) => may).map((own) => ({
    may: own[0].may,
    objects: own.map(({ object }) => object),
  }));
}

/** A cell in words. Nothing where it is empty. */
export function accessInWords(access: Access | undefined): string {
  return [...privilegesInWords(access), ...refusalsInWords(access)].join(", ");
}

/** What somebody may do. Whoever owns an object may do everything with it. */
export function privilegesInWords(access: Access | undefined): string[] {
  if (!access) return [];
  const { may, columns = [] } = access;
  if (may.includes("OWNER")) return ["everything, as its owner"];
  return [...may, ...columns.map(({ privilege, columns: names }) => `${privilege} (${names.join(", ")})`)];
}

/** What is granted, and refused. */
export function refusalsInWords(access: Access | undefined): string[] {
  return (access?.refused ?? []).map(({ privilege, because }) => `no ${privilege}: ${because}`);
}
