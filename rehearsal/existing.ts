import { existingDatabaseSql, type ConnectionDescription, type DatabaseDescription } from "../constructs";
import { Session } from "../contract/session";
import type { PostgresServer } from "../contract/deployment";
import { makeEarlierObjects } from "./earlier-objects";
import type { StandIns } from "./substitutions";
import type { SynthesizedStack } from "./synthesized-stack";
import type { VaultClient } from "../contract/vault-client";

/** What a stack takes for granted, made as whoever owns it would have. */
export class ExistingParts {
  constructor(
    private readonly stack: SynthesizedStack,
    private readonly vault: VaultClient,
    private readonly serverOf: (database: string) => PostgresServer,
  ) {}

  /** Mounts, auth methods and databases, before the stack is applied. */
  async makeBefore(standIns: StandIns, password: (database: string) => string): Promise<void> {
    const { engines, authMethods, databases } = this.stack.access;
    await Promise.all([
      ...engines
        .filter(({ managed }) => !managed)
        .map(({ path }) => this.vault.request("POST", `sys/mounts/${path}`, { type: "database" })),
      ...authMethods
        .filter(({ managed }) => !managed)
        .map(({ type, path }) => this.enableAuthMethod(type, path, standIns)),
      ...databases
        .filter(({ managed }) => !managed)
        .map((database) => this.makeDatabase(database, password(database.name))),
    ]);
  }

  /** Connections that were configured elsewhere, once their databases are there. */
  async makeAfter(password: string): Promise<void> {
    const connections = this.stack.access.connections.filter(({ managed }) => !managed);
    await Promise.all(connections.map((connection) => this.makeConnection(connection, password)));
  }

  private async enableAuthMethod(type: string, path: string, { kubernetes }: StandIns): Promise<void> {
    await this.vault.request("POST", `sys/auth/${path}`, { type });
    if (type !== "kubernetes") return;
    await this.vault.request("POST", `auth/${path}/config`, {
      kubernetes_host: kubernetes.host,
      kubernetes_ca_cert: kubernetes.ca,
      token_reviewer_jwt: kubernetes.reviewerToken,
    });
  }

  private async makeDatabase(database: DatabaseDescription, password: string): Promise<void> {
    const { name, owner, account } = database;
    const server = this.serverOf(name);
    await Session.with(server, "postgres", server.superuser, async (session) => {
      await session.query(`CREATE ROLE "${owner}" NOLOGIN`);
      await session.query(`CREATE DATABASE "${name}"`);
    });
    await Session.with(server, name, server.superuser, async (session) => {
      await session.query(`GRANT CREATE ON SCHEMA public TO "${owner}"`);
      for (const schema of database.schemas)
        await session.query(`CREATE SCHEMA IF NOT EXISTS "${schema}" AUTHORIZATION "${owner}"`);
      await makeEarlierObjects(server, database);
      for (const statement of existingDatabaseSql(database)) await session.query(statement);
      await session.query(`ALTER ROLE "${account}" PASSWORD '${password}'`);
    });
  }

  private async makeConnection(
    { name, engine, database }: ConnectionDescription,
    password: string,
  ): Promise<void> {
    const server = this.serverOf(database);
    const account = this.stack.access.databases.find((each) => each.name === database)?.account;
    await Session.with(server, "postgres", server.superuser, (session) =>
      session.query(`ALTER ROLE "${account}" PASSWORD '${password}'`),
    );
    await this.vault.request("POST", `${engine}/config/${name}`, {
      plugin_name: "postgresql-database-plugin",
      password_authentication: "scram-sha-256",
      allowed_roles: this.stack.access.roles
        .filter((role) => role.connection === name)
        .map((role) => role.name),
      connection_url: `postgresql://{{username}}:{{password}}@${server.host}:${server.port}/${database}?sslmode=disable`,
      username: account,
      password,
    });
  }
}
