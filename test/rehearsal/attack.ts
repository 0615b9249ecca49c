import { setTimeout as sleep } from "node:timers/promises";
import type { Deployment } from "../../contract/deployment";
import { type Lease, Leases } from "../../contract/leases";
import { Session } from "../../clients/postgres-session";

const DATABASE = "appdb";
const CLIENTS = 8;

/**
 * Revokes a lease while clients of it reconnect the moment they are cut off, one of them in SET ROLE, and its role owns
 * tables, a type and a large object and is named in a superuser's grants and default privileges.
 *
 * @returns what should not be: sessions that are left, writes that happen, objects of another owner
 */
export async function revokeUnderAttack(
  deployment: Deployment,
  role: string,
  round: number,
): Promise<string[]> {
  const leases = new Leases(deployment.vault);
  const lease = await leases.issue(`database/creds/${role}`);
  const table = `left_${round}`;
  const oid = await entangle(deployment, lease, table);
  const attack = new Attack(deployment, lease, table);
  try {
    await attack.begin();
    const refusal = await leases.revoke(lease).then(
      () => [],
      (error: Error) => [`the revocation failed: ${error.message}`],
    );
    const rows = await countRows(deployment, table);
    // Long enough for every client to try again many times.
    await sleep(300);
    return [...refusal, ...(await problemsAfter(deployment, oid, table, rows))];
  } finally {
    await attack.end();
  }
}

/** Clients that write, and reconnect the moment they are cut off. */
class Attack {
  private going = true;
  private connected = 0;
  private readonly clients: Promise<void>[] = [];

  constructor(
    private readonly deployment: Deployment,
    private readonly lease: Lease,
    private readonly table: string,
  ) {}

  async begin(): Promise<void> {
    for (let client = 0; client < CLIENTS; client++) this.clients.push(this.run(client === 0));
    while (this.connected < CLIENTS) await sleep(5);
  }

  async end(): Promise<void> {
    this.going = false;
    await Promise.all(this.clients);
  }

  private async run(inSetRole: boolean): Promise<void> {
    while (this.going) {
      // Whatever goes wrong, it tries again at once.
      await this.writeUntilCutOff(inSetRole).catch(() => undefined);
    }
  }

  private async writeUntilCutOff(inSetRole: boolean): Promise<void> {
    const session = await Session.open(
      this.deployment.serverOf({ server: "postgresql", name: DATABASE }),
      DATABASE,
      {
        user: this.lease.user,
        password: this.lease.password,
      },
    );
    try {
      if (inSetRole) await session.query("SET ROLE appdb_read_write");
      this.connected++;
      while (this.going) await session.query(`INSERT INTO ${this.table} DEFAULT VALUES`);
    } finally {
      await session.close();
    }
  }
}

/** Makes the role own things, and be named in what a superuser grants. @returns its OID */
async function entangle(deployment: Deployment, { user }: Lease, table: string): Promise<number> {
  return asSuperuser(deployment, async (session) => {
    await session.query(`CREATE TABLE ${table} (id serial)`);
    await session.query(`GRANT INSERT ON ${table} TO appdb_read_write`);
    await session.query(`GRANT USAGE ON SEQUENCE ${table}_id_seq TO appdb_read_write`);
    await session.query(`ALTER TABLE ${table} OWNER TO "${user}"`);
    await session.query(`CREATE TYPE ${table}_type AS ENUM ('one')`);
    await session.query(`ALTER TYPE ${table}_type OWNER TO "${user}"`);
    const [large] = await session.query("SELECT lo_create(0) AS object");
    await session.query(`ALTER LARGE OBJECT ${large?.object} OWNER TO "${user}"`);
    await session.query("SET ROLE app_owner");
    await session.query(`CREATE TABLE ${table}_of_owner (id int)`);
    await session.query("RESET ROLE");
    await session.query(`GRANT ALL ON ${table}_of_owner TO "${user}"`);
    await session.query(`ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO "${user}"`);
    const [row] = await session.query("SELECT oid::int FROM pg_roles WHERE rolname = $1", [user]);
    return row?.oid as number;
  });
}

async function problemsAfter(
  deployment: Deployment,
  oid: number,
  table: string,
  rows: number,
): Promise<string[]> {
  const now = await countRows(deployment, table);
  return asSuperuser(deployment, async (session) => {
    // By its OID: a session whose role is gone has no name.
    const sessions = await session.query("SELECT pid FROM pg_stat_activity WHERE usesysid = $1", [oid]);
    const roles = await session.query("SELECT FROM pg_roles WHERE oid = $1", [oid]);
    const owners = await session.query(
      `SELECT relowner::regrole::text AS owner FROM pg_class WHERE relname IN ($1::text, $1::text || '_id_seq')
       UNION SELECT typowner::regrole::text FROM pg_type WHERE typname = $1::text || '_type'
       UNION SELECT lomowner::regrole::text FROM pg_largeobject_metadata`,
      [table],
    );
    const others = owners.map(({ owner }) => owner).filter((owner) => owner !== "app_owner");
    return [
      ...(sessions.length ? [`${sessions.length} sessions are left`] : []),
      ...(now > rows ? [`${now - rows} writes happened`] : []),
      ...(roles.length ? ["the role is there"] : []),
      ...(others.length ? [`objects belong to ${others.join(", ")}`] : []),
    ];
  });
}

async function countRows(deployment: Deployment, table: string): Promise<number> {
  const [row] = await asSuperuser(deployment, (session) =>
    session.query(`SELECT count(*)::int AS rows FROM ${table}`),
  );
  return row?.rows as number;
}

export function asSuperuser<Result>(
  deployment: Deployment,
  action: (session: Session) => Promise<Result>,
  database = DATABASE,
): Promise<Result> {
  const described = deployment.access.databases.find(({ name }) => name === DATABASE);
  const server = deployment.serverOf(described ?? { server: "postgresql", name: DATABASE });
  return Session.with(server, database, server.superuser, action);
}
