/** A role that PostgreSQL brings along. */
interface PredefinedRole {
  /** The version that has it first. */
  readonly since: number;
  /** What its members may do that no privilege set says. Empty where that is everything. @default - nothing: it is harmless */
  readonly gives?: string;
}

/** @see PostgreSQL documentation, "Predefined Roles", https://www.postgresql.org/docs/current/predefined-roles.html */
export const PREDEFINED_ROLES: Readonly<Record<string, PredefinedRole>> = {
  pg_checkpoint: { since: 15 },
  pg_monitor: { since: 10 },
  pg_read_all_settings: { since: 10 },
  pg_read_all_stats: { since: 10 },
  pg_stat_scan_tables: { since: 10 },
  pg_signal_autovacuum_worker: { since: 18 },
  pg_use_reserved_connections: { since: 16 },
  pg_create_subscription: { since: 16, gives: "which lets data in from other servers" },
  pg_execute_server_program: { since: 11, gives: "" },
  pg_maintain: { since: 17, gives: "which locks and rewrites every table, whatever its privilege set says" },
  pg_read_all_data: { since: 14, gives: "which reads every table, whatever its privilege set says" },
  pg_read_server_files: { since: 11, gives: "" },
  pg_signal_backend: { since: 10, gives: "which ends sessions of others, Vault's too" },
  pg_write_all_data: { since: 14, gives: "which writes every table, whatever its privilege set says" },
  pg_write_server_files: { since: 11, gives: "" },
};
