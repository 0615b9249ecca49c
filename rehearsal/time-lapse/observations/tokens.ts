import type { TokenDescription } from "../../../constructs";
import type { VaultClient } from "../../../clients/vault-client";
import { Violation } from "../../../contract/check";
import type { RecordedBar } from "../lane-recorder";
import type { Outage } from "../outage";
import type { PlayedWorkload } from "../played-workload";
import { tooLong } from "../too-long";
import type { Observation } from "./observation";

type Periodic = Extract<TokenDescription, { kind: "periodic" }>;
type Bounded = Extract<TokenDescription, { kind: "bounded" }>;

/** A periodic token that is renewed lives on after its period, again and again. */
export function outlivesItsPeriods(
  { lane, about, clock }: PlayedWorkload,
  { period }: Periodic,
  vault: VaultClient,
  factor: number,
): Observation {
  const twice = 2 * period;
  const age = () => clock.now - (lane.tokens[0]?.from ?? clock.now);
  return {
    id: "token-outlives-its-periods",
    kind: "also",
    says: "token outlives its periods",
    about,
    notChecked: tooLong("twice its token's period", twice, factor),
    isDone: () => age() > twice + 1,
    result: async () => {
      const [token, another] = lane.tokens;
      if (!(await isTokenThere(vault, token)))
        throw new Violation("its first token is gone, though it is renewed");
      if (another) throw new Violation(`it had to log in ${lane.tokens.length} times`);
      const periods = Math.floor(age() / period);
      if (periods < 2)
        throw new Violation(`its token was renewed for ${Math.round(age())} played seconds only`);
      return `its token was renewed ${token?.renewals.length} times in ${periods} periods`;
    },
  };
}

/** A bounded token ends in spite of renewals, and with it each lease that it was issued, however long that would have lived. */
export function endsWithItsLeases(
  played: PlayedWorkload,
  { maxTtl }: Bounded,
  vault: VaultClient,
  outage: Pick<Outage, "doneAt">,
  factor: number,
): Observation {
  const { lane, about, clock } = played;
  const first = () => lane.tokens[0];
  const ended = () => lane.credentials.find(({ end }) => end === "with its token");
  const latest = (token: RecordedBar) => outage.doneAt(token.from + maxTtl) + LATE_S;
  return {
    id: "token-ends-with-its-leases",
    kind: "also",
    says: "token ends, and its leases with it",
    about,
    notChecked: tooLong("its token's max_ttl", maxTtl, factor),
    isDone: () => {
      const token = first();
      return !!token && clock.now > latest(token) && (!isLeasing(played) || !!ended());
    },
    result: async () => {
      if (await isTokenThere(vault, first())) throw new Violation("its token is there after its max_ttl");
      const late = lane.credentials.find(({ token, to }) => token && (to ?? clock.now) > latest(token));
      if (late) throw new Violation(`${late.label} outlived the token that it was issued to`);
      const one = ended();
      if (one) return `${one.label} ended with its token, before its lease did`;
      // Its code renews leases to the end, to show it; an agent doesn't.
      if (isLeasing(played)) throw new Violation("no lease ended with its token");
      return `its token ended after ${maxTtl} played seconds`;
    },
  };
}

/** How long after its token a lease may be found to be gone. */
const LATE_S = 4;

function isLeasing({ workload }: PlayedWorkload): boolean {
  return !workload.agent && workload.reads.some(({ kind }) => kind === "leased");
}

function isTokenThere(vault: VaultClient, token?: RecordedBar): Promise<boolean> {
  return vault.request("POST", "auth/token/lookup-accessor", { accessor: token?.id }).then(
    () => true,
    () => false,
  );
}
