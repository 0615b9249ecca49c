import { RehearsalError } from "../../clients/could-not-tell";
import type { AccessManifest, WorkloadDescription } from "../../constructs";
import { evaluate, type Reference } from "../../constructs/guardrails/rendered/expressions";
import { nameOf, type Subject } from "../../contract/subject";
import { AGENTS_VAULT } from "../agent/agent-substitutions";
import type { Substitution } from "../stack/substitutions";
import type { SynthesizedStack } from "../stack/synthesized-stack";
import { DAY_S } from "./floors";
import { Shortened } from "./shortened";
import { rotationPeriod, shortenedAccess } from "./shortened-access";
import { shortenedResources } from "./shortened-resources";
import type { FlooredDuration } from "./timeline";

/** A stack as it is played: every time in it is shorter. */
export interface ShortenedStack {
  readonly stack: SynthesizedStack;
  /** What is described, with the values of variables that have a default. */
  readonly described: AccessManifest;
  readonly floored: readonly FlooredDuration[];
  /** What is substituted for it: of those for any rehearsal, agents need none that makes them hurry. */
  substitutions(forAny: readonly Substitution[]): Substitution[];
}

/** A duration of something that is played. */
interface Duration {
  readonly what: string;
  readonly seconds: number;
  /** Whether what happens when it is over is what a time-lapse shows. */
  readonly isShown: boolean;
}

/**
 * A stack with all its durations divided by a factor: in what is applied, and in what is described.
 *
 * @throws RehearsalError when nothing of it is played, or all of it as by any larger factor
 */
export function shortenedStack(original: SynthesizedStack, factor: number): ShortenedStack {
  const shortened = new Shortened(factor);
  const described = withDefaults(original);
  const access = shortenedAccess(described, shortened);
  const stack = { ...original, access, resources: shortenedResources(original, shortened) };
  const played = durationsIn(access);
  const all = durationsIn(described).map((each, index) => ({ ...each, played: played[index]!.seconds }));
  expectSomethingToPlay(original, factor, all);
  const floored = all
    .filter((each) => isFloored(each, factor))
    .map(({ what, seconds, played }) => ({ what, described: seconds, played }));
  const schedules = substitutedSchedules(original);
  // Its workloads log in by themselves: no injected agent is played.
  const injectors = described.workloads.flatMap(({ injector }) => injector?.file ?? []);
  const substitutions: ShortenedStack["substitutions"] = (forAny) => [
    ...forAny.filter(({ address }) => !injectors.includes(address)).map(withoutHurry),
    ...schedules,
  ];
  return { stack, described, floored, substitutions };
}

/** A duration may be a variable's. */
function withDefaults({ access, variables }: SynthesizedStack): AccessManifest {
  const valueOf = (reference: Reference) =>
    reference.kind === "variable"
      ? (variables[reference.name]?.default ?? `\${var.${reference.name}}`)
      : undefined;
  return evaluate(access, valueOf) as AccessManifest;
}

type PlayedDuration = Duration & { readonly played: number };

function isFloored({ seconds, played }: PlayedDuration, factor: number): boolean {
  return played > Math.round(seconds / factor);
}

function expectSomethingToPlay(
  { name }: SynthesizedStack,
  factor: number,
  durations: readonly PlayedDuration[],
): void {
  const shown = durations.filter(({ isShown }) => isShown);
  if (!shown.length) {
    const advice = "Describe a workload that reads a credential, or a static role.";
    throw new RehearsalError(`Stack "${name}" has nothing to play: no workload, and no static role.`, advice);
  }
  if (shown.some((each) => !isFloored(each, factor))) return;
  const largest = Math.floor(Math.max(...shown.map(({ seconds, played }) => seconds / played)));
  const minutes = Math.ceil(DAY_S / 60 / largest);
  const advice =
    largest > 1
      ? `Name a smaller one, up to ${largest}: a day takes ${minutes} min then.`
      : "No factor above 1 leaves one that isn't: they are too short to be played faster.";
  throw new RehearsalError(
    `With a factor of ${factor}, each duration of stack "${name}" is shorter than it can be played.`,
    advice,
  );
}

/** The durations of what is played, in an order that only their number depends on. */
function durationsIn(access: AccessManifest): Duration[] {
  const read = new Set(access.workloads.flatMap(({ reads }) => reads.map(({ path }) => path)));
  const roles = access.roles.filter(({ path }) => read.has(path));
  return [
    ...roles.flatMap(({ path, defaultTtl, maxTtl, rateLimit }) => [
      shown(`default_ttl of ${path}`, defaultTtl),
      shown(`max_ttl of ${path}`, maxTtl),
      ...(rateLimit ? [hidden(`interval of rate limit ${rateLimit.name}`, rateLimit.per)] : []),
    ]),
    ...access.workloads.flatMap(workloadDurations),
    ...access.staticRoles.map((role) =>
      shown(`rotation_period of ${role.path}`, rotationPeriod(role, access)),
    ),
  ];
}

function workloadDurations({ name, login, token }: WorkloadDescription): Duration[] {
  const who = nameOf({ kind: "workload", name, login: login.path } satisfies Subject);
  return [
    ...(token.kind === "periodic"
      ? [shown(`token_period of ${who}`, token.period)]
      : [shown(`token_ttl of ${who}`, token.ttl), shown(`token_max_ttl of ${who}`, token.maxTtl)]),
    ...(login.method === "approle" ? [hidden(`secret_id_ttl of ${who}`, login.secretId.ttl)] : []),
  ];
}

const shown = (what: string, seconds: number): Duration => ({ what, seconds, isShown: true });
const hidden = (what: string, seconds: number): Duration => ({ what, seconds, isShown: false });

function withoutHurry(substitution: Substitution): Substitution {
  return substitution.to === AGENTS_VAULT ? { ...substitution, to: "the throwaway Vault" } : substitution;
}

/** Schedules have no durations to shorten. */
function substitutedSchedules({ access, resources }: SynthesizedStack): Substitution[] {
  return access.staticRoles.flatMap((role) => {
    if (role.rotation.kind !== "schedule") return [];
    const { name, rotation } = role;
    const resource = resources.find(
      ({ type, attributes }) =>
        type === "vault_database_secret_backend_static_role" && attributes.name === name,
    );
    const to = `a period of ${rotationPeriod(role, access) / 3600} h, played faster`;
    const what = `the rotation schedule of ${name}`;
    return [{ address: resource?.address ?? role.path, what, from: rotation.cron, to }];
  });
}
