import type { RoleDescription } from "../../../constructs";
import { type Recorder, Violation } from "../../check";
import type { Lease } from "../../leases";
import type { Probes } from "../probes";
import { isLoginRefused } from "../../../clients/postgres-session";

/** A credential opens the database that it is for, and no other that PUBLIC can't enter. */
export async function checkOtherDatabases(
  recorder: Recorder,
  own: Probes,
  all: readonly Probes[],
  role: RoleDescription,
  lease: Lease,
): Promise<void> {
  // A group that two databases share gets into both.
  const shares = ({ database: { owner, groups } }: Probes) =>
    [owner, ...groups.map((group) => group.role)].includes(role.group);
  const described = all.filter((each) => each !== own && !shares(each));
  const others = [
    { server: own.server, name: own.otherDatabase },
    ...described.map(({ server, database }) => ({ server, name: database.name })),
  ];
  await recorder.check(role.name, "may-not-enter-other-databases", async () => {
    for (const { server, name } of others) {
      if (!(await isLoginRefused(server, name, lease)))
        throw new Violation(`it gets into database "${name}", which it has nothing to do with`);
    }
    return `refused: ${others.map(({ name }) => name).join(", ")}`;
  });
}
