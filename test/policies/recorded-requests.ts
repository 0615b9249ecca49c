import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Who has a policy of a stack: its file is `<operator>.policy.json`. */
export const OPERATORS = ["plan", "deployer"] as const;

/**
 * What Vault is asked by whoever has one of a stack's policies, each once and in order: `create database/config/appdb`. By
 * real Terraform, as test/terraform/operators-of-a-stack.test.ts records it.
 */
export type RecordedRequests = Readonly<Record<(typeof OPERATORS)[number], readonly string[]>>;

/** The file of what was recorded of a stack. */
export function recordedFile(stack: string): string {
  return join(__dirname, "recorded-requests", `${stack}.json`);
}

export function recordedRequests(stack: string): RecordedRequests {
  return JSON.parse(readFileSync(recordedFile(stack), "utf8")) as RecordedRequests;
}
