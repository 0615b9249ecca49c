import type { DatabaseSchema } from "../../../rehearsal/schema/schemas";
import type { PostgresVersion } from "../../../rehearsal/servers/postgres-binaries";
import { rehearse } from "../../../rehearsal/rehearse";
import type { RehearsalReport } from "../../../rehearsal/report";
import type { SynthesizedStack } from "../../../rehearsal/stack/synthesized-stack";
import { withWorkspace } from "../../../rehearsal/with-workspace";

/** What somebody would run who drains first. */
export const DRAIN = "vault-db drain test --from before";

interface RehearsedChangeProps {
  /** Whether the contract of what comes of it is checked, too. @default false */
  readonly isWhole?: boolean;
  /** @default 18 */
  readonly postgres?: PostgresVersion;
  readonly schemas?: readonly DatabaseSchema[];
}

/** Rehearses a change on servers of its own. */
export async function rehearsedChange(
  before: SynthesizedStack,
  after: SynthesizedStack,
  { isWhole = false, postgres = 18, schemas }: RehearsedChangeProps = {},
): Promise<RehearsalReport> {
  const ignore = () => undefined;
  const props = {
    postgres,
    schemas,
    env: process.env,
    notify: ignore,
    onCheck: ignore,
    until: isWhole ? undefined : () => true,
    change: { before, from: "before", drainCommand: DRAIN },
  };
  return withWorkspace(async (workspace) => (await rehearse(after, workspace, props)).report);
}

/** The checks of the change itself. */
export function ofChange({ checks }: RehearsalReport): Pick<RehearsalReport, "checks"> {
  return { checks: checks.filter(({ kind }) => kind === "change") };
}
