import type { Effect } from "../../constructs/access/access-change";
import type { ResourceChange } from "../apply/applier";

/** What a change does to a stack that is in use. Holds no secret. */
export interface ChangeReport {
  /** What it is a change from, as `--from` names it. */
  readonly from: string;
  /** `after draining`: a server refused something until what was leased of roles that go was revoked. */
  readonly outcome: "applied" | "applied after draining" | "refused";
  /** What was made, changed, replaced and destroyed, in its order. */
  readonly changes: readonly ResourceChange[];
  /** What servers refused: at first, or again when what goes was revoked, as far as it could be. */
  readonly refused: readonly RefusedChange[];
  /** What to run before the change, where that helps. @default - nothing */
  readonly command?: string;
  /** What everybody had, and what became of it. */
  readonly credentials: readonly CredentialChange[];
  /** Who had logged in. */
  readonly workloads: readonly WorkloadChange[];
}

/** A resource that a server refused. */
export interface RefusedChange {
  readonly address: string;
  /** In the server's words. */
  readonly message: string;
  /** The roles of which something was leased that was the reason. */
  readonly inTheWay: readonly string[];
}

/** A credential that somebody had during the change. */
export interface CredentialChange {
  /** `database/creds/app-readonly` */
  readonly path: string;
  /** Who had it. @default - nobody who is described reads it */
  readonly reader?: string;
  /** What the change is to do to it. */
  readonly effect: Effect;
  /** What differs, one sentence each. */
  readonly because: readonly string[];
  /** Whether its user could still log in when the change was applied. */
  readonly logsIn: boolean;
  /** How long its lease may have lasted then, in seconds, where nobody renewed it. @default - it isn't leased */
  readonly lasts?: number;
  readonly sessions: { readonly open: number; readonly ended: number };
  readonly queries: { readonly answered: number; readonly refused: number; readonly failed: number };
}

/** A workload that had logged in before the change. */
export interface WorkloadChange {
  /** `myapp (approle at approle)` */
  readonly workload: string;
  readonly effect: Effect;
  readonly because: readonly string[];
  /** Whether Vault still took its token when the change was applied. */
  readonly hasToken: boolean;
}
