import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import type { Credential } from "../../policies/credential-rules";
import type { EncryptionKey } from "../../policies/encryption-rules";
import type { LoginMaterial } from "../../policies/login-material-rules";
import type { OperatedStack } from "../access/operated-stack";
import { type GrantedWork, type Grants, StackDescription } from "./stack-description";

/** Lets a workload read a credential. Only what is given out here gets into its policy. */
export function grantCredential(workload: IConstruct, credential: Credential): void {
  grantsOf(workload).reads.set(credential.path, credential);
}

/** What a workload may read, by path. */
export function credentialsOf(workload: IConstruct): Credential[] {
  return byPath(grantsOf(workload).reads);
}

/** Lets a workload make what another one logs in with. */
export function grantLoginMaterial(workload: IConstruct, material: LoginMaterial): void {
  grantsOf(workload).makes.set(material.path, material);
}

/** What others log in with, that a workload may make, by path. */
export function loginMaterialOf(workload: IConstruct): LoginMaterial[] {
  return byPath(grantsOf(workload).makes);
}

/** Lets a workload encrypt and decrypt with a key. */
export function grantEncryption(workload: IConstruct, key: EncryptionKey): void {
  grantsOf(workload).encrypts.set(`${key.engine}/${key.name}`, key);
}

/** The keys that a workload may encrypt and decrypt with, by path. */
export function encryptionKeysOf(workload: IConstruct): EncryptionKey[] {
  const { encrypts } = grantsOf(workload);
  return [...encrypts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, key]) => key);
}

/** Lets a workload work on a stack. */
export function grantWork(workload: IConstruct, granted: GrantedWork): void {
  grantsOf(workload).operates.set(`${granted.stack.node.id}/${granted.work}`, granted);
}

/** The stacks that a workload works on, by name, with what that needs as they are described now. */
export function operatedStacksOf(workload: IConstruct): OperatedStack[] {
  const own = TerraformStack.of(workload);
  return (
    workOf(workload)
      // That is a finding, and would never end: what it may there is part of the stack.
      .filter(({ stack }) => !workedOnBy(stack).includes(own))
      .map(({ stack, work, rules }) => ({ stack: stack.node.id, work, rules: rules() }))
  );
}

/** A stack, and those that its own workloads work on, and so on. */
export function workedOnBy(stack: TerraformStack, known: TerraformStack[] = []): TerraformStack[] {
  if (known.includes(stack)) return known;
  known.push(stack);
  for (const { operates } of StackDescription.of(stack).grants.values())
    for (const granted of operates.values()) workedOnBy(granted.stack, known);
  return known;
}

/** What a workload does on which stacks. */
export function workOf(workload: IConstruct): GrantedWork[] {
  const { operates } = grantsOf(workload);
  return [...operates].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, granted]) => granted);
}

function grantsOf(workload: IConstruct): Grants {
  const { grants } = StackDescription.of(workload);
  const known = grants.get(workload) ?? {
    reads: new Map(),
    makes: new Map(),
    encrypts: new Map(),
    operates: new Map(),
  };
  grants.set(workload, known);
  return known;
}

function byPath<Granted extends { readonly path: string }>(granted: ReadonlyMap<string, Granted>): Granted[] {
  return [...granted.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}
