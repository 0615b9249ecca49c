import type { AgentTemplateDescription } from "./agent-description";
import type { OperatorDescription, PodsDescription } from "./kubernetes-description";

/** The agent injector, which puts an agent into each pod that is annotated so. */
export interface InjectorDescription extends OperatorDescription {
  /** Whose injector it is: each reads annotations of its own. */
  readonly product: "vault" | "openbao";
  /** The pods that are annotated. */
  readonly pods: PodsDescription;
  /** How long one of them runs, in seconds, after which it is ended: its agent ends before it starts. @default - as long as it is there, beside its agent */
  readonly longest?: number;
  /** The ID of the user as whom a pod and its agent run. */
  readonly user: number;
  /** How long after a pod is told to end its token is revoked, in seconds. @default - never: what it has ends by itself */
  readonly revokeAfter?: number;
  /** The files that the agent writes. */
  readonly templates: readonly AgentTemplateDescription[];
}
