import { accounts } from "./accounts";
import { connections } from "./connections";
import type { Consequences } from "./consequence";
import { data } from "./data";
import { engines } from "./engines";
import { groups } from "./groups";
import { leasedRoles } from "./leased-roles";
import { logins } from "./logins";
import { forgotten, others } from "./others";
import { servers } from "./servers";
import { staticRoles } from "./static-roles";
import { undescribed } from "./undescribed";

/** What a plan can do to whatever runs: docs/changes.md says how it was tried. The worst first. */
export const CONSEQUENCES: readonly Consequences[] = [
  data,
  others,
  engines,
  groups,
  accounts,
  connections,
  servers,
  leasedRoles,
  staticRoles,
  logins,
  forgotten,
  undescribed,
];
