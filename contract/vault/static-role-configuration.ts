import type { StaticRoleDescription } from "../../constructs";
import { type Check, Violation } from "../check";
import type { Context } from "../context";
import type { StaticRoleContext } from "../postgres/static-role/static-role-context";
import { settingDifferences } from "../settings";
import type { Settings } from "./reference";

/** A static role as Vault has it, whole but for its statements: those are tried. What isn't described isn't set. */
export function staticRoleConfigurationAsDescribed(
  { deployment }: Context,
  { about, role }: StaticRoleContext,
): Check {
  return {
    id: "static-role-configuration-as-described",
    kind: "also",
    says: "configuration as described",
    about,
    harm: "nothing",
    needs: ["root of Vault"],
    attempt: async () => {
      const path = `${role.engine}/static-roles/${role.name}`;
      const { data = {} } = await deployment.vault.request("GET", path);
      const { rotation_statements: _, last_vault_rotation: __, ...settings } = data;
      const wrong = settingDifferences(expectedSettings(role), settings);
      if (wrong.length) throw new Violation(wrong.join("; "));
      return `${path} has ${Object.keys(data).length} settings`;
    },
  };
}

function expectedSettings(role: StaticRoleDescription): Settings {
  const { connection, userName, rotation, passwordPolicy } = role;
  return {
    db_name: connection,
    username: userName,
    credential_type: "password",
    ...(rotation.kind === "period"
      ? { rotation_period: rotation.period }
      : { rotation_schedule: rotation.cron, rotation_window: rotation.window }),
    credential_config: passwordPolicy && { password_policy: passwordPolicy },
  };
}
