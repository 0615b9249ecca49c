import type { ConnectionDescription } from "../../constructs";
import { type Check, Violation } from "../check";
import type { Context } from "../context";
import { aboutConnection } from "./about-connection";

/** A Vault role that nobody described can't use the connection. */
export function onlyDescribedRoles({ deployment }: Context, connection: ConnectionDescription): Check {
  const { engine, name } = connection;
  const intruder = `contract-intruder-${name}`;
  return {
    id: "only-described-roles",
    kind: "also",
    says: "only described roles",
    about: aboutConnection(connection),
    harm: "writes",
    needs: ["root of Vault"],
    attempt: async () => {
      const { vault } = deployment;
      const role = { db_name: name, creation_statements: ["SELECT 1"] };
      await vault.request("POST", `${engine}/roles/${intruder}`, role);
      try {
        const issued = await vault.request("GET", `${engine}/creds/${intruder}`).then(
          () => true,
          () => false,
        );
        if (!issued) return "another role can't use it";
        throw new Violation("a role that is not described can use the connection: allowed_roles is too wide");
      } finally {
        await vault.request("DELETE", `${engine}/roles/${intruder}`);
      }
    },
  };
}
