import { quotedName } from "../../constructs/postgres/statements/quoted";
import type { ConnectionDescription, DatabaseDescription, DatabaseReference } from "../../constructs";
import { makersIn, ownerOfSchema, ownersOf } from "../../constructs/access/database-owners";
import { allowedRoles } from "../../contract/connection/configuration";
import { isSameDatabase } from "../../contract/difference";
import { Session } from "../../clients/postgres-session";
import type { Adoption, PostgresServer } from "../../contract/deployment";
import { scriptFor } from "./dba-scripts";
import { literal } from "../apply/postgres-target";
import { adopt } from "./adoption";
import { makeEarlierObjects } from "./earlier-objects";
import type { LoadedSchemas } from "../schema/loaded-schemas";
import type { Substitutes } from "../stack/substitutions";
import type { SynthesizedStack } from "../stack/synthesized-stack";
import type { VaultClient } from "../../clients/vault-client";

/** Nobody knows what whoever mounted it allows. */
const LONG_LEASES = { max_lease_ttl: "87600h" };

/** What a stack takes for granted, made as whoever owns it would have. */
export class ImportedResources {
  /** How databases that a DBA owns were given to Vault. */
  readonly adoptions: Adoption[] = [];
  private after?: Promise<void>;

  constructor(
    private readonly stack: SynthesizedStack,
    private readonly vault: VaultClient,
    private readonly serverOf: (database: DatabaseReference) => PostgresServer,
    private readonly loaded: LoadedSchemas,
  ) {}

  /** Mounts, auth methods and databases, before the stack is applied. */
  async makeBefore(
    substitutes: Substitutes,
    password: (database: DatabaseReference) => string,
  ): Promise<void> {
    const { engines, transitEngines, authMethods, databases, connections } = this.stack.access;
    await Promise.all([
      ...elsewhere(engines).map(({ path }) =>
        this.vault.request("POST", `sys/mounts/${path}`, { type: "database", config: LONG_LEASES }),
      ),
      ...elsewhere(transitEngines).map(({ path }) =>
        this.vault.request("POST", `sys/mounts/${path}`, { type: "transit" }),
      ),
      ...elsewhere(authMethods).map(({ type, path }) => this.enableAuthMethod(type, path, substitutes)),
    ]);
    // One after the other: they may share roles.
    for (const database of databases.filter(({ imported }) => imported))
      await this.makeDatabase(database, password(database));
    for (const connection of connections.filter((each) => each.imported && this.isOfDba(each)))
      await this.makeConnection(connection, password(connection.database));
  }

  /** Connections that were configured elsewhere to databases that the stack makes, once these are there. */
  makeAfter(password: string): Promise<void> {
    this.after ??= this.makeConnections(password);
    return this.after;
  }

  private async makeConnections(password: string): Promise<void> {
    const { connections } = this.stack.access;
    for (const connection of connections.filter((each) => each.imported && !this.isOfDba(each)))
      await this.makeConnection(connection, password);
  }

  private isOfDba({ database }: ConnectionDescription): boolean {
    return this.stack.access.databases.some((each) => each.imported && isSameDatabase(each, database));
  }

  private async enableAuthMethod(type: string, path: string, { clusters }: Substitutes): Promise<void> {
    await this.vault.request("POST", `sys/auth/${path}`, { type });
    if (type !== "kubernetes") return;
    const { host, ca, reviewerToken } = clusters.of(path);
    await this.vault.request("POST", `auth/${path}/config`, {
      kubernetes_host: host,
      kubernetes_ca_cert: ca,
      token_reviewer_jwt: reviewerToken,
    });
  }

  private async makeDatabase(database: DatabaseDescription, password: string): Promise<void> {
    const { name, owner, account } = database;
    const server = this.serverOf(database);
    await Session.with(server, "postgres", server.superuser, async (session) => {
      for (const { role } of ownersOf(database)) {
        const [known] = await session.query("SELECT FROM pg_catalog.pg_roles WHERE rolname = $1", [role]);
        if (!known) await session.query(`CREATE ROLE ${quotedName(role)} NOLOGIN`);
        // Who deploys makes a break-glass account a member of the owners.
        await session.query(
          `GRANT ${quotedName(role)} TO ${quotedName(server.deployer ?? server.superuser.user)} WITH ADMIN OPTION`,
        );
      }
      // Every server has one that is called postgres.
      const [isThere] = await session.query("SELECT FROM pg_catalog.pg_database WHERE datname = $1", [name]);
      if (!isThere) await session.query(`CREATE DATABASE ${quotedName(name)}`);
    });
    await Session.with(server, name, server.superuser, async (session) => {
      await session.query(`GRANT CREATE ON SCHEMA public TO ${quotedName(owner)}`);
      for (const schema of database.schemas) {
        const belongsTo = ownerOfSchema(database, schema);
        await session.query(
          `CREATE SCHEMA IF NOT EXISTS ${quotedName(schema)} AUTHORIZATION ${quotedName(belongsTo)}`,
        );
        for (const maker of makersIn(database, schema))
          await session.query(`GRANT CREATE ON SCHEMA ${quotedName(schema)} TO ${quotedName(maker)}`);
      }
      await makeEarlierObjects(server, database, !this.loaded.has(database));
      await this.loaded.load(database);
      this.adoptions.push(await adopt(server, database, scriptFor(database, this.stack.access)));
      await session.query(`ALTER ROLE ${quotedName(account)} PASSWORD ${literal(password)}`);
    });
  }

  private async makeConnection(
    { name, engine, database }: ConnectionDescription,
    password: string,
  ): Promise<void> {
    const server = this.serverOf(database);
    const account = this.stack.access.databases.find((each) => isSameDatabase(each, database))?.account;
    await Session.with(server, "postgres", server.superuser, (session) =>
      session.query(`ALTER ROLE ${quotedName(account ?? "")} PASSWORD ${literal(password)}`),
    );
    await this.vault.request("POST", `${engine}/config/${name}`, {
      plugin_name: "postgresql-database-plugin",
      password_authentication: "scram-sha-256",
      allowed_roles: allowedRoles(this.stack.access, { engine, name }),
      connection_url: `postgresql://{{username}}:{{password}}@${server.host}:${server.port}/${encodeURIComponent(database.name)}?sslmode=disable`,
      username: account,
      password,
    });
  }
}

/** What somebody else mounted, each once, also when it is imported twice. */
function elsewhere<Mount extends { readonly path: string; readonly imported: boolean }>(
  mounts: readonly Mount[],
): Mount[] {
  return [...new Map(mounts.filter(({ imported }) => imported).map((mount) => [mount.path, mount])).values()];
}
