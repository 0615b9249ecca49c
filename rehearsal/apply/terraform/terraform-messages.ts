import type { ResourceChange } from "../applier";

/** A line of what Terraform says with `-json`. */
interface Line {
  readonly type?: string;
  readonly change?: Change;
  readonly hook?: { readonly resource?: { readonly addr: string } };
  readonly diagnostic?: Diagnostic;
}

interface Change {
  readonly resource: { readonly addr: string };
  readonly action: string;
}

interface Diagnostic {
  readonly severity: string;
  readonly summary: string;
  readonly detail?: string;
  /** Of a resource that is described: not of one that is destroyed. */
  readonly address?: string;
}

/** What Terraform did, and what it couldn't do. */
export interface TerraformMessages {
  /** What differed from what was there. */
  readonly planned: readonly ResourceChange[];
  /** Of these, what it has done. */
  readonly done: readonly ResourceChange[];
  /** Resources that a server refused, with what it said; one without an address is the configuration's or a provider's. */
  readonly refused: readonly { readonly address?: string; readonly says: string }[];
}

const ACTIONS: Readonly<Record<string, ResourceChange["action"]>> = {
  create: "create",
  update: "update",
  replace: "replace",
  delete: "destroy",
};

/** @see Terraform documentation, "Machine-Readable UI" */
export function readMessages(output: string): TerraformMessages {
  const lines = output
    .split("\n")
    .flatMap((line) => (line.startsWith("{") ? [JSON.parse(line) as Line] : []));
  const planned = lines.flatMap(({ type, change }) =>
    type === "planned_change" && change ? changeOf(change) : [],
  );
  const addresses = (of: string) =>
    lines.flatMap(({ type, hook }) => (type === of && hook?.resource ? [hook.resource.addr] : []));
  const completed = new Set(addresses("apply_complete"));
  const errored = addresses("apply_errored");
  const errors = lines.flatMap(({ diagnostic }) => (diagnostic?.severity === "error" ? [diagnostic] : []));
  const unfinished = new Set(errored);
  return {
    planned,
    done: planned.filter(({ address }) => completed.has(address) && !unfinished.has(address)),
    refused: errored.length ? errored.map((address) => refusal(address, errors)) : errors.map(withoutApply),
  };
}

function changeOf({ resource, action }: Change): ResourceChange[] {
  const known = ACTIONS[action];
  return known ? [{ address: resource.addr, action: known }] : [];
}

function refusal(address: string, errors: readonly Diagnostic[]): { address: string; says: string } {
  const own = errors.filter((error) => error.address === address);
  const said = own.length ? own : errors.filter((error) => error.address === undefined);
  return { address, says: said.map(textOf).join(" ") };
}

/** While Terraform plans, nothing is applied that could be refused. */
const withoutApply = (error: Diagnostic) => ({ address: error.address, says: textOf(error) });

const textOf = ({ summary, detail = "" }: Diagnostic) => `${summary} ${detail}`.replace(/\s+/g, " ").trim();
