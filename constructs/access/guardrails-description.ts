/** How strict the guardrails of a stack are: what `Guardrails.attach` was given. */
export interface GuardrailsDescription {
  /** The stack's construct path, where findings are that are about no other construct. */
  readonly path: string;
  /** No lease shorter than this. */
  readonly minTtl: number;
  /** No lease longer than this. */
  readonly maxTtl: number;
  /** How many audit devices, of different kinds. */
  readonly auditDevices: number;
  /** Whether Vault has to verify PostgreSQL's certificate, and who deploys has to reach both by TLS. */
  readonly verifiedTls: boolean;
  /** Whether Terraform's state has to be shared, locked and encrypted. */
  readonly remoteState: boolean;
  /** Whether Terraform has to refuse to destroy what holds data or leases. */
  readonly preventDestroy: boolean;
  /** Rules that are not the library's. They are checked where the stack is synthesized alone. @default - there are none */
  readonly ownRules?: readonly OwnRuleDescription[];
}

/** A rule that somebody wrote for stacks of their own. */
export interface OwnRuleDescription {
  readonly id: string;
  /** What has to be so. */
  readonly what: string;
}

/** Something of Vault's or PostgreSQL's provider that no construct of this library wrote: by hand, or by an override. */
export interface UndescribedDescription {
  /** The construct it is in; the stack and its address where there is none. */
  readonly path: string;
  /** What it is: `vault_policy`, `data vault_kv_secret_v2`, `provider vault.other`, `module vault`. */
  readonly what: string;
  /** Of a resource that a construct of this library wrote: the argument that is something else now. */
  readonly argument?: string;
  /** What that construct wrote, where it wrote it. */
  readonly written?: string;
  /** The beginning of the SHA-256 of what it is now, without secrets: another content is another one. @default - it is taken out */
  readonly content?: string;
  /** Whether what is described stays as it is or has less: a description, a limit. Then nobody has to accept it. */
  readonly harmless: boolean;
}

/** A guardrail's finding that somebody accepted, and why. */
export interface AcknowledgementDescription {
  /** The rule's name. */
  readonly rule: string;
  /** The construct it is accepted for, and all below; after it in brackets the one argument, where it is for one. */
  readonly path: string;
  readonly reason: string;
}
