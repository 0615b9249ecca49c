import { leasedPath, staticPath } from "../../../policies/credential-rules";
import type { PolicyDocument } from "../../../policies/policy-document";
import { PolicySyntaxError } from "../../../policies/policy-syntax";
import { readPolicy } from "../../../policies/read-policy";
import { texts } from "./literal";
import type { RenderedResource, RenderedStack } from "./rendered-stack";

/** A rendered policy of a workload. */
export interface RenderedPolicy {
  /** The construct's path. */
  readonly path: string;
  readonly text: string;
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
  return policies.filter(({ path }, index) => policies.findIndex((other) => other.path === path) === index);
}

/** The database roles whose credentials a workload may read. */
export function readableRoles(stack: RenderedStack, authRole: RenderedResource): RenderedResource[] {
  return readable(stack, authRole, "vault_database_secret_backend_role", leasedPath);
}

/** The same of static roles. */
export function readableStaticRoles(stack: RenderedStack, authRole: RenderedResource): RenderedResource[] {
  return readable(stack, authRole, "vault_database_secret_backend_static_role", staticPath);
}

function readable(
  stack: RenderedStack,
  authRole: RenderedResource,
  type: string,
  pathOf: (mount: string, role: string) => string,
): RenderedResource[] {
  const paths = policiesOf(stack, authRole).flatMap(({ text }) => pathsIn(text));
  return stack
    .ofType(type)
    .filter((role) => paths.includes(pathOf(stack.backendOf(role), String(role.attributes.name))));
}

function policiesOf(stack: RenderedStack, authRole: RenderedResource): RenderedPolicy[] {
  const names = policyNames(stack, authRole);
  return stack
    .ofType("vault_policy")
    .filter(({ attributes }) => names.includes(String(attributes.name)))
    .map(({ path, attributes }) => ({
      path,
      text: String(attributes.policy),
      expected: stack.policyOf(attributes.name),
    }));
}

/** What a policy says something about; nothing where it can't be read, which is a finding of its own. */
function pathsIn(policy: string): string[] {
  try {
    return readPolicy(policy).map(({ path }) => path);
  } catch (error) {
    if (error instanceof PolicySyntaxError) return [];
    throw error;
  }
}
