import type { RenderedStack } from "./rendered-stack";
import { texts } from "./literal";
import { entries } from "./resources";
import { runStatements, type Statement } from "./sql";

/** A list of SQL statements that a resource has. */
export interface StatementList {
  /** The construct's path. */
  readonly path: string;
  readonly argument: string;
  /** Everything that it can run. */
  readonly statements: readonly Statement[];
}

/** Every list of SQL statements that Vault runs. */
export function statementLists(stack: RenderedStack): readonly StatementList[] {
  return stack.once(listsOf);
}

function listsOf(stack: RenderedStack): readonly StatementList[] {
  const known = new Map<string, readonly Statement[]>();
  const statementsIn = (element: string) => {
    const statements = known.get(element) ?? runStatements(element);
    known.set(element, statements);
    return statements;
  };
  return stack.resources.flatMap(({ path, attributes }) =>
    entries(attributes)
      .filter(([argument]) => argument.endsWith("_statements"))
      .map(([argument, list]) => ({ path, argument, statements: texts(list).flatMap(statementsIn) })),
  );
}
