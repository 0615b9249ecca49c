import { readFileSync } from "node:fs";
import { resolve as resolvePath } from "node:path";
import { isForTheUser } from "../../clients/could-not-tell";
import { inOrder } from "../stack/order";
import { PlannedArguments } from "../stack/planned-arguments";
import type { SynthesizedStack } from "../stack/synthesized-stack";
import type { Resource } from "../../constructs/guardrails/rendered/resources";
import type { VaultClient } from "../../clients/vault-client";
import { type AppliedStack, type Applier, ApplyError, type ResourceChange } from "./applier";
import { AppliedResources } from "./applied-resources";
import { type ChangeStep, changeSteps } from "./change-steps";
import { evaluate, type Reference } from "../../constructs/guardrails/rendered/expressions";
import { type Arguments, type Handler, META_ARGUMENTS, type Targets } from "./handler";
import { readArguments } from "./kinds";
import { HANDLERS } from "./handlers";
import {
  destruction,
  destructionOfReplaced,
  ignoredOf,
  type PlannedChange,
  plannedChanges,
  withKept,
} from "./planned-changes";
import type { PostgresTarget } from "./postgres-target";
import { Turns } from "./turns";

export interface DirectApplierProps {
  /** Vault, as the deployer. */
  readonly vault: VaultClient;
  /** The server of a provider: `postgresql`, or `postgresql.<alias>`. */
  postgresOf(provider: string): PostgresTarget;
  /** The values of Terraform's variables. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** Called before a resource is made or changed. */
  readonly before?: (resource: Resource) => Promise<void>;
}

/** Applies stacks without Terraform: every type of resource has its handler. */
export class DirectApplier implements Applier {
  /** Whose turn it is at Vault. */
  private readonly turns = new Turns();
  /** The servers that it has sessions at. */
  private readonly sessions = new Set<PostgresTarget>();

  constructor(
    private readonly props: DirectApplierProps,
    private readonly applied = new AppliedResources(),
  ) {}

  /** One that goes on from what this one has applied: with the same stack, in which something was changed. */
  following(props: DirectApplierProps): DirectApplier {
    return new DirectApplier(props, this.applied);
  }

  async apply(stack: SynthesizedStack): Promise<AppliedStack> {
    await this.refresh();
    const planned = new PlannedArguments(stack, (reference) => this.given(reference, stack));
    const argumentsOf = (resource: Resource) => this.readable(resource, planned.of(resource));
    const changes = plannedChanges(stack.resources, this.applied.current, argumentsOf);
    return this.run([...changes, ...this.applied.deposed.map(destructionOfReplaced)], stack);
  }

  async destroy(): Promise<AppliedStack> {
    await this.refresh();
    const { current, deposed } = this.applied;
    return this.run([...current.map(destruction), ...deposed.map(destructionOfReplaced)]);
  }

  /** Reads what is there, as Terraform does before it plans. */
  private async refresh(): Promise<void> {
    const steps = this.applied.current.map((before) => ({
      name: before.resource.address,
      after: [],
      before,
    }));
    const failures = await inOrder(steps, async ({ before }) => {
      const { resource, args } = before;
      const found = await this.handle(resource, ({ read }, targets) => read(args, targets));
      this.applied.found(before, found);
    });
    expectDone([...failures].map(([{ before }, error]) => refusal(before.resource, error)));
  }

  private async run(changes: readonly PlannedChange[], stack?: SynthesizedStack): Promise<AppliedStack> {
    const steps = changeSteps(changes);
    const begun = new Set<ChangeStep>();
    const failures = await inOrder(steps, async (step) => {
      begun.add(step);
      if (step.destroys) await this.destroyOne(step.change);
      else if (stack) await this.makeOne(step.change, stack);
    });
    // As Terraform has none when it ends: they would be in the way of the next apply.
    await Promise.all([...this.sessions].map((target) => target.close()));
    const done = changesIn(steps.filter((step) => begun.has(step) && !failures.has(step)));
    expectDone(
      [...failures].map(([step, error]) => refusal(resourceOf(step), error)),
      done,
    );
    if (begun.size < steps.length) throw circle(steps.filter((step) => !begun.has(step)));
    return {
      resources: this.applied.current.length,
      changes: done,
      bootstrapPasswords: this.applied.passwords,
    };
  }

  private async destroyOne({ before }: PlannedChange): Promise<void> {
    if (!before) return;
    await this.handle(before.resource, ({ destroy }, targets) => destroy(before.args, targets));
    this.applied.remove(before);
  }

