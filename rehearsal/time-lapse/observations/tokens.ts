import type { TokenDescription } from "../../../constructs";
import type { VaultClient } from "../../../clients/vault-client";
import { Violation } from "../../../contract/check";
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
    notTried: tooLong("twice its token's period", twice, factor),
    isDone: () => age() > twice + 1,
    result: async () => {
      const [token, another] = lane.tokens;
      const isThere = await vault.request("POST", "auth/token/lookup-accessor", { accessor: token?.id }).then(
        () => true,
        () => false,
      );
      if (!isThere) throw new Violation("its first token is gone, though it is renewed");
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
  { lane, about }: PlayedWorkload,
  { maxTtl }: Bounded,
  factor: number,
): Observation {
  const ended = () => lane.credentials.filter(({ end }) => end === "with its token");
  const outlived = () =>
    lane.credentials.filter(({ token, to }) => token && to !== undefined && to > token.from + maxTtl + 4);
  return {
    id: "token-ends-with-its-leases",
    kind: "also",
    says: "token ends, and its leases with it",
    about,
    notTried: tooLong("its token's max_ttl", maxTtl, factor),
    isDone: () => ended().length > 0,
    result: () => {
      const [one] = ended();
      const [late] = outlived();
      if (late) throw new Violation(`${late.label} outlived the token that it was issued to`);
      if (!one) throw new Violation("no lease ended with its token");
      return `${one.label} ended with its token, before its lease did`;
    },
  };
}
