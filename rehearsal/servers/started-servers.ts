import type { Reference } from "../../contract/vault/reference";
import type { Substitutes } from "../stack/substitutions";
import type { ClientCertificates } from "./client-certificates";
import type { Clusters } from "./clusters";
import type { ImpostorServer } from "./impostor";
import type { JwtIssuers } from "./jwt-issuers";
import type { LogCollector } from "./log-collector";
import type { ReplicatedPostgres } from "./replicated-postgres";
import type { Vault } from "./vault";

/** What runs, whichever stack is applied to it. */
export interface StartedServers {
  readonly directory: string;
  readonly ca: Substitutes["ca"];
  readonly vault: Vault;
  readonly reference: Reference;
  readonly postgres: ReadonlyMap<string, ReplicatedPostgres>;
  readonly clusters: Clusters;
  readonly jwtIssuers: JwtIssuers;
  readonly collectors: ReadonlyMap<string, LogCollector>;
  readonly impostors: readonly ImpostorServer[];
  readonly clientCertificates: ClientCertificates;
}
