import { CONNECTION_CHECKS } from "./connection";
import { Context } from "./context";
import type { Deployment } from "./deployment";
import { type CheckLists, PHASES } from "./lists";
import { DATABASE_CHECKS, SERVER_CHECKS } from "./postgres";
import type { AccessMatrix } from "./postgres/access-matrix/access-matrix";
import { ROLE_CHECKS } from "./postgres/role";
import { STATIC_ROLE_CHECKS } from "./postgres/static-role";
import type { Group, Phase } from "./run";
import { AUDIT_DEVICE_CHECKS, STACK_CHECKS, VAULT_ROLE_CHECKS, VAULT_STATIC_ROLE_CHECKS } from "./vault";
import { WORKLOAD_CHECKS } from "./workload";
import { AGENT_CHECKS, FAILING_AGENT_CHECKS } from "./workload/agent";
import { OPERATOR_CHECKS } from "./workload/kubernetes";
import { POD_CHECKS } from "./workload/kubernetes/injector";

/**
 * Everything that a deployment must and must not do, as data: nothing is tried yet.
 *
 * @param onAccess told who may do what in a database, when that is known
 */
export function contractOf(deployment: Deployment, onAccess?: (matrix: AccessMatrix) => void): Phase[] {
  const context = new Context(deployment, onAccess);
  const { access, servers, databases, roles, staticRoles, workloads, agents, failingAgents, pods } = context;
  return PHASES.map((name) => {
    const groups = <Subject>(lists: CheckLists<Subject>, subjects: readonly Subject[]): Group[] =>
      subjects.map((subject) => ({
        checks: (lists[name] ?? []).flatMap((make) => make(context, subject)),
      }));
    const all = [
      ...groups(STACK_CHECKS, [undefined]),
      ...closing(groups(SERVER_CHECKS, servers), servers),
      ...groups(DATABASE_CHECKS, databases),
      ...closing(groups(ROLE_CHECKS, roles), roles),
      ...groups(VAULT_ROLE_CHECKS, roles),
      ...closing(groups(STATIC_ROLE_CHECKS, staticRoles), staticRoles),
      ...groups(VAULT_STATIC_ROLE_CHECKS, staticRoles),
      ...groups(WORKLOAD_CHECKS, workloads),
      ...groups(OPERATOR_CHECKS, workloads),
      ...closing(groups(AGENT_CHECKS, agents), agents),
      ...closing(groups(FAILING_AGENT_CHECKS, failingAgents), failingAgents),
      ...closing(groups(POD_CHECKS, pods), pods),
      ...groups(CONNECTION_CHECKS, access.connections),
      ...groups(AUDIT_DEVICE_CHECKS, access.auditDevices),
    ];
    return { name, groups: all.filter(({ checks }) => checks.length) };
  });
}

/** Groups that end what their subject had open. */
function closing(groups: readonly Group[], subjects: readonly { close(): Promise<void> }[]): Group[] {
  return groups.map((group, index) => ({ ...group, close: () => subjects[index]!.close() }));
}
