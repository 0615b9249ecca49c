/** How a login's sessions begin. */
export interface SessionDescription {
  /** Whether its sessions act as its group: what they make belongs to the group, and `current_user` is the group. */
  readonly actsAsGroup: boolean;
  /** What its sessions are set to. @default - what the server says */
  readonly settings?: SessionSettingsDescription;
}

/** Settings of a login's sessions, every time in seconds. */
export interface SessionSettingsDescription {
  /** PostgreSQL's `search_path`. */
  readonly searchPath?: readonly string[];
  /** PostgreSQL's `statement_timeout`. */
  readonly statementTimeout?: number;
  /** PostgreSQL's `lock_timeout`. */
  readonly lockTimeout?: number;
  /** PostgreSQL's `idle_in_transaction_session_timeout`. */
  readonly idleInTransactionSessionTimeout?: number;
  /** How many sessions it may have at once. PostgreSQL's `CONNECTION LIMIT`. */
  readonly connectionLimit?: number;
}
