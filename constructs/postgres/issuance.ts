/**
 * How Vault makes leased roles and ends them.
 *
 * By statements, Vault's account acts as a role with CREATEROLE, which becomes a member of each role that it leases: from
 * PostgreSQL 16, issuing and revoking take longer with each live lease. By functions, the account is a member of nothing and may
 * only call functions in a schema of their own, which check what they are given; 64 roles, none of which logs in, own
 * them and share the leases, so that ten thousand cost as little as none.
 *
 * @see PostgreSQL documentation, "CREATE FUNCTION", "Writing SECURITY DEFINER Functions Safely",
 * https://www.postgresql.org/docs/current/sql-createfunction.html#SQL-CREATEFUNCTION-SECURITY
 *
 * @example
 * new PostgresDatabase(stack, "appdb", { databaseName: "appdb", issuance: Issuance.functions() });
 */
export class Issuance {
  /** By `CREATE ROLE … VALID UNTIL` and what every reader of SQL knows. The default. */
  static statements(): Issuance {
    return new Issuance(false);
  }

  /**
   * By functions of the database. Vault's account has them made, by a function of whoever runs Terraform, each time its
   * password is rotated: the connection has to rotate it. For a database from `fromExisting` the DBA's script makes them.
   */
  static functions(): Issuance {
    return new Issuance(true);
  }

  private constructor(readonly usesFunctions: boolean) {}
}
