import type { OtherOwnerDescription, PostgresDatabaseDescription } from "../access/postgres-description";
import { sorted } from "../private/sorted";

/** A role that owns things in a database, besides the one that `owner` names. */
export interface OtherOwner {
  /** The NOLOGIN role, which a database that is made comes with. `Privileges.owner(name)` acts as it. */
  readonly name: string;
  /** Schemas in which it makes objects. Those that the database's `schemas` have, too, stay the owner's; the others belong to it. */
  readonly schemas: readonly string[];
}

/** The schemas of a database. */
export interface DatabaseSchemasProps {
  /** Schemas to describe; those other than `public` are made. @default ["public"] */
  readonly schemas?: readonly string[];
  /**
   * Schemas for extensions, which are made and belong to the owner. Every group and owner has USAGE on them and nothing else, so
   * that extensions in them, which are others', need no grants; every login has them on its `search_path`.
   * @default - none
   */
  readonly extensionSchemas?: readonly string[];
  /** Other owners of things in it: privilege sets reach what any of them makes. @default - none */
  readonly otherOwners?: readonly OtherOwner[];
  /**
   * Whether privilege sets also reach schemas that the owner makes later, such as one for each tenant: by default privileges
   * for the whole database. A set that names schemas reaches them by `"*"`. Those that are there are listed in `schemas`.
   * @default false
   */
  readonly futureSchemas?: boolean;
}

/** The schemas of a database as plain data. */
export type DescribedSchemas = Pick<
  PostgresDatabaseDescription,
  "schemas" | "extensionSchemas" | "otherOwners" | "futureSchemas"
>;

/** The schemas of a database as plain data. What it hasn't is left out. */
export function describeSchemas(props: DatabaseSchemasProps): DescribedSchemas {
  const { schemas = ["public"], extensionSchemas = [], otherOwners = [], futureSchemas } = props;
  return {
    schemas: [...allSchemas(props)].sort(),
    ...(extensionSchemas.length ? { extensionSchemas: [...extensionSchemas].sort() } : {}),
    ...(otherOwners.length
      ? { otherOwners: byRole(otherOwners.map((each) => describeOwner(each, schemas))) }
      : {}),
    ...(futureSchemas ? { futureSchemas } : {}),
  };
}

/** The schemas of a database, and those of its other owners. */
export function allSchemas({
  schemas = ["public"],
  otherOwners = [],
}: DatabaseSchemasProps): readonly string[] {
  const theirs = otherOwners.flatMap((other) => other.schemas).filter((schema) => !schemas.includes(schema));
  return [...schemas, ...theirs];
}

function describeOwner({ name, schemas }: OtherOwner, ofOwner: readonly string[]): OtherOwnerDescription {
  const shared = schemas.filter((schema) => ofOwner.includes(schema));
  const own = schemas.filter((schema) => !ofOwner.includes(schema));
  return { role: name, schemas: sorted(own), ...(shared.length ? { sharedSchemas: sorted(shared) } : {}) };
}

function byRole(owners: readonly OtherOwnerDescription[]): readonly OtherOwnerDescription[] {
  return [...owners].sort((one, other) => (one.role < other.role ? -1 : 1));
}

/** The schemas in which a set that names none allows something: `"*"` is each that is made later. */
export function grantedSchemas({ schemas, futureSchemas }: DescribedSchemas): readonly string[] {
  return futureSchemas ? [...schemas, "*"] : schemas;
}
