import type { AccessManifest } from "../../../constructs";
import type { Deployment } from "../../../contract/deployment";
import type { Outage } from "../outage";
import type { OutagePlan } from "../outage-plan";
import type { PairInTurn } from "../pair-in-turn";
import type { PasswordsWatch } from "../passwords-watch";
import type { PlayedWorkload } from "../played-workload";
import type { PostgresWitness } from "../postgres-witness";
import { leasesRenewed, replacedBeforeMaxTtl } from "./leases";
import type { Observation } from "./observation";
import { leftBehindIsGone } from "./outages";
import { noQueryFails } from "./queries";
import { pairRotatesInTurn, rotatesInTime } from "./rotations";
import { endsWithItsLeases, outlivesItsPeriods } from "./tokens";

export interface Observed {
  readonly deployment: Deployment;
  readonly factor: number;
  readonly workloads: readonly PlayedWorkload[];
  readonly passwords: readonly PasswordsWatch[];
  readonly pairs: readonly PairInTurn[];
  readonly plan: OutagePlan;
  readonly outage: Outage;
  readonly witness: PostgresWitness;
}

/** What a day of a stack has to show. */
export function observationsOf(observed: Observed): Observation[] {
  const { deployment, factor, workloads, pairs, plan, witness } = observed;
  return [
    ...workloads.flatMap((played) => [
      ...leasesOf(played, deployment.access, factor),
      tokenOf(played, observed),
      noQueryFails(played, witness),
    ]),
    ...single(observed).map((watch) => rotatesInTime(watch, deployment.access, factor)),
    ...pairs.map((turn) => pairRotatesInTurn(turn, factor)),
    ...plan.left.flatMap((left) => leftBehindIsGone(left, plan, factor)),
  ];
}

function leasesOf(played: PlayedWorkload, { roles }: AccessManifest, factor: number): Observation[] {
  const used = roles.filter(({ path }) => played.uses.includes(path));
  return used.flatMap((role) => [
    leasesRenewed(played, role, factor),
    replacedBeforeMaxTtl(played, role, factor),
  ]);
}

function tokenOf(played: PlayedWorkload, { deployment, outage, factor }: Observed): Observation {
  const { token } = played.workload;
  const { vault } = deployment;
  return token.kind === "periodic"
    ? outlivesItsPeriods(played, token, vault, factor)
    : endsWithItsLeases(played, token, vault, outage, factor);
}

/** Static roles that are not one of two. */
function single({ passwords, pairs }: Observed): PasswordsWatch[] {
  return passwords.filter((watch) => !pairs.some(({ both }) => both.includes(watch)));
}
