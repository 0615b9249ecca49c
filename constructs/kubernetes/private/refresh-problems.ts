import { Token } from "cdktf";
import type { Construct } from "constructs";
import { time } from "../../access/fact";
import type { Duration } from "../../duration";
import { described } from "../../private/describe";
import { durationProblems } from "../../private/duration-problems";
import type { Problem } from "../../private/validation";
import { unknownText } from "../../private/vault-name";
import type { VaultToken } from "../../vault-token";
import type { OperatorScope } from "../operator-props";
import type { SecretProps } from "../secret-props";

const RULE = "refresh-interval";

/** After this time the kubelet has brought a mounted Secret up to date. */
const SHORTEST_SECONDS = 60;

/** What ends a credential, or changes its password. */
interface End {
  /** The prop that says when. */
  readonly prop: string;
  readonly seconds: number;
}

interface RefreshedSecret extends SecretProps {
  readonly refreshInterval: Duration;
}

/** What is wrong with how often a credential is read anew by whoever doesn't renew it. */
export function refreshProblems(
  construct: Construct,
  scope: OperatorScope,
  { name, role, refreshInterval }: RefreshedSecret,
): Problem[] {
  const seconds = refreshInterval.toSeconds();
  const what = `refreshInterval of Secret "${name}"`;
  if (!refreshInterval.isKnown()) return [unknownText(RULE, what)];
  if (!refreshInterval.isValid()) return durationProblems({ [`the ${what}`]: refreshInterval });
  if (seconds < SHORTEST_SECONDS) return [tooShort(what, refreshInterval)];
  return tooLong(what, refreshInterval, endsOf(construct, scope, role.path), role.path);
}

function tooShort(what: string, refreshInterval: Duration): Problem {
  const message = `the ${what} is ${refreshInterval}, and a Secret reaches its pods after a minute or two`;
  const fix = `use ${time(SHORTEST_SECONDS)} or more`;
  return { rule: RULE, message, fix };
}

/** When a refresh fails, there has to be time for another. */
function tooLong(what: string, refreshInterval: Duration, ends: readonly End[], path: string): Problem[] {
  const [first] = [...ends].sort((one, other) => one.seconds - other.seconds);
  if (!first || 2 * refreshInterval.toSeconds() <= first.seconds) return [];
  const half = time(Math.floor(first.seconds / 2));
  const message = `the ${what} is ${refreshInterval}, more than a half of ${first.prop}, ${time(first.seconds)}: when a refresh of ${path} fails, its pods are without a credential before the next`;
  return [{ rule: RULE, message, fix: `lower refreshInterval to ${half} or less, or raise ${first.prop}` }];
}

/** What ends a credential. What only Vault or Terraform knows, the rehearsal looks at. */
function endsOf(construct: Construct, { token }: OperatorScope, path: string): End[] {
  const leased = described(construct, "roles").find((role) => role.path === path);
  const rotation = described(construct, "staticRoles").find((role) => role.path === path)?.rotation;
  const ends: End[] = [
    ...(leased ? [endOfToken(token), { prop: "the role's defaultTtl", seconds: leased.defaultTtl }] : []),
    ...(rotation?.kind === "period"
      ? [{ prop: "the period of its rotation", seconds: rotation.period }]
      : []),
  ];
  return ends.filter(({ seconds }) => !Token.isUnresolved(seconds));
}

/** A lease ends with the token that it was read with, which nobody renews. */
function endOfToken(token: VaultToken): End {
  const is = token.describe();
  return is.kind === "periodic"
    ? { prop: "the token's period", seconds: is.period }
    : { prop: "the token's ttl", seconds: is.ttl };
}

/**
 * What is wrong with how often credentials of a role are read in all. One address asks for those of all namespaces, and
 * after an outage for all of them at once.
 */
export function rateProblems(
  construct: Construct,
  { login: { namespaces } }: OperatorScope,
  secrets: readonly RefreshedSecret[],
): Problem[] {
  return described(construct, "roles").flatMap(({ path, rateLimit }) => {
    if (!rateLimit || Token.isUnresolved(rateLimit.per)) return [];
    const ofRole = secrets.filter(
      ({ role, refreshInterval }) => role.path === path && refreshInterval.isValid(),
    );
    const readsOf = ({ refreshInterval }: RefreshedSecret) =>
      namespaces.length * Math.ceil(rateLimit.per / refreshInterval.toSeconds());
    const reads = ofRole.reduce((sum, secret) => sum + readsOf(secret), 0);
    if (reads <= rateLimit.requests) return [];
    const names = ofRole.map(({ name }) => `Secret "${name}"`).join(" and ");
    const message = `the operator asks ${reads} times in ${time(rateLimit.per)} for what is in ${names}, and the rateLimit of ${path} is ${rateLimit.requests}`;
    return [{ rule: RULE, message, fix: "raise refreshInterval, or the requests of the rateLimit" }];
  });
}
