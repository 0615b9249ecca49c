import { type Recorder, Violation } from "../check";
import { difference } from "../difference";
import type { Probes } from "./probes";
import { describeRoles } from "./server-roles";

const sorted = (list: string) => `ARRAY(SELECT unnest(${list})::text ORDER BY 1)`;

/** Owners and access lists in a database, a line each. What checks left there on purpose is left out. */
const ACCESS = `
  SELECT format('database %s %s', datname, ${sorted("datacl")}) AS line FROM pg_catalog.pg_database WHERE datname = current_database()
  UNION ALL SELECT format('schema %s of %s %s', nspname, nspowner::regrole, ${sorted("nspacl")}) FROM pg_catalog.pg_namespace
    WHERE nspname !~ '^(pg_|information_schema$)'
  UNION ALL SELECT format('%s of %s %s', oid::regclass, relowner::regrole, ${sorted("relacl")}) FROM pg_catalog.pg_class
    WHERE relnamespace::regnamespace::text !~ '^(pg_|information_schema$)' AND relname !~ '^contract_(left|after)'
  UNION ALL SELECT format('default privileges of %s in %s on %s %s', defaclrole::regrole, defaclnamespace::regnamespace, defaclobjtype, ${sorted("defaclacl")})
    FROM pg_catalog.pg_default_acl`;

/** What is in a database and on its server while nothing is leased: leases must leave it as it was. */
export class Leftovers {
  private readonly before = new Map<Probes, { roles: string[]; access: string[] }>();

  /** Remembers what there is now. */
  async remember(probes: Probes): Promise<void> {
    this.before.set(probes, { roles: await describeRoles(probes.server), access: await accessIn(probes) });
  }

  /** Compares with what there was, once every lease is revoked. */
  async check(recorder: Recorder, probes: Probes): Promise<void> {
    const before = this.before.get(probes);
    if (!before) return;
    await recorder.check(probes.database.name, "leases-leave-nothing", async () => {
      const changes = [
        ...difference(before.roles, await describeRoles(probes.server)),
        ...difference(before.access, await accessIn(probes)),
      ];
      if (changes.length) throw new Violation(changes.join("; "));
      return "with every lease revoked, roles, memberships, owners and access lists are as they were";
    });
  }
}

async function accessIn(probes: Probes): Promise<string[]> {
  const rows = await probes.asSuperuser((session) => session.query(ACCESS));
  return rows.map(({ line }) => String(line)).sort();
}
