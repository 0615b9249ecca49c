import type { EngineDescription } from "../../../constructs/access/access-manifest";
import { leases } from "../../../constructs/access/fact";
import { databaseName } from "../../../constructs/access/postgres-facts";
import { isMore, kept } from "./compared";
import type { BroadeningRule } from "./rule";

export const longerLease: BroadeningRule = {
  id: "longer-lease",
  what: "A lease lives longer",
  why: "Whoever has it may go on for as long, after its workload may no longer read it.",
  gains: (before, after) => [
    ...kept(before.roles, after.roles, ({ path }) => path).flatMap(({ was, is }) =>
      isMore(was.defaultTtl, is.defaultTtl) || isMore(was.maxTtl, is.maxTtl)
        ? [
            {
              who: `whoever reads ${is.path}`,
              what: leases(is.defaultTtl, is.maxTtl),
              was: leases(was.defaultTtl, was.maxTtl),
              on: databaseName(is.database),
              credential: is.path,
            },
          ]
        : [],
    ),
    ...kept(before.engines, after.engines, ({ path }) => path)
      .filter(
        ({ was, is }) =>
          isMoreOfEngine(was.defaultLeaseTtl, is.defaultLeaseTtl) ||
          isMoreOfEngine(was.maxLeaseTtl, is.maxLeaseTtl),
      )
      .map(({ was, is }) => ({
        who: `whoever reads credentials of engine ${is.path}`,
        what: ofEngine(is),
        was: ofEngine(was),
        on: `engine ${is.path}`,
      })),
  ],
};

/** What isn't described can be anything. */
function isMoreOfEngine(was: number | undefined, is: number | undefined): boolean {
  return was !== undefined && (is === undefined || isMore(was, is));
}

function ofEngine({ defaultLeaseTtl: ttl, maxLeaseTtl: maxTtl }: EngineDescription): string {
  return ttl === undefined || maxTtl === undefined
    ? "leases of a length that isn't described"
    : leases(ttl, maxTtl);
}
