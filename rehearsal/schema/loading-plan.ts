import { quoted } from "../apply/postgres-target";
import type { Substitution } from "../stack/substitutions";
import { edited, inDatabase, withoutAddress } from "./edits";
import { namedRoles } from "./named-roles";
import { omissionOf } from "./omissions";
import { changeOfRole, isOfRole } from "./role-statements";
import type { SchemaFile } from "./schema-file";
import type { Statement } from "./statements";
import { withoutCleaning } from "./without-cleaning";

/** Where a schema is loaded. */
export interface LoadingPlace {
  readonly database: string;
  /** Whom everything belongs to of which the file doesn't say it. */
  readonly owner: string;
  /** Who else things may belong to. @default - whoever the file says: it is the database of a DBA */
  readonly otherOwners?: readonly string[];
  /** Roles that the stack makes, but for owners. */
  readonly ownRoles: ReadonlySet<string>;
  /** Roles that are there. */
  readonly knownRoles: ReadonlySet<string>;
}

/** A statement as it is run. */
export interface Step {
  readonly line: number;
  readonly sql: string;
  readonly as: "owner" | "superuser";
}

/** What is run to load a file. */
export interface LoadingPlan {
  /** Roles that have to be made first, each with the line that names it first. */
  readonly roles: ReadonlyMap<string, number>;
  readonly steps: readonly Step[];
  /** What needs roles that the stack makes. */
  readonly afterwards: readonly Step[];
  readonly substitutions: readonly Substitution[];
}

/** What an owner can't do, or does in the name of others. */
const AS_SUPERUSER =
  /^(GRANT|REVOKE|COMMENT|SECURITY|ALTER\s+(DEFAULT|DATABASE)|(CREATE|ALTER)\s+(EXTENSION|EVENT|FOREIGN\s+DATA|SERVER|USER|ROLE|GROUP))\b|\sOWNER\s+TO\s/i;

/** Plans how a file is loaded: what is left out of it, whom what belongs to, and which roles it needs. */
export function loadingPlan(file: SchemaFile, place: LoadingPlace): LoadingPlan {
  const planner = new Planner(file, place);
  for (const statement of withoutCleaning(file.statements)) planner.add(statement);
  return planner.plan;
}

class Planner {
  private readonly roles = new Map<string, number>();
  private readonly steps: Step[] = [];
  private readonly afterwards: Step[] = [];
  private readonly substitutions: Substitution[] = [];
  /** Owners in the file whose objects belong to the described one here. */
  private readonly formerOwners: ReadonlySet<string>;

  constructor(
    private readonly file: SchemaFile,
    private readonly place: LoadingPlace,
  ) {
    this.formerOwners = formerOwners(file.statements, place);
    for (const name of this.formerOwners)
      this.substitutions.push({
        address: file.path,
        what: `an owner in ${file.path}`,
        from: name,
        to: place.owner,
      });
  }

  get plan(): LoadingPlan {
    const { roles, steps, afterwards, substitutions } = this;
    return { roles, steps, afterwards, substitutions };
  }

  add({ text, line }: Statement): void {
    const omission = omissionOf(text);
    if (omission) return void (omission.says && this.substitute(omission.says.what, omission.says.to, line));
    if (isOfRole(text)) return this.addRole(text, line);
    // A new database has its own.
    if (this.place.otherOwners && /^ALTER\s+SCHEMA\s+public\s+OWNER\b/i.test(text)) return;
    const sql = withoutAddress(text);
    if (sql !== text) this.substitute("where foreign servers are, and logins there", "nowhere", line);
    this.addStep(sql, line);
  }

  /** Roles are made first, so that making one is to change it. */
  private addRole(text: string, line: number): void {
    const [role] = namedRoles(text);
    if (!role || this.place.knownRoles.has(role.name) || this.formerOwners.has(role.name)) return;
    const change = changeOfRole(text);
    if (change) this.addStep(change, line);
    else if (!this.place.ownRoles.has(role.name)) this.needRole(role.name, line);
  }

  private addStep(text: string, line: number): void {
    const { ownRoles, database } = this.place;
    const roles = namedRoles(text).map((role) => ({ ...role, name: this.ownerInsteadOf(role.name) }));
    const edits = roles.map(({ name, start, end }) => ({ start, end, by: quoted(name) }));
    const as = AS_SUPERUSER.test(text) ? "superuser" : "owner";
    const step: Step = { line, sql: inDatabase(edited(text, edits), database), as };
    if (!roles.some(({ name }) => ownRoles.has(name))) {
      for (const { name } of roles) this.needRole(name, line);
      this.steps.push(step);
    } else if (/^(CREATE|ALTER)\s+POLICY\b/i.test(text)) this.afterwards.push(step);
    else this.substitute("what the stack's own roles have", "what the stack gives them", line);
  }

  private ownerInsteadOf(role: string): string {
    return this.formerOwners.has(role) ? this.place.owner : role;
  }

  private needRole(name: string, line: number): void {
    const isThere = this.place.knownRoles.has(name) || this.roles.has(name);
    // Those of PostgreSQL: whether it has them, it says itself.
    if (!isThere && !name.startsWith("pg_")) this.roles.set(name, line);
  }

  /** Says it once, of the first line. */
  private substitute(what: string, to: string, line: number): void {
    const { path } = this.file;
    if (this.substitutions.some((each) => each.what === what)) return;
    this.substitutions.push({ address: path, what, from: `${path}:${line}`, to });
  }
}

function formerOwners(
  statements: readonly Statement[],
  { owner, otherOwners }: LoadingPlace,
): ReadonlySet<string> {
  if (!otherOwners) return new Set();
  const staying = new Set([owner, ...otherOwners]);
  const names = statements
    .filter(({ text }) => /^ALTER\b[^]*\sOWNER\s+TO\s/i.test(text))
    .flatMap(({ text }) => namedRoles(text).map(({ name }) => name));
  return new Set(names.filter((name) => !staying.has(name) && !name.startsWith("pg_")));
}
