import { isLoginRefused } from "../../../clients/postgres-session";
import type { StaticRolePairDescription } from "../../../constructs";
import { RehearsalError } from "../../../clients/could-not-tell";
import { type Check, Violation } from "../../check";
import type { Context } from "../../context";
import { pairPhase } from "../../pair-phase";
import type { ServerContext } from "../server-context";
import type { StaticRoleContext } from "./static-role-context";

/** Of a pair, a forced rotation changes one password and its time, and whoever uses the other one notices nothing. */
export function pairsChangeInTurn(context: Context, server: ServerContext): Check[] {
  return context.access.staticRolePairs.flatMap((pair) => {
    const [blue, green] = [pair.blue, pair.green].map((name) => roleOf(context, pair, name));
    if (blue?.database.server !== server.server || !green) return [];
    return {
      id: "pair-changes-in-turn",
      kind: "rotation",
      says: "changes in turn",
      about: { kind: "role", name: pair.name, engine: pair.engine },
      harm: "breaks",
      needs: ["root of Vault"],
      attempt: () => rotateOne(pair, blue, green),
    };
  });
}

/** @throws RehearsalError when `access.json` describes no such role */
function roleOf(
  { staticRoles }: Context,
  { engine }: StaticRolePairDescription,
  name: string,
): StaticRoleContext {
  const found = staticRoles.find(({ role }) => role.engine === engine && role.name === name);
  if (found) return found;
  const problem = `access.json describes no static role "${name}" of engine "${engine}", though a pair names it.`;
  throw new RehearsalError(problem, "Synthesize it again: npm run synth");
}

async function rotateOne(
  pair: StaticRolePairDescription,
  blue: StaticRoleContext,
  green: StaticRoleContext,
): Promise<string> {
  const [used, before] = [await blue.read(), await green.read()];
  if (used.user === before.user) throw new Violation(`both are the login ${used.user}`);
  const session = await blue.open(used);
  try {
    await green.rotate();
    const [still, after] = [await blue.read(), await green.read()];
    if (after.rotated <= before.rotated) throw new Violation(`the rotation of ${pair.green} can't be forced`);
    if (still.password !== used.password || still.rotated !== used.rotated)
      throw new Violation(`a rotation of ${pair.green} changes ${pair.blue}, too`);
    const { server } = blue.database;
    if ((await isLoginRefused(server, blue.role.database.name, used)) || !(await session.isOpen()))
      throw new Violation(`whoever uses ${pair.blue} is locked out while ${pair.green} changes`);
    const phase = pairPhase(pair, { blue: used.rotated, green: before.rotated });
    return phase.isApart
      ? `they change ${phase.apart} s apart`
      : `made in phase, ${phase.apart} s apart: ${pair.apartBy === "schedule" ? "their schedules set" : "a forced rotation sets"} them apart, and spares whoever uses the other one`;
  } finally {
    await session.close();
  }
}
