import type { ConnectionDescription } from "../../constructs";
import { isLoginRefused } from "../../clients/postgres-session";
import { type Check, Violation } from "../check";
import type { Context } from "../context";
import { aboutConnection } from "./about-connection";

/** The password that Vault's account had at first is refused: only Vault knows the one it has now. */
export function bootstrapPasswordRefused(context: Context, connection: ConnectionDescription): Check[] {
  if (!connection.rotated) return [];
  const { server, database } = context.databaseOf(connection.database);
  return [
    {
      id: "bootstrap-password-refused",
      kind: "refused",
      says: "the bootstrap password",
      about: aboutConnection(connection),
      harm: "nothing",
      needs: ["bootstrap passwords"],
      attempt: async () => {
        const { bootstrapPasswords } = context.deployment;
        const password = bootstrapPasswords.get(`${connection.engine}/${connection.name}`);
        if (!password) throw new Error("nobody knows the password that the account had at first");
        const certificate = context.deployment.clientCertificateOf(database.account);
        const login = { user: database.account, password, certificate };
        if (await isLoginRefused(server, database.name, login)) return "only Vault knows the password";
        throw new Violation(
          `${database.account} still logs in with its first password: the root password was not rotated`,
        );
      },
    },
  ];
}
