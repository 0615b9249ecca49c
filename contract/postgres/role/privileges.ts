import { quotedName } from "../../../constructs/postgres/statements/quoted";
import type { GroupDescription, SchemaPrivilegesDescription } from "../../../constructs";
import { ownersOf } from "../owners";
import type { Check } from "../../check";
import type { Context } from "../../context";
import { placesOf } from "../places";
import { AFTER, BEFORE } from "../probe-names";
import { type Probes } from "../probes";
import { type Act, checksOf } from "./attempt";
import { extensionActs } from "./extensions";
import { namedRoutineActs } from "./named-routines";
import { namedTableActs } from "./named-tables";
import { objectActs } from "./objects";
import { actsOnOthers } from "./others";
import type { UserContext } from "./user-context";

/** What a user of a role may do, and each neighbouring thing that it may not. */
export function privilegeChecks(_: Context, context: UserContext): Check[] {
  const { probes, laterObjects } = context.database;
  const acts = [
    ...objectActs(probes, context.group),
    ...ownerActs(probes, context.group),
    // Nobody knows which rows a table of the user's own takes, nor what a routine of theirs does.
    ...(probes.isInvented ? context.privileges.schemas.flatMap(namedActs) : []),
    ...(probes.isInvented ? extensionActs(probes.database) : []),
    ...actsOnOthers(probes, context.group),
  ];
  const isAllowed = async (statement: string) => {
    await laterObjects.get();
    return (await context.session.get()).isAllowed(statement);
  };
  return acts.flatMap((act) => checksOf(context.about, act, isAllowed));
}

function namedActs(set: SchemaPrivilegesDescription): Act[] {
  return [...namedTableActs(set), ...namedRoutineActs(set)];
}

/** What only who acts as an owner may do. */
function ownerActs({ database }: Probes, { role, privileges }: GroupDescription): Act[] {
  const owners = ownersOf(database);
  const own = owners.find((each) => each.role === role) ?? owners[0];
  const [there] = placesOf(database, BEFORE).filter((place) => place.owner === own?.role);
  const [later] = placesOf(database, AFTER).filter((place) => place.owner === own?.role);
  const act = (id: string, statement: string, says?: string): Act => ({
    id,
    says,
    attempts: [{ statement, allowed: privileges.owner }],
  });
  return [
    act("create-table", `CREATE TABLE ${quotedName(there?.schema ?? "")}.contract_made (id int)`),
    act("alter-table", `ALTER TABLE ${quotedName(there?.schema ?? "")}.${there?.name} ADD COLUMN more text`),
    act("drop-table", `DROP TABLE ${quotedName(later?.schema ?? "")}.${later?.name}`),
    act("create-schema", "CREATE SCHEMA contract_made"),
    {
      id: "make-temporary-tables",
      attempts: [
        {
          statement: "CREATE TEMPORARY TABLE contract_made (id int)",
          allowed: privileges.owner || privileges.temporary === true,
        },
      ],
    },
    {
      id: "become-owner",
      says: "act as the owner",
      saysOthers: "act as another owner",
      attempts: owners.map((owner) => ({
        statement: `SET ROLE ${quotedName(owner.role)}`,
        allowed: privileges.owner && owner.role === role,
      })),
    },
  ];
}
