import { isFalse, isMissing, isTrue } from "../rendered/literal";
import { entries } from "../rendered/resources";
import type { GuardrailRule } from "../rule";

export const remoteState: GuardrailRule = {
  id: "remote-state",
  what: "The state is shared, locked and encrypted.",
  why: "Two people who apply at once, each from a state of their own, undo what the other did; and who reads a state knows all that is in it.",
  fix: 'use a backend that locks and encrypts; S3Backend does with encrypt: true and backend.addOverride("use_lockfile", true), HttpBackend with https and lockAddress',
  check: (stack, { remoteState }) => {
    const { backend, cloud } = (stack.config.terraform ?? {}) as { backend?: unknown; cloud?: unknown };
    if (!remoteState || cloud) return [];
    const [[kind = "local", settings] = []] = entries(backend);
    return problems(kind, (settings ?? {}) as Settings).map((message) => ({ path: stack.path, message }));
  },
};

type Settings = Readonly<Record<string, unknown>>;

/** Amazon's canned ACLs that give access to the bucket's and the object's owner alone. */
const PRIVATE = ["private", "bucket-owner-read", "bucket-owner-full-control"];

/** What is wrong with a backend's settings, by its kind. Each locks and encrypts otherwise. */
const PROBLEMS: Readonly<Record<string, (settings: Settings) => string[]>> = {
  local: () => ["its state is a local file"],
  s3: (settings) => [
    ...(isTrue(settings.use_lockfile) || !isMissing(settings.dynamodb_table)
      ? []
      : ["its state in S3 is not locked"]),
    ...(isTrue(settings.encrypt) ? [] : ["its state in S3 is not encrypted"]),
    ...(isFalse(settings.insecure) ? [] : ["its state goes to whoever answers: insecure"]),
    ...(isMissing(settings.acl) || PRIVATE.includes(String(settings.acl))
      ? []
      : [`others may get at its state in S3: acl is ${String(settings.acl)}`]),
  ],
  http: (settings) => [
    ...(isMissing(settings.lock_address) ? ["its state over HTTP is not locked"] : []),
    ...(isFalse(settings.skip_cert_verification)
      ? []
      : ["its state goes to whoever answers: skip_cert_verification"]),
  ],
  gcs: () => [],
  azurerm: () => [],
  remote: () => [],
};

function problems(kind: string, settings: Settings): string[] {
  const isPlain = JSON.stringify(settings).toLowerCase().includes('"http://');
  return [
    ...(PROBLEMS[kind]?.(settings) ?? [`nothing says that its state in ${kind} is locked and encrypted`]),
    ...(isPlain ? ["its state goes over the network in the clear"] : []),
  ];
}
