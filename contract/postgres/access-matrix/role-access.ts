import type { Session } from "../../../clients/postgres-session";
import type { Access, ColumnAccess } from "./access-matrix";
import type { GrantedOn } from "./granted";
import { privilegesOn } from "./kinds";
import type { DatabaseObject } from "./objects";
import { columnStatementFor, statementFor } from "./statements";
import { type Tried, tryStatements } from "./try-statements";

/** What one role may do, object by object, in the order of the objects. */
export interface RoleAccess {
  readonly cells: readonly Cell[];
  /** How many acts were tried, and how many the catalogs alone tell. */
  readonly tried: number;
  readonly byCatalogs: number;
}

/** A cell, but for its row. */
export type Cell = Omit<Access, "role">;

/** What a role may do as the catalogs say. */
export function accessByCatalogs(objects: readonly DatabaseObject[], grantedOn: GrantedOn): RoleAccess {
  const cells = objects.map((object) => {
    const { privileges, columns } = grantedOn(object);
    return { may: privileges, ...(columns.length && { columns }) };
  });
  const byCatalogs = objects.reduce((sum, { kind }) => sum + privilegesOn(kind).length, 0);
  return { cells, tried: 0, byCatalogs };
}

/**
 * What a role may do as it comes out when its user tries it.
 *
 * @param session of its user
 */
export async function accessByTrying(
  objects: readonly DatabaseObject[],
  grantedOn: GrantedOn,
  session: Session,
): Promise<RoleAccess> {
  const acts = withoutExpensive(objects.map((object) => actsOn(object, grantedOn)));
  const tried = acts.flat().filter(({ statement }) => statement !== undefined);
  const outcomes = await tryStatements(
    session,
    tried.map(({ statement }) => statement!),
  );
  const outcomeOf = new Map(tried.map((act, index) => [act, outcomes[index]]));
  const results = acts.map((own) => own.map((act) => resultOf(act, outcomeOf.get(act))));
  const count = (isTried: boolean) => results.flat().filter((result) => result.isTried === isTried).length;
  return { cells: results.map(cellOf), tried: count(true), byCatalogs: count(false) };
}

/** One privilege on an object, or on some of its columns. */
interface Act {
  readonly object: DatabaseObject;
  readonly privilege: string;
  readonly columns?: readonly string[];
  readonly isGranted: boolean;
  readonly statement?: string;
}

function actsOn(object: DatabaseObject, grantedOn: GrantedOn): Act[] {
  const { privileges, columns } = grantedOn(object);
  return [
    ...privilegesOn(object.kind).map((privilege) => ({
      object,
      privilege,
      isGranted: privileges.includes(privilege),
      // Who may insert into one column may insert defaults into all.
      statement: columns.some((each) => each.privilege === privilege)
        ? undefined
        : statementFor(object, privilege),
    })),
    ...columns.map((each) => ({
      object,
      ...each,
      isGranted: true,
      statement: columnStatementFor(object, each),
    })),
  ];
}

/** So many tables are truncated. Each takes some milliseconds, as files are made for it. */
const MOST_TRUNCATED = 100;

function withoutExpensive(acts: readonly Act[][]): Act[][] {
  let truncated = 0;
  return acts.map((own) =>
    own.map((act) =>
      act.privilege === "TRUNCATE" && act.isGranted && ++truncated > MOST_TRUNCATED
        ? { ...act, statement: undefined }
        : act,
    ),
  );
}

interface Result {
  readonly act: Act;
  readonly isAllowed: boolean;
  readonly isTried: boolean;
  /** Why it was refused. */
  readonly because?: string;
}

/**
 * What came of trying. An error of data, of a constraint, or of what a trigger raises comes after privileges have been
 * looked at; of any other one the catalogs tell.
 */
function resultOf(act: Act, outcome: Tried | undefined): Result {
  const { isGranted, object } = act;
  if (!outcome) return { act, isAllowed: isGranted, isTried: false };
  const { code, message } = outcome;
  if (code === "00000") return { act, isAllowed: true, isTried: true };
  if (isRefusal(outcome)) return { act, isAllowed: false, isTried: true, because: message };
  return { act, isAllowed: isGranted, isTried: isGranted && isLater(code, object) };
}

/** The row that its table's policies refuse is one of nothing but defaults. */
function isRefusal({ code, message }: Tried): boolean {
  return code === "42501" && !message.startsWith("new row violates row-level security policy");
}

function isLater(code: string, { kind }: DatabaseObject): boolean {
  // Of a table that others refer to, and of a materialized view without data. A view refuses writes before.
  const ofObjects = kind === "view" ? /^$/ : /^(0A000|55000)$/;
  return /^(22|23|42501|P0)/.test(code) || ofObjects.test(code);
}

function cellOf(results: readonly Result[]): Cell {
  const allowed = results.filter(({ isAllowed }) => isAllowed).map(({ act }) => act);
  const columns = allowed.flatMap(({ privilege, columns: names }): ColumnAccess[] =>
    names ? [{ privilege, columns: names }] : [],
  );
  const refused = results
    .filter(({ act, isAllowed }) => act.isGranted && !isAllowed)
    .map(({ act, because = "" }) => ({ privilege: act.privilege, because }));
  const byCatalogs = results
    .filter(({ act, isTried }) => act.statement !== undefined && !isTried)
    .map(({ act }) => act.privilege);
  return {
    may: allowed.filter((act) => !act.columns).map(({ privilege }) => privilege),
    ...(columns.length && { columns }),
    ...(refused.length && { refused }),
    ...(byCatalogs.length && { byCatalogs }),
  };
}
