import type { GuardrailsDescription } from "../access/guardrails-description";
import type { Duration } from "../duration";
import type { RenderedStack } from "./rendered/rendered-stack";

/** How strict the guardrails of an environment are. */
export interface GuardrailProfile {
  /** No lease shorter than this. */
  readonly minTtl: Duration;
  /** No lease longer than this. */
  readonly maxTtl: Duration;
  /** How many audit devices, of different kinds. */
  readonly auditDevices: number;
  /** Whether Vault has to verify PostgreSQL's certificate, and who deploys has to reach both by TLS. */
  readonly verifiedTls: boolean;
  /** Whether Terraform's state has to be shared, locked and encrypted. */
  readonly remoteState: boolean;
  /** Whether Terraform has to refuse to destroy what holds data or leases. */
  readonly preventDestroy: boolean;
}

/** What a rule found, and where. */
export interface RuleFinding {
  /** The construct's path. */
  readonly path: string;
  readonly message: string;
}

/** One thing that every stack has to keep. Rules look at what was rendered, so an override doesn't get past them. */
export interface GuardrailRule {
  /** Named as the requirement. Stable. */
  readonly id: string;
  /** What has to be so. */
  readonly what: string;
  /** What happens otherwise. */
  readonly why: string;
  /** What to write instead. */
  readonly fix: string;
  check(stack: RenderedStack, settings: GuardrailsDescription): readonly RuleFinding[];
}
