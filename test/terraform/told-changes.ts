import { inOneLine, type Outcome } from "../changes/play-change";

/** A line of what Terraform says with `-json`. */
interface Line {
  readonly type: string;
  readonly change?: { readonly resource: { readonly addr: string }; readonly action: string };
  readonly hook?: { readonly resource?: { readonly addr: string } };
  readonly diagnostic?: Diagnostic;
}

interface Diagnostic {
  readonly severity: string;
  readonly summary: string;
  readonly detail?: string;
  /** Of a resource that is described: not of one that is destroyed. */
  readonly address?: string;
}

/** What Terraform says that it did, and what it couldn't do. @see Terraform documentation, "Machine-Readable UI" */
export function toldChanges(said: string): Outcome {
  const lines = said.split("\n").flatMap((line) => (line.startsWith("{") ? [JSON.parse(line) as Line] : []));
  const errors = lines.flatMap(({ diagnostic }) => (diagnostic?.severity === "error" ? [diagnostic] : []));
  const refused = lines.flatMap(({ type, hook }) =>
    type === "apply_errored" ? [hook?.resource?.addr ?? ""] : [],
  );
  // While it plans, nothing is applied that could be refused.
  const addresses = refused.length ? refused : errors.map(({ address = "" }) => address);
  const changes = lines.flatMap(({ type, change }) =>
    type === "planned_change" && change
      ? [`${change.action.replace("delete", "destroy")} ${change.resource.addr}`]
      : [],
  );
  return {
    refusals: addresses.sort().map((address) => ({ address, says: saidOf(address, errors) })),
    changes: errors.length ? [] : changes.sort(),
  };
}

function saidOf(address: string, errors: readonly Diagnostic[]): string {
  const own = errors.filter((error) => error.address === address);
  const of = own.length ? own : errors.filter((error) => error.address === undefined);
  return inOneLine(of.map(({ summary, detail = "" }) => `${summary} ${detail}`).join(" "));
}
