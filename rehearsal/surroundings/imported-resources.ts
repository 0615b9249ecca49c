import { quotedName } from "../../constructs/postgres/statements/quoted";
import type {
  AccessManifest,
  AuthMethodDescription,
  ConnectionDescription,
  DatabaseDescription,
  DatabaseReference,
} from "../../constructs";
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
import type { StackServers } from "../servers/stack-servers";
import type { ThrowawayServers } from "../servers/throwaway-servers";
import type { SynthesizedStack } from "../stack/synthesized-stack";
import type { VaultClient } from "../../clients/vault-client";

/** Nobody knows what whoever mounted it allows. */
const LONG_LEASES = { max_lease_ttl: "87600h" };

export interface ImportedResourcesProps {
  readonly stack: SynthesizedStack;
  /** Stacks on the same servers. */
  readonly others: readonly AccessManifest[];
  readonly vault: VaultClient;
  readonly shared: ThrowawayServers;
  readonly servers: StackServers;
  readonly loaded: LoadedSchemas;
}

/** What a stack takes for granted, made as whoever owns it would have: once, also for several stacks. */
export class ImportedResources {
  /** How databases that a DBA owns were given to Vault. */
  readonly adoptions: Adoption[] = [];
  private after?: Promise<void>;

  constructor(private readonly props: ImportedResourcesProps) {}

  /** Mounts, auth methods and databases, before the stack is applied. */
  async makeBefore(password: (database: DatabaseReference) => string): Promise<void> {
    const { stack, others, vault, shared } = this.props;
    const { databases, connections } = stack.access;
    const mount = (path: string, settings: object) =>
      shared.once(`mount ${path}`, () => vault.request("POST", `sys/mounts/${path}`, settings));
    await Promise.all([
      ...elsewhere(stack.access, others, "engines").map(({ path }) =>
        mount(path, { type: "database", config: LONG_LEASES }),
      ),
      ...elsewhere(stack.access, others, "transitEngines").map(({ path }) =>
        mount(path, { type: "transit" }),
      ),
      ...elsewhere(stack.access, others, "authMethods").map((method) =>
        shared.once(`enable auth/${method.path}`, () => this.enableAuthMethod(method)),
      ),
    ]);
    // One after the other: they may share roles.
    for (const database of databases.filter(({ imported }) => imported))
      await this.giveToVault(database, password(database));
    for (const connection of connections.filter((each) => each.imported && this.isOfDba(each)))
      await this.makeConnection(connection, password(connection.database));
  }

  /** Connections that were configured elsewhere to databases that the stack makes, once these are there. */
  makeAfter(password: string): Promise<void> {
    this.after ??= this.makeConnections(password);
    return this.after;
  }

  private async makeConnections(password: string): Promise<void> {
    const { connections } = this.props.stack.access;
    for (const connection of connections.filter((each) => each.imported && !this.isOfDba(each)))
      await this.makeConnection(connection, password);
  }

  private isOfDba({ database }: ConnectionDescription): boolean {
    return this.props.stack.access.databases.some((each) => each.imported && isSameDatabase(each, database));
  }

  private async enableAuthMethod({ type, path, issuer }: AuthMethodDescription): Promise<void> {
    const { vault, servers } = this.props;
    await vault.request("POST", `sys/auth/${path}`, { type });
    if (issuer) {
      const { publicKey } = servers.issuerOf(path);
      const configuration = { bound_issuer: issuer.issuer, jwt_supported_algs: [issuer.algorithm] };
      await vault.request("POST", `auth/${path}/config`, {
        ...configuration,
        jwt_validation_pubkeys: [publicKey],
      });
    }
    if (type !== "kubernetes") return;
    const { host, ca, reviewerToken } = servers.clusters.of(path);
    await vault.request("POST", `auth/${path}/config`, {
      kubernetes_host: host,
      kubernetes_ca_cert: ca,
      token_reviewer_jwt: reviewerToken,
    });
  }

  /** Its script is run again when it has changed. */
  private async giveToVault(database: DatabaseDescription, password: string): Promise<void> {
    const { stack, shared, servers, loaded } = this.props;
    const server = servers.serverOf(database);
    const name = `${servers.endpoints.of(database)}/${database.name}`;
    const script = scriptFor(database, stack.access);
    const adoption = await shared.once(`give ${name} to Vault: ${script}`, async () => {
      await makeDatabase(server, database);
      await shared.once(`earlier objects: ${name}, ${database.schemas.join()}`, () =>
        makeEarlierObjects(server, database, !loaded.has(database)),
      );
      await loaded.load(database);
      return adopt(server, database, script);
    });
    this.adoptions.push(adoption);
    await shared.once(`first password in ${name}`, () => setPassword(server, database.account, password));
  }

  /** It is configured again when more roles are allowed. */
  private async makeConnection(connection: ConnectionDescription, password: string): Promise<void> {
    const { stack, vault, shared, servers } = this.props;
    const { name, engine, database } = connection;
    const server = servers.serverOf(database);
    const account = stack.access.databases.find((each) => isSameDatabase(each, database))?.account ?? "";
    const allowed = allowedRoles(stack.access, connection);
    await shared.once(`configure ${engine}/${name}: ${allowed.join(", ")}`, async () => {
      await setPassword(server, account, password);
      await vault.request("POST", `${engine}/config/${name}`, {
        plugin_name: "postgresql-database-plugin",
        password_authentication: "scram-sha-256",
        allowed_roles: allowed,
        connection_url: `postgresql://{{username}}:{{password}}@${server.host}:${server.port}/${encodeURIComponent(database.name)}?sslmode=disable`,
        username: account,
        password,
      });
    });
  }
}

/** Makes a database that a DBA owns, with its owners and schemas. */
async function makeDatabase(server: PostgresServer, database: DatabaseDescription): Promise<void> {
  const { name, owner, schemas } = database;
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
    for (const schema of schemas) {
      const belongsTo = ownerOfSchema(database, schema);
      await session.query(
        `CREATE SCHEMA IF NOT EXISTS ${quotedName(schema)} AUTHORIZATION ${quotedName(belongsTo)}`,
      );
      for (const maker of makersIn(database, schema))
        await session.query(`GRANT CREATE ON SCHEMA ${quotedName(schema)} TO ${quotedName(maker)}`);
    }
  });
}

async function setPassword(server: PostgresServer, account: string, password: string): Promise<void> {
  await Session.with(server, "postgres", server.superuser, (session) =>
    session.query(`ALTER ROLE ${quotedName(account)} PASSWORD ${literal(password)}`),
  );
}

type Mounts = "engines" | "transitEngines" | "authMethods";

/** What somebody else mounted, each once, also when it is imported twice. */
function elsewhere<List extends Mounts>(
  access: AccessManifest,
  others: readonly AccessManifest[],
  list: List,
): AccessManifest[List][number][] {
  const made = others.flatMap((other) => other[list]).filter(({ imported }) => !imported);
  const mounts = access[list].filter(
    ({ imported, path }) => imported && !made.some((each) => each.path === path),
  );
  return [...new Map(mounts.map((mount) => [mount.path, mount])).values()];
}
