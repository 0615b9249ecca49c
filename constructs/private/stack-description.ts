import { type TerraformElement, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import type { GuardrailsDescription } from "../access/guardrails-description";
import type { Lists } from "../access/lists";
import type { Credential } from "../../policies/credential-rules";
import type { StackWork, WorkRule } from "../access/operated-stack";
import type { EncryptionKey } from "../../policies/encryption-rules";
import type { LoginMaterial } from "../../policies/login-material-rules";
import type { Finding } from "../finding";
import type { DescribedResource } from "../guardrails/rendered/undescribed";
import { checkAtSynthesis } from "./synthesis";

/** A finding before it knows its construct. */
export interface Problem extends Omit<Finding, "path"> {
  /** The guardrail that finds the same in what is rendered. It doesn't say so again, here and below. @default - none does */
  readonly guardrail?: string;
}

/** A name on a server, and whose it is. */
export interface Claim {
  readonly kind: string;
  readonly name: string;
  readonly construct: IConstruct;
}

/** A construct that wanted a name, and whoever had it. */
export type Clash = readonly [construct: IConstruct, owner: IConstruct];

/** What a workload was granted, by the path that it is read or made at. */
export interface Grants {
  readonly reads: Map<string, Credential>;
  /** What others log in with. */
  readonly makes: Map<string, LoginMaterial>;
  /** Keys, by mount and name. */
  readonly encrypts: Map<string, EncryptionKey>;
  /** Stacks that it works on, by the work and the stack's name. */
  readonly operates: Map<string, GrantedWork>;
}

/** A stack that a workload works on. */
export interface GrantedWork {
  readonly stack: TerraformStack;
  readonly work: StackWork;
  /** What that needs in Vault, as the stack is described now. */
  readonly rules: () => readonly WorkRule[];
}

/** A file that synthesis writes next to the stack's `cdk.tf.json`. Both are evaluated at synthesis, when the stack is complete. */
export interface StackFile {
  readonly name: () => string;
  readonly text: () => string;
}

const known = new WeakMap<TerraformStack, StackDescription>();

/** What constructs of this library say about a stack until it is synthesized. Each part has a module that fills it. */
export class StackDescription {
  /** The description of the stack that a construct is in. */
  static of(construct: IConstruct): StackDescription {
    const stack = TerraformStack.of(construct);
    return known.get(stack) ?? new StackDescription(stack);
  }

  /** Entries of `access.json`, by the list they are in. */
  readonly entries: { [List in keyof Lists]?: (() => Lists[List][number])[] } = {};
  /** What is wrong with props, by construct. */
  readonly problems: { readonly construct: IConstruct; readonly problems: () => readonly Problem[] }[] = [];
  /** Names that are taken on servers, by kind and name. */
  readonly claims = new Map<string, Map<string, Claim>>();
  readonly clashes: Clash[] = [];
  /** What workloads may read and make. */
  readonly grants = new Map<IConstruct, Grants>();
  /** What constructs of this library wrote, with tokens that are still to be resolved. */
  readonly written = new Map<TerraformElement, Pick<DescribedResource, "type" | "attributes">>();
  /** Its guardrails: how strict they are, and what they find in what is rendered. */
  guardrails?: { readonly settings: GuardrailsDescription; readonly findings: () => readonly Finding[] };
  readonly files: StackFile[] = [];
  private readonly known = new Map<unknown, unknown>();
  private checked = false;

  private constructor(readonly stack: TerraformStack) {
    known.set(stack, this);
    checkAtSynthesis(this, (other) => known.get(other));
  }

  /** Whether this synthesis has looked for findings already: the stack is complete. */
  get isChecked(): boolean {
    return this.checked;
  }

  set isChecked(isChecked: boolean) {
    this.checked = isChecked;
    this.forget();
  }

  /** What a function says of the stack. While that is complete, it is asked once: it takes as long as the stack is large. */
  once<Result>(ask: (description: StackDescription) => Result): Result {
    if (!this.checked) return ask(this);
    if (!this.known.has(ask)) this.known.set(ask, ask(this));
    return this.known.get(ask) as Result;
  }

  /** Whether that is known. */
  knows(ask: (description: StackDescription) => unknown): boolean {
    return this.known.has(ask);
  }

  /** The stack may be another one from now on. */
  forget(): void {
    this.known.clear();
  }
}
