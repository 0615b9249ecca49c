import type { GroupDescription } from "../../../constructs";
import { USE_EXTENSION } from "../extension";
import { LARGE_OBJECT } from "../large-object";
import { USES_OF_OTHERS } from "../other-owner";
import type { Probes } from "../probes";
import type { Act } from "./attempt";

/** What no grant in a schema reaches: by PUBLIC, or by whom it belongs to. */
export function actsOnOthers({ database, isInvented }: Probes, { role }: GroupDescription): Act[] {
  return [
    {
      id: "read-large-object",
      says: "read large objects",
      attempts: [
        { statement: `SELECT pg_catalog.lo_get(${LARGE_OBJECT})`, allowed: role === database.owner },
      ],
    },
    ...(isInvented ? ACTS_ON_OTHERS : []),
  ];
}

/** Everybody may what PUBLIC may, whatever a privilege set is. */
const ACTS_ON_OTHERS: readonly Act[] = [
  {
    id: "use-extension",
    says: "use extensions",
    attempts: [{ statement: USE_EXTENSION, allowed: true }],
  },
  {
    id: "use-what-others-own",
    says: "use what others share",
    saysOthers: "use what others keep",
    attempts: USES_OF_OTHERS,
  },
];
