import type { RoleDescription } from "../../../constructs";
import { Violation } from "../../../contract/check";
import type { RecordedBar } from "../lane-recorder";
import type { PlayedWorkload } from "../played-workload";
import { tooLong } from "../too-long";
import { endsWithToken } from "./ends-with-token";
import type { Observation } from "./observation";

/** How much longer than its TTL a lease has to be there to have been renewed, and how late its end may be seen. */
const LEEWAY_S = 1;

/** Its leases are renewed, and live longer than without. */
export function leasesRenewed(played: PlayedWorkload, role: RoleDescription, factor: number): Observation {
  const renewed = () =>
    leasesOf(played, role).filter(
      ({ renewals, from, to }) =>
        renewals.length && (to ?? played.clock.now) > from + role.defaultTtl + LEEWAY_S,
    );
  const isRenewable = role.maxTtl > role.defaultTtl;
  return {
    id: "leases-are-renewed",
    kind: "lease",
    says: "is renewed",
    about: { ...played.about, object: role.path },
    notChecked: isRenewable
      ? (endsWithToken(played.workload.token, role.defaultTtl + LEEWAY_S) ??
        tooLong("its default_ttl", role.defaultTtl, factor))
      : "its max_ttl is its default_ttl",
    isDone: () => renewed().length > 0,
    result: () => {
      const [one] = renewed();
      if (!one) throw new Violation(`no lease outlived its default_ttl of ${role.defaultTtl} played seconds`);
      const times = one.renewals.length;
      return `${one.label} was renewed ${times === 1 ? "once" : `${times} times`}`;
    },
  };
}

/** A lease ends at max_ttl, and before that another one has taken its place. */
export function replacedBeforeMaxTtl(
  played: PlayedWorkload,
  role: RoleDescription,
  factor: number,
): Observation {
  const ended = () =>
    leasesOf(played, role).filter(
      ({ from, to, end }) => end === "max_ttl" && to !== undefined && to >= from + role.maxTtl - LEEWAY_S,
    );
  return {
    id: "replaced-before-max-ttl",
    kind: "lease",
    says: "is replaced before max_ttl",
    about: { ...played.about, object: role.path },
    notChecked:
      endsWithToken(played.workload.token, role.maxTtl) ?? tooLong("its max_ttl", role.maxTtl, factor),
    isDone: () => ended().length > 0,
    result: () => {
      const [one] = ended();
      if (!one)
        throw new Violation(`no lease was seen to end at its max_ttl of ${role.maxTtl} played seconds`);
      const next = leasesOf(played, role).find(({ from }) => from > one.from && from < (one.to as number));
      if (!next) throw new Violation(`${one.label} ended at its max_ttl before there was another one`);
      const left = Math.max(0, one.from + role.maxTtl - next.from);
      return `${one.label} ended at its max_ttl; ${next.label} had been there for ${Math.round(left)} played seconds`;
    },
  };
}

function leasesOf({ lane }: PlayedWorkload, { path }: RoleDescription): RecordedBar[] {
  return lane.credentials.filter(({ of, id }) => of === path && id);
}
