import { leasedPath, staticPath } from "../../../policies/credential-rules";
import type { PolicyDocument } from "../../../policies/policy-document";
import { PolicySyntaxError } from "../../../policies/policy-syntax";
import { readPolicy } from "../../../policies/read-policy";
import { groupedBy } from "./grouped-by";
import { texts } from "./literal";
import type { RenderedResource, RenderedStack } from "./rendered-stack";

/** A rendered policy of a workload. */
export interface RenderedPolicy extends RenderedResource {
  readonly text: string;
  /** The paths that it says something about; none where it can't be read, which is a finding of its own. */
  readonly paths: readonly string[];
  /** What its workload was granted makes this one. */
  readonly expected: PolicyDocument;
}

/** The roles that workloads log in with. */
export function authRoles(stack: RenderedStack): readonly RenderedResource[] {
  return stack.ofType(
    "vault_approle_auth_backend_role",
    "vault_kubernetes_auth_backend_role",
    "vault_jwt_auth_backend_role",
    "vault_token_auth_backend_role",
  );
}

/** The names of a login role's policies. */
export function policyNames(stack: RenderedStack, authRole: RenderedResource): readonly string[] {
  const { token_policies: own, allowed_policies: allowed } = authRole.attributes;
  const names = authRole.type === "vault_token_auth_backend_role" ? allowed : own;
  return texts(names).map((name) => stack.text(name));
}

/** The policies of all workloads, each once. */
export function workloadPolicies(stack: RenderedStack): RenderedPolicy[] {
  const policies = authRoles(stack).flatMap((role) => policiesOf(stack, role));
  return [...groupedBy(policies, ({ path }) => path).values()].flatMap(([first]) => first ?? []);
}

/** The database roles whose credentials a workload may read. */
export function readableRoles(stack: RenderedStack, authRole: RenderedResource): RenderedResource[] {
  return readable(stack, authRole, leasedByPath);
}

/** The same of static roles. */
export function readableStaticRoles(stack: RenderedStack, authRole: RenderedResource): RenderedResource[] {
  return readable(stack, authRole, staticByPath);
}

function readable(
  stack: RenderedStack,
  authRole: RenderedResource,
  byPath: (stack: RenderedStack) => ReadonlyMap<string, readonly RenderedResource[]>,
): RenderedResource[] {
  const paths = new Set(policiesOf(stack, authRole).flatMap((policy) => policy.paths));
  return stack.inOrder([...paths].flatMap((path) => stack.once(byPath).get(path) ?? []));
}

function leasedByPath(stack: RenderedStack) {
  return groupedBy(stack.ofType("vault_database_secret_backend_role"), (role) =>
    leasedPath(stack.backendOf(role), String(role.attributes.name)),
  );
}

function staticByPath(stack: RenderedStack) {
  return groupedBy(stack.ofType("vault_database_secret_backend_static_role"), (role) =>
    staticPath(stack.backendOf(role), String(role.attributes.name)),
  );
}

function policiesOf(stack: RenderedStack, authRole: RenderedResource): RenderedPolicy[] {
  const names = new Set(policyNames(stack, authRole));
  return stack.inOrder([...names].flatMap((name) => stack.once(policiesByName).get(name) ?? []));
}

function policiesByName(stack: RenderedStack) {
  const policies = stack.ofType("vault_policy").map((policy) => {
    const text = String(policy.attributes.policy);
    return { ...policy, text, paths: pathsIn(text), expected: stack.policyOf(policy.attributes.name) };
  });
  return groupedBy(policies, ({ attributes }) => String(attributes.name));
}

function pathsIn(policy: string): string[] {
  try {
    return readPolicy(policy).map(({ path }) => path);
  } catch (error) {
    if (error instanceof PolicySyntaxError) return [];
    throw error;
  }
}
