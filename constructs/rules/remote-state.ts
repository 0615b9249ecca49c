import { entries } from "../private/rendered-stack";
import type { GuardrailRule } from "./rule";

export const remoteState: GuardrailRule = {
  id: "remote-state",
  what: "The state is shared and locked.",
  why: "Two people who apply at once from states of their own undo each other.",
  fix: "use S3Backend with useLockfile, or another backend that locks",
  check: (stack, { remoteState }) => {
    if (!remoteState) return [];
    const [[kind = "local", settings] = []] = entries(
      (stack.config.terraform as { backend?: unknown } | undefined)?.backend,
    );
    if (kind === "local") return [{ path: stack.path, message: "its state is a local file" }];
    const { use_lockfile: lockfile, dynamodb_table: table } = settings as {
      use_lockfile?: boolean;
      dynamodb_table?: string;
    };
    return kind === "s3" && !lockfile && !table
      ? [{ path: stack.path, message: "its state in S3 is not locked" }]
      : [];
  },
};
