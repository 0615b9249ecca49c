import { type Credential, leasedPath } from "../../../policies/credential-rules";
import { texts } from "./literal";
import type { RenderedResource, RenderedStack } from "./rendered-stack";

/** A rendered policy, read back. */
export interface ReadPolicy {
  /** The construct's path. */
  readonly path: string;
  /** What it allows, by path. Missing where it is not written as the library writes it. */
  readonly rules?: Readonly<Record<string, unknown>>;
  /** What its workload was granted. */
  readonly reads: readonly Credential[];
}

/** The roles that workloads log in with. */
export function authRoles(stack: RenderedStack): readonly RenderedResource[] {
  return stack.ofType("vault_approle_auth_backend_role", "vault_kubernetes_auth_backend_role");
}

/** The names of a login role's policies. */
export function policyNames(stack: RenderedStack, authRole: RenderedResource): readonly string[] {
  return texts(authRole.attributes.token_policies).map((name) => stack.text(name));
}

/** The policies of all workloads, each once. */
export function workloadPolicies(stack: RenderedStack): ReadPolicy[] {
  const policies = authRoles(stack).flatMap((role) => policiesOf(stack, role));
  return policies.filter(({ path }, index) => policies.findIndex((other) => other.path === path) === index);
}

/** The database roles whose credentials a workload may read. */
export function readableRoles(stack: RenderedStack, authRole: RenderedResource): RenderedResource[] {
  const paths = policiesOf(stack, authRole).flatMap(({ rules = {} }) => Object.keys(rules));
  return stack
    .ofType("vault_database_secret_backend_role")
    .filter((role) => paths.includes(leasedPath(stack.backendOf(role), String(role.attributes.name))));
}

function policiesOf(stack: RenderedStack, authRole: RenderedResource): ReadPolicy[] {
  const names = policyNames(stack, authRole);
  return stack
    .ofType("vault_policy")
    .filter(({ attributes }) => names.includes(String(attributes.name)))
    .map(({ path, attributes }) => ({
      path,
      rules: readRules(String(attributes.policy)),
      reads: stack.credentialsOf(attributes.name),
    }));
}

function readRules(policy: string): ReadPolicy["rules"] {
  try {
    const { path, ...others } = JSON.parse(policy) as { path?: Record<string, unknown> };
    const isObject = path instanceof Object && !Array.isArray(path) && !Object.keys(others).length;
    // Vault joins what a key given twice allows; JavaScript forgets the first.
    const isWhole = withoutSpace(JSON.stringify({ path })) === withoutSpace(policy);
    return isObject && isWhole ? path : undefined;
  } catch {
    return undefined;
  }
}

function withoutSpace(text: string): string {
  return text.replace(/\s/g, "");
}
