import type { Outcome } from "../changes/play-change";

/** A line of what Terraform says with `-json`. */
interface Line {
  readonly type: string;
  readonly change?: { readonly resource: { readonly addr: string }; readonly action: string };
  readonly diagnostic?: {
    readonly severity: string;
    readonly summary: string;
    readonly detail?: string;
    readonly address?: string;
  };
}

/** What Terraform says that it did, and what it couldn't do. @see Terraform documentation, "Machine-Readable UI" */
export function toldChanges(said: string): Outcome {
  const lines = said.split("\n").flatMap((line) => (line.startsWith("{") ? [JSON.parse(line) as Line] : []));
  const refusals = lines.flatMap(({ diagnostic }) =>
    diagnostic?.severity === "error"
      ? [{ address: diagnostic.address ?? "", says: inOneLine(`${diagnostic.summary} ${diagnostic.detail}`) }]
      : [],
  );
  const changes = lines.flatMap(({ type, change }) =>
    type === "planned_change" && change
      ? [`${change.action.replace("delete", "destroy")} ${change.resource.addr}`]
      : [],
  );
  return {
    refusals: refusals.sort((one, other) => (one.address < other.address ? -1 : 1)),
    changes: refusals.length ? [] : changes.sort(),
  };
}

const inOneLine = (text: string) => text.replace(/\s+/g, " ").trim();
