import type { RoleDescription } from "../../constructs";
import { type Check, Violation } from "../check";
import type { Context } from "../context";
import type { RoleContext } from "../postgres/role/role-context";
import { settingDifferences } from "../settings";
import { defaultsOf, type Settings } from "./reference";

/** A Vault role, whole but for its statements: those are tried. */
export function roleConfigurationAsDescribed({ deployment }: Context, { about, role }: RoleContext): Check {
  return {
    id: "role-configuration-as-described",
    kind: "also",
    says: "configuration as described",
    about,
    harm: "nothing",
    needs: ["root of Vault", "Vault before the apply"],
    attempt: async () => {
      const path = `${role.engine}/roles/${role.name}`;
      const { data = {} } = await deployment.vault.request("GET", path);
      const defaults = withoutStatements(defaultsOf(deployment.vaultBefore.reference, "role"));
      const expected = { ...defaults, ...expectedSettings(role) };
      const wrong = settingDifferences(expected, withoutStatements(data));
      if (wrong.length) throw new Violation(wrong.join("; "));
      return `${path} has ${Object.keys(data).length} settings`;
    },
  };
}

function withoutStatements({
  creation_statements,
  renew_statements,
  revocation_statements,
  ...settings
}: Settings): Settings {
  return settings;
}

function expectedSettings({ connection, defaultTtl, maxTtl, passwordPolicy }: RoleDescription): Settings {
  return {
    db_name: connection,
    default_ttl: defaultTtl,
    max_ttl: maxTtl,
    credential_config: passwordPolicy && { password_policy: passwordPolicy },
  };
}
