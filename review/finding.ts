import { createHash } from "node:crypto";
import { shortened, withShortLists } from "./quoted";

/**
 * What somebody has to decide who lets a change through.
 *
 * - `unknown`: nobody can say what it does.
 * - `forbidden`: it breaks a rule that always holds.
 * - `destroys`: data goes that no apply brings back.
 * - `fails`: a rehearsal of it went wrong.
 * - `ends-sessions`: something that runs is cut off, or can't go on when its lease ends.
 * - `broadens`: somebody may do more.
 * - `undescribed`: it changes what is described nowhere, so nobody here can say whether somebody may do more.
 * - `approval`: an approval that does not hold.
 */
export type FindingKind =
  "unknown" | "forbidden" | "destroys" | "fails" | "ends-sessions" | "broadens" | "undescribed" | "approval";

/** One thing that a change does and that somebody has to decide. Holds no secret. */
export interface ReviewFinding {
  /** `<rule>-<16 hex digits>`: what an approval names. Another one as soon as the finding is another one in anything. */
  readonly id: string;
  /** Which rule found it. */
  readonly rule: string;
  /** Whom or what it is about: `database/creds/app-readonly`. */
  readonly subject: string;
  /** What it does, whole, in words for a reviewer, without a full stop. Names stand between backticks: `quoted` puts them there. */
  readonly sentence: string;
  readonly kind: FindingKind;
  /** What goes before the apply: leases are drained, or the generation of the root password is raised. @default - nothing */
  readonly remedy?: "drain" | "generation";
}

/** A finding before it has its ID. */
export interface UnnamedFinding extends Omit<ReviewFinding, "id"> {
  /** What it is about besides, that is not shown: as JSON. @default - the sentence says all of it */
  readonly content?: unknown;
}

const APPROVABLE: readonly FindingKind[] = ["destroys", "ends-sessions", "broadens", "undescribed"];

/** Whether somebody may let it through: nobody lets through what breaks a rule, fails, or can't be told. */
export function isApprovable({ kind }: Pick<ReviewFinding, "kind">): boolean {
  return APPROVABLE.includes(kind);
}

/** So many that nobody finds a name by which one finding gets the ID of another that is approved. */
const DIGITS = 16;

/** What an ID is. */
export const FINDING_ID = new RegExp(`^[a-z-]+-[0-9a-f]{${DIGITS}}$`);

/** A finding, with the ID that it is known by: it is made of all that the finding says, however much of it is shown. */
export function reviewFinding({ content, ...finding }: UnnamedFinding): ReviewFinding {
  const { rule, subject, sentence, kind, remedy } = finding;
  const hash = createHash("sha256")
    .update(JSON.stringify([rule, subject, sentence, kind, remedy ?? "", content ?? ""]))
    .digest("hex");
  return { id: `${rule}-${hash.slice(0, DIGITS)}`, ...finding };
}

/** The longest sentence that is read at a glance. */
const LONGEST = 240;

/** What it does, without what follows the first semicolon that is not in a name: who reads it, what else there is. */
export function inShort({ kind, sentence }: Pick<ReviewFinding, "kind" | "sentence">): string {
  const short =
    kind === "broadens" ? sentence : withShortNames(/^(?:`[^`]*`|[^`;])*/.exec(sentence)?.[0] ?? sentence);
  const cut = [...short].slice(0, LONGEST).join("");
  if (cut === short) return short;
  // A name that is cut off stays one.
  return `${cut}…${cut.split("`").length % 2 ? "" : "`"}`;
}

function withShortNames(sentence: string): string {
  return withShortLists(sentence).replace(/`([^`]*)`/g, (_, name: string) => `\`${shortened(name)}\``);
}
