import { isMissing, isTrue } from "../rendered/literal";
import type { RenderedResource } from "../rendered/rendered-stack";
import type { GuardrailRule } from "../rule";

export const boundedSecretId: GuardrailRule = {
  id: "bounded-secret-id",
  what: "A login needs a secret ID, which has a TTL of at most 24 hours, and a number of uses.",
  why: "A secret ID without bounds is a password like any other.",
  fix: "set secretIdTtl to 24 hours or less, and secretIdUses to 1 or more",
  check: (stack) =>
    stack
      .ofType("vault_approle_auth_backend_role")
      .flatMap((role) => messages(role).map((message) => ({ path: role.path, message }))),
};

const DAY = 86_400;

function messages({ attributes }: RenderedResource): string[] {
  const { bind_secret_id: bind, secret_id_ttl: ttl = 0, secret_id_num_uses: uses = 0 } = attributes;
  const lives = Number(ttl) === 0 ? "a secret ID lives forever" : `a secret ID lives ${ttl} s`;
  return [
    ...(isMissing(bind) || isTrue(bind) ? [] : ["the role ID alone logs in"]),
    ...(Number(ttl) > 0 && Number(ttl) <= DAY ? [] : [lives]),
    ...(Number(uses) > 0 ? [] : ["a secret ID can be used any number of times"]),
  ];
}
