import type { RenderedStack } from "./rendered-stack";
import { entries } from "./resources";

/** A list of SQL statements that a resource has. */
export interface StatementList {
  /** The construct's path. */
  readonly path: string;
  readonly argument: string;
  readonly list: unknown;
}

/** Every list of SQL statements that Vault runs. */
export function statementLists(stack: RenderedStack): StatementList[] {
  return stack.resources.flatMap(({ path, attributes }) =>
    entries(attributes)
      .filter(([argument]) => argument.endsWith("_statements"))
      .map(([argument, list]) => ({ path, argument, list })),
  );
}
