/** SQL for the OIDs of what an aggregate of `pg_proc` calls, for which its owner has to be let through, and not its caller. */
export const partsOf = (routine: string) => `SELECT part FROM pg_aggregate,
    unnest(ARRAY[aggtransfn, aggfinalfn, aggcombinefn, aggmtransfn, aggminvtransfn, aggmfinalfn]::oid[]) part
    WHERE aggfnoid = ${routine}.oid`;

/** SQL for whether a routine can do more than its caller: a procedure, what runs as its owner, and an aggregate of that. */
export const canDoMore = (routine: string) =>
  `(${routine}.prosecdef OR ${routine}.prokind = 'p' OR EXISTS (SELECT FROM pg_proc own WHERE own.prosecdef AND own.oid IN (${partsOf(routine)})))`;
