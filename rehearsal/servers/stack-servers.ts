import { writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { RehearsalError } from "../../clients/could-not-tell";
import type { DatabaseReference } from "../../constructs";
import type { Endpoints } from "../stack/endpoints";
import type { Substitutes } from "../stack/substitutions";
import type { Clusters } from "./clusters";
import type { JwtIssuerServer } from "./jwt-issuer-server";
import type { JwtIssuers } from "./jwt-issuers";
import type { Postgres } from "./postgres";
import type { Standby } from "./standby";
import type { StartedServers } from "./started-servers";

/** Throwaway servers as one stack speaks of them. */
export class StackServers implements Substitutes {
  constructor(
    private readonly started: StartedServers,
    readonly endpoints: Endpoints,
    readonly clusters: Clusters,
    private readonly jwtIssuers: JwtIssuers,
  ) {}

  get ca() {
    return this.started.ca;
  }

  get vault() {
    return this.started.vault;
  }

  get reference() {
    return this.started.reference;
  }

  get impostors() {
    return this.started.impostors;
  }

  /** PostgreSQL's version, the same on all servers. */
  get postgresVersion(): string {
    return [...this.started.postgres.values()][0]?.primary.version ?? "";
  }

  at(endpoint: string): Postgres {
    return this.started.postgres.get(endpoint)?.primary as Postgres;
  }

  serverOf(database: DatabaseReference): Postgres {
    return this.at(this.endpoints.of(database));
  }

  postgresFor(endpoint: string): string | undefined {
    const server = this.started.postgres.get(this.endpoints.named(endpoint) ?? "");
    if (!server) return undefined;
    // The primary is the last, so that whoever takes the first one gets to a standby.
    const members = [...server.standbys, server.primary].slice(-endpoint.split(",").length);
    return members.map(({ host, port }) => `${host}:${port}`).join(",");
  }

  standbysOf(database: DatabaseReference): readonly Standby[] {
    return this.started.postgres.get(this.endpoints.of(database))?.standbys ?? [];
  }

  clientCertificateOf(account: string) {
    return this.started.clientCertificates.filesOf(account);
  }

  issuerOf(path: string): JwtIssuerServer {
    const issuer = this.jwtIssuers.of(path);
    if (issuer) return issuer;
    const problem = `access.json describes no issuer of tokens that log in at ${path}.`;
    throw new RehearsalError(problem, "Synthesize it again: npm run synth");
  }

  auditFile(device: string): string {
    const path = this.auditPath(device);
    // With a mode that leaves the file as it is, Vault wants it to be there.
    writeFileSync(path, "", { flag: "a", mode: 0o600 });
    return path;
  }

  auditAddress(device: string): string {
    return this.started.collectors.get(device)?.address ?? "";
  }

  async auditLog(device: string): Promise<string> {
    return this.started.collectors.get(device)?.text ?? (await readFile(this.auditPath(device), "utf8"));
  }

  private auditPath(device: string): string {
    return join(this.started.directory, `audit-${device}.log`);
  }
}
