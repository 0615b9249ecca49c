import { isMissing, isTrue } from "../rendered/literal";
import { entries } from "../rendered/resources";
import type { GuardrailRule } from "../rule";

export const remoteState: GuardrailRule = {
  id: "remote-state",
  what: "The state is shared and locked.",
  why: "Two people who apply at once, each from a state of their own, undo what the other did.",
  fix: 'use a backend that locks; S3Backend does with backend.addOverride("use_lockfile", true), HttpBackend with lockAddress',
  check: (stack, { remoteState }) => {
    const { backend, cloud } = (stack.config.terraform ?? {}) as { backend?: unknown; cloud?: unknown };
    if (!remoteState || cloud) return [];
    const [[kind = "local", settings] = []] = entries(backend);
    const message = problem(kind, (settings ?? {}) as Record<string, unknown>);
    return message ? [{ path: stack.path, message }] : [];
  },
};

function problem(kind: string, settings: Readonly<Record<string, unknown>>): string | undefined {
  if (kind === "local") return "its state is a local file";
  if (kind === "s3" && !isTrue(settings.use_lockfile) && isMissing(settings.dynamodb_table))
    return "its state in S3 is not locked";
  if (kind === "http" && isMissing(settings.lock_address)) return "its state over HTTP is not locked";
  return undefined;
}
