import type { TerraformStack } from "cdktf";
import {
  type AgentProps,
  AppRoleAuth,
  type AppRoleWorkload,
  type AppRoleWorkloadProps,
  type DatabaseRole,
  Duration,
  VaultToken,
} from "../../../constructs";
import { addRoles } from "../vault-resources";

/** Where the login material of every agent here is. */
export const LOGIN = { roleIdFile: "/etc/myapp/role-id", secretIdFile: "/run/myapp/secret-id" };

/** What an agent is given, with the role that its workload may read. */
export type AgentOf = (role: DatabaseRole, stack: TerraformStack) => Partial<AgentProps>;

/** A workload that may read app-readonly, with an agent. */
export const withAgent =
  (props: AgentOf, changes: Partial<AppRoleWorkloadProps> = {}) =>
  (stack: TerraformStack): AppRoleWorkload => {
    const myapp = new AppRoleAuth(stack, "approle").addWorkload("myapp", {
      secretIdTtl: Duration.minutes(10),
      token: VaultToken.periodic(Duration.hours(1)),
      ...changes,
    });
    const { reader } = addRoles(stack);
    reader.grantRead(myapp);
    myapp.agent({ ...LOGIN, ...props(reader, stack) });
    return myapp;
  };
