import type { SessionSettingsDescription } from "../access/session-description";
import { Duration } from "../duration";

export interface SessionSettingsProps {
  /**
   * Schemas of the database in which names are looked up that say none, in this order. PostgreSQL's `search_path`.
   * The `extensionSchemas` of the database come after it.
   * @default - the server's
   */
  readonly searchPath?: readonly string[];
  /** How long one statement may take. PostgreSQL's `statement_timeout`. @default - the server's */
  readonly statementTimeout?: Duration;
  /** How long a statement waits for a lock. PostgreSQL's `lock_timeout`. @default - the server's */
  readonly lockTimeout?: Duration;
  /**
   * How long a session may do nothing within a transaction before it is ended. PostgreSQL's
   * `idle_in_transaction_session_timeout`.
   * @default - the server's
   */
  readonly idleInTransactionSessionTimeout?: Duration;
  /** How many sessions one login may have at once. PostgreSQL's `CONNECTION LIMIT`. @default - as many as the server has */
  readonly connectionLimit?: number;
}

/** How the sessions of a role's logins begin. */
export interface SessionProps {
  /**
   * Whether they act as the group of their privilege set, by `ALTER ROLE … SET role`: `current_user` is the group, and what
   * they make belongs to it, so that large objects, rows under policies by `current_user` and user mappings outlive a
   * login. `session_user`, `pg_stat_activity` and PostgreSQL's log go on saying whose login it is.
   * @default - whether the set writes: INSERT, UPDATE, DELETE or TRUNCATE; the owner's always does
   */
  readonly actsAsGroup?: boolean;
  /** What they are set to when they begin. @default - what the server says */
  readonly settings?: SessionSettings;
}

/**
 * What the sessions of a role's logins are set to when they begin. A session may set the times and the search path
 * otherwise for itself: they keep mistakes from doing harm, not somebody who means it. The connection limit holds.
 *
 * @see PostgreSQL documentation, "Client Connection Defaults" and "ALTER ROLE",
 * https://www.postgresql.org/docs/current/runtime-config-client.html
 */
export class SessionSettings {
  /** Settings of one's own. */
  static of(props: SessionSettingsProps): SessionSettings {
    return new SessionSettings(props);
  }

  /**
   * For somebody at a prompt: statements of 5 minutes, 10 seconds for a lock, a transaction left open for 10 minutes, and
   * 5 sessions, unless the props say otherwise.
   */
  static people(props: SessionSettingsProps = {}): SessionSettings {
    return new SessionSettings({
      statementTimeout: Duration.minutes(5),
      lockTimeout: Duration.seconds(10),
      idleInTransactionSessionTimeout: Duration.minutes(10),
      connectionLimit: 5,
      ...props,
    });
  }

  /**
   * For a program that writes its own SQL, such as an agent with a language model: statements of 30 seconds, 2 seconds for
   * a lock, a transaction left open for 30 seconds, and 4 sessions, unless the props say otherwise.
   */
  static programs(props: SessionSettingsProps = {}): SessionSettings {
    return new SessionSettings({
      statementTimeout: Duration.seconds(30),
      lockTimeout: Duration.seconds(2),
      idleInTransactionSessionTimeout: Duration.seconds(30),
      connectionLimit: 4,
      ...props,
    });
  }

  private constructor(
    /** What was asked for. */
    readonly props: SessionSettingsProps,
  ) {}

  /** The settings in `access.json`. */
  describe(): SessionSettingsDescription {
    const { searchPath, connectionLimit, ...times } = this.props;
    return {
      searchPath,
      statementTimeout: times.statementTimeout?.toSeconds(),
      lockTimeout: times.lockTimeout?.toSeconds(),
      idleInTransactionSessionTimeout: times.idleInTransactionSessionTimeout?.toSeconds(),
      connectionLimit,
    };
  }
}
