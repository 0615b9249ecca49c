import type { PostgresDatabaseDescription } from "../access/postgres-description";

/** The schemas of a database. */
export interface DatabaseSchemasProps {
  /** Schemas to describe; those other than `public` are made. @default ["public"] */
  readonly schemas?: readonly string[];
  /**
   * Whether privilege sets also reach schemas that the owner makes later, such as one for each tenant: by default privileges
   * for the whole database. A set that names schemas reaches them by `"*"`. Those that are there are listed in `schemas`.
   * @default false
   */
  readonly futureSchemas?: boolean;
}

/** The schemas of a database as plain data. */
export type DescribedSchemas = Pick<PostgresDatabaseDescription, "schemas" | "futureSchemas">;

/** The schemas of a database as plain data. What it hasn't is left out. */
export function describeSchemas({
  schemas = ["public"],
  futureSchemas,
}: DatabaseSchemasProps): DescribedSchemas {
  return { schemas: [...schemas].sort(), ...(futureSchemas ? { futureSchemas } : {}) };
}

/** The schemas in which a set that names none allows something: `"*"` is each that is made later. */
export function grantedSchemas({ schemas, futureSchemas }: DescribedSchemas): readonly string[] {
  return futureSchemas ? [...schemas, "*"] : schemas;
}
