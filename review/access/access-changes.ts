import { workloadName } from "../../constructs/access/access-facts";
import type { AccessManifest, WorkloadDescription } from "../../constructs/access/access-manifest";
import { databaseName } from "../../constructs/access/postgres-facts";
import type { AccessRow } from "./access-row";
import { type Broadening, type ComparedAccess, gainsOf } from "./compared-access";
import { type CredentialDescription, credentialsOf, untilOf } from "./credential";
import { grantsOf } from "./grant";
import { fewGrantsInWords } from "./grants-in-words";

/** What is compared, with what is less. */
interface Sides extends ComparedAccess {
  /** What somebody loses. What is another one in both directions is a gain. */
  readonly losses: readonly Broadening[];
}

/** Who gains, loses or changes what: a row for each reader of a credential, and for whatever else somebody gains or loses. */
export function accessChanges(compared: ComparedAccess): AccessRow[] {
  const { was, is, gains } = compared;
  const isGain = (loss: Broadening) => gains.some((gain) => placeOf(gain) === placeOf(loss));
  const losses = gainsOf(is, was).filter((loss) => !isGain(loss));
  const sides = { ...compared, losses };
  const readers = readings(sides).map((reading) => ({ reading, row: readingRow(reading, sides) }));
  const isTold = (gain: Broadening) => readers.some(({ reading }) => isAbout(gain, reading));
  return [
    ...readers.flatMap(({ row }) => row ?? []),
    ...gains.filter((gain) => !isTold(gain)).map((gain) => gainRow(gain)),
    ...losses.filter((loss) => !isTold(loss)).map((loss) => lossRow(loss)),
  ];
}

/** What is gained and lost in the same place: of two privileges each is told. */
function placeOf({ rule, who, on, was, what }: Broadening): string {
  return JSON.stringify([rule.id, who, on, was === undefined ? what : ""]);
}

/** A workload that reads a credential, before or after. */
interface Reading {
  readonly who: string;
  readonly path: string;
}

function readings({ was, is }: Sides): Reading[] {
  const all = [is, was].flatMap(({ workloads }) =>
    workloads.flatMap((workload) =>
      workload.reads.map(({ path }) => JSON.stringify({ who: workloadName(workload), path })),
    ),
  );
  return [...new Set(all)].map((each) => JSON.parse(each) as Reading);
}

function isAbout({ who, credential }: Broadening, reading: Reading): boolean {
  return credential === reading.path && [reading.who, `whoever reads ${reading.path}`].includes(who);
}

function readingRow(reading: Reading, sides: Sides): AccessRow | undefined {
  const { was, is, gains, losses } = sides;
  const [before, after] = [was, is].map((access) => readingIn(reading, access));
  const gained = gains.filter((gain) => isAbout(gain, reading));
  const broadens = [...new Set(gained.map(({ rule }) => rule.id))].join(", ");
  const marked = broadens ? { broadens } : {};
  const { who } = reading;
  const on = `${(after ?? before)?.on}${formerly(reading, sides)}`;
  if (!before && after) return { change: "+", who, ...after, on, ...marked };
  if (before && !after) return { change: "-", who, ...before, on };
  const lost = losses.filter((loss) => isAbout(loss, reading));
  const may = [...gained, ...lost].filter(isOfMay).map((each) => wordsOf(each, lost.includes(each)));
  const until = before?.until === after?.until ? after?.until : `${after?.until} instead of ${before?.until}`;
  if (!gained.length && !lost.length && before?.until === after?.until && on === after?.on) return undefined;
  return { change: "±", who, on, may: may.join("; ") || "the same", until: until ?? "", ...marked };
}

/** What it was called before. */
function formerly({ who, path }: Reading, { renames }: Sides): string {
  const old = [...renames].filter(([, name]) => name === who || name === path).map(([before]) => before);
  return old.length ? `, until now ${old.join(", ")}` : "";
}

/** How long something is of use has a column of its own. */
function isOfMay({ rule }: Broadening): boolean {
  return !["longer-lease", "slower-rotation"].includes(rule.id);
}

function readingIn(
  { who, path }: Reading,
  access: AccessManifest,
): Pick<AccessRow, "on" | "may" | "until"> | undefined {
  const reads = ({ reads: all, ...workload }: WorkloadDescription) =>
    workloadName(workload) === who && all.some((each) => each.path === path);
  if (!access.workloads.some(reads)) return undefined;
  const credential = credentialsOf(access).find((each) => each.path === path);
  return credential ? credentialIn(credential, access) : { on: path, may: "not described here", until: "" };
}

function credentialIn(credential: CredentialDescription, access: AccessManifest) {
  return {
    on: `${databaseName(credential.database)} by ${credential.path}`,
    may: fewGrantsInWords(grantsOf(credential, access)),
    until: untilOf(credential),
  };
}

function wordsOf({ what, was }: Broadening, isLost: boolean): string {
  if (was === undefined) return isLost ? `no more ${what}` : what;
  return isLost ? `${was} instead of ${what}` : `${what} instead of ${was}`;
}

function gainRow(gain: Broadening): AccessRow {
  const { who, on, was, rule } = gain;
  return {
    change: was === undefined ? "+" : "±",
    who,
    on,
    may: wordsOf(gain, false),
    until: "",
    broadens: rule.id,
  };
}

function lossRow(loss: Broadening): AccessRow {
  const { who, on, was, what } = loss;
  return was === undefined
    ? { change: "-", who, on, may: what, until: "" }
    : { change: "±", who, on, may: wordsOf(loss, true), until: "" };
}
