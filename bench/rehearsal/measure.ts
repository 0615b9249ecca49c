import { environments } from "../../environments";
import { rehearse } from "../../rehearsal/rehearse";
import { withWorkspace } from "../../rehearsal/with-workspace";
import { VaultDatabaseStack } from "../../stacks/vault-database-stack";
import type { Results, Step } from "../results";
import { synthesized } from "../synthesized";

/** What is rehearsed: the reference deployment as it is in staging. */
const STACK = "staging";

/** How long each phase of a rehearsal takes, and the end of its servers. */
export async function measureRehearsal(): Promise<Pick<Results, "rehearsal" | "servers">> {
  const environment = environments.find(({ name }) => name === STACK)!;
  const stack = synthesized((app) => new VaultDatabaseStack(app, environment));
  const phases: Step[] = [];
  let begun = { what: "", at: 0 };
  const begin = (what: string) => {
    const at = performance.now();
    if (begun.what) phases.push({ what: begun.what, ms: Math.round(at - begun.at) });
    begun = { what, at };
  };
  const props = { postgres: 18, env: process.env, notify: begin, onCheck: () => undefined } as const;
  const report = await withWorkspace(async (workspace) => {
    const rehearsal = await rehearse(stack, workspace, props);
    begin("ending the servers");
    return rehearsal.report;
  });
  begin("");
  const { vault, postgres } = report.servers;
  const servers = { vault: `${vault.product} ${vault.version}`, postgres: postgres.version };
  return { servers, rehearsal: { stack: STACK, checks: report.passed, phases } };
}
