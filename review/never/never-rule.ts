/** What may never be done, from less to more. Whoever owns something may do all of it. */
export const VERBS = ["read", "write", "change", "own"] as const;

export type Verb = (typeof VERBS)[number];

/** `nobody but dba may write appdb.public.salary` */
export interface NeverRule {
  /** Its line in the file, from 1. */
  readonly line: number;
  /** As it is written, without a comment. */
  readonly text: string;
  /** Who may: names of workloads, of credentials, of accounts for emergencies, of other logins. */
  readonly except: readonly string[];
  readonly verb: Verb;
  readonly object: ObjectName;
}

/** A database, or something in it. Whatever it leaves out is all of it. */
export interface ObjectName {
  /** @default - the only one that has such a database */
  readonly server?: string;
  readonly database: string;
  readonly schema?: string;
  /** A table or a view; a sequence, where a privilege set names it as one. */
  readonly object?: string;
  readonly column?: string;
}

/** What is wrong with a line of the file. */
export interface LineError {
  readonly line: number;
  readonly reason: string;
}

/** A file of rules can't be kept as it is written. */
export class NeverRulesError extends Error {
  readonly problem: string;
  readonly advice = "See docs/gates.md for what a rule can say.";

  constructor(errors: readonly LineError[]) {
    const lines = [...errors].sort((a, b) => a.line - b.line);
    const problem = lines.map(({ line, reason }) => `line ${line}: ${reason}`).join("\n");
    super(problem);
    this.problem = problem;
    this.name = "NeverRulesError";
  }
}
