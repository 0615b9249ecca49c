import { isLoginRefused } from "../../clients/postgres-session";
import { type Check, Violation } from "../check";
import type { Context } from "../context";
import type { DatabaseContext } from "./database-context";

/** Who uses the server for something else doesn't come in through PUBLIC. */
export function othersAreRefused(_: Context, { about, database, server }: DatabaseContext): Check {
  return {
    id: "others-are-refused",
    kind: "refused",
    says: "logins that nobody described",
    about,
    harm: "nothing",
    needs: ["login for something else"],
    attempt: async () => {
      const { outsider } = server;
      if (!(await isLoginRefused(server, database.name, outsider)))
        throw new Violation(`${outsider.user}, which nobody described, logs in`);
      return `${outsider.user} may not connect`;
    },
  };
}
