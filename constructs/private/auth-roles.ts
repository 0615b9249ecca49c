import type { RenderedResource, RenderedStack } from "./rendered-stack";

/** A rendered policy, read back. */
export interface ReadPolicy {
  /** The construct's path. */
  readonly path: string;
  readonly rules: Readonly<
    Record<string, { capabilities?: string[]; allowed_parameters?: Record<string, string[]> }>
  >;
}

/** The roles that workloads log in with. */
export function authRoles(stack: RenderedStack): readonly RenderedResource[] {
  return stack.ofType("vault_approle_auth_backend_role", "vault_kubernetes_auth_backend_role");
}

/** The policies of one login role. */
export function policiesOf(stack: RenderedStack, authRole: RenderedResource): ReadPolicy[] {
  const names = ((authRole.attributes.token_policies ?? []) as string[]).map((name) => stack.text(name));
  return stack
    .ofType("vault_policy")
    .filter(({ attributes }) => names.includes(String(attributes.name)))
    .map(({ path, attributes }) => ({ path, rules: JSON.parse(String(attributes.policy)).path ?? {} }));
}

/** The policies of all workloads, each once. */
export function workloadPolicies(stack: RenderedStack): ReadPolicy[] {
  const policies = authRoles(stack).flatMap((role) => policiesOf(stack, role));
  return policies.filter(({ path }, index) => policies.findIndex((other) => other.path === path) === index);
}

/** The database roles whose credentials a workload may read. */
export function readableRoles(stack: RenderedStack, authRole: RenderedResource): RenderedResource[] {
  const paths = policiesOf(stack, authRole).flatMap(({ rules }) => Object.keys(rules));
  return stack
    .ofType("vault_database_secret_backend_role")
    .filter((role) => paths.includes(`${stack.backendOf(role)}/creds/${role.attributes.name}`));
}