  private async makeOne(change: PlannedChange, stack: SynthesizedStack): Promise<void> {
    const { action, resource, before, dependencies } = change;
    if (!resource) return;
    if (action === "none" && before) {
      this.applied.set({ ...before, resource, dependencies });
      return;
    }
    await this.props.before?.(resource);
    const previous = action === "update" ? before : undefined;
    const args = withKept(resource.type, this.evaluateArguments(resource, stack), previous?.args);
    try {
      const exported = await this.handle(resource, ({ apply }, targets) =>
        apply(args, targets, previous?.args),
      );
      this.applied.set(
        { resource, args, exported: exported ?? {}, dependencies },
        previous ? undefined : before,
      );
      this.rememberPassword(resource, args, previous?.args);
    } catch (error) {
      if (previous) this.applied.failed(previous, args);
      throw error;
    }
  }

  /** Has something done with a resource, when it is its turn. */
  private handle<Result>(
    resource: Resource,
    action: (handler: Handler, targets: Targets) => Promise<Result>,
  ): Promise<Result> {
    const { vault, postgresOf } = this.props;
    const { type, attributes } = resource;
    const handler = HANDLERS[type] as Handler;
    const postgres = postgresOf(String(attributes.provider ?? "postgresql"));
    // A stack without a database has none.
    if (postgres) this.sessions.add(postgres);
    const now = () => action(handler, { vault, postgres, ignoreChanges: ignoredOf(resource) });
    return type.startsWith("vault_") ? this.turns.run(now, handler.isAlone ?? false) : now();
  }

  private evaluateArguments(resource: Resource, stack: SynthesizedStack): Arguments {
    const valueOf = (reference: Reference) =>
      reference.kind === "attribute" ? this.applied.valueOf(reference) : this.given(reference, stack);
    return this.readable(resource, evaluate(resource.attributes, valueOf) as Arguments);
  }

  /** What its provider gets. */
  private readable(resource: Resource, attributes: Arguments): Arguments {
    const own = Object.entries(attributes).filter(([name]) => !Object.hasOwn(META_ARGUMENTS, name));
    const problems: string[] = [];
    const { arguments: schema } = HANDLERS[resource.type] as Handler;
    const args = readArguments(Object.fromEntries(own), schema, (argument, problem) =>
      problems.push(`argument "${argument}" ${problem}`),
    );
    if (problems.length) throw new ApplyError(resource, new Error(problems.join("; ")));
    return args;
  }

  private given(reference: Reference, stack: SynthesizedStack): unknown {
    if (reference.kind === "variable") return this.props.variables[reference.name];
    return reference.kind === "file"
      ? readFileSync(resolvePath(stack.directory, reference.path), "utf8")
      : undefined;
  }

  /** A first password is one that was sent, not one that was made up since. */
  private rememberPassword({ type }: Resource, args: Arguments, previous?: Arguments): void {
    if (type !== "vault_database_secret_backend_connection") return;
    const { password_wo: password, password_wo_version: version } = args.postgresql as Arguments;
    if (version === (previous?.postgresql as Arguments | undefined)?.password_wo_version) return;
    this.applied.passwords.set(`${args.backend}/${args.name}`, String(password));
  }
}

/** What was to be there before a resource isn't the stack's fault. */
function refusal(resource: Resource, error: unknown): unknown {
  return isForTheUser(error) || error instanceof ApplyError ? error : new ApplyError(resource, error);
}

function expectDone(refusals: readonly unknown[], done: readonly ResourceChange[] = []): void {
  const [first, ...others] = refusals;
  if (!first) return;
  if (!(first instanceof ApplyError)) throw first;
  const rest = others.filter((each): each is ApplyError => each instanceof ApplyError);
  throw new ApplyError(first.resource, first.cause, rest, done);
}

function circle(waiting: readonly ChangeStep[]): ApplyError {
  const names = waiting.map(({ name }) => name).join(", ");
  const [first] = waiting;
  return new ApplyError(resourceOf(first as ChangeStep), new Error(`Cycle: ${names}`));
}

function resourceOf({ change: { resource, before }, destroys }: ChangeStep): Resource {
  return ((destroys ? before?.resource : resource) ?? resource ?? before?.resource) as Resource;
}

/** Each change once: what is replaced is destroyed and made. */
function changesIn(steps: readonly ChangeStep[]): ResourceChange[] {
  const changes = new Map(steps.map(({ change }) => [change.address, change]));
  return [...changes.values()].flatMap(({ address, action }) =>
    action === "none" || action === "open" ? [] : [{ address, action }],
  );
}
