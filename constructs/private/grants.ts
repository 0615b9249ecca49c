import type { IConstruct } from "constructs";
import type { Credential } from "../../policies/credential-rules";
import { StackDescription } from "./stack-description";

/** Lets a workload read a credential. Only what is given out here gets into its policy. */
export function grantCredential(workload: IConstruct, credential: Credential): void {
  const { grants } = StackDescription.of(workload);
  const known = grants.get(workload) ?? new Map<string, Credential>();
  grants.set(workload, known.set(credential.path, credential));
}

/** What a workload may read, by path. */
export function credentialsOf(workload: IConstruct): Credential[] {
  const granted = StackDescription.of(workload).grants.get(workload)?.values() ?? [];
  return [...granted].sort((a, b) => (a.path < b.path ? -1 : 1));
}
