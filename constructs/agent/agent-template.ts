import type { AgentTemplateDescription } from "../access/agent-description";
import { OnChange } from "./on-change";
import type { CredentialVariables } from "../access/credential-description";
import type { CredentialProps } from "../credential/credential-props";
import { libpqVariables } from "../credential/libpq-variables";

export interface AgentTemplateProps extends CredentialProps {
  /** The file, an absolute path where the workload runs. */
  readonly destination: string;
  /** Its mode in octal. Nobody but its owner and its group may read it. @default "0600" */
  readonly mode?: string;
  /** Whose the file is; the agent then has to run as root. @default - whoever runs the agent */
  readonly owner?: { readonly user?: string; readonly group?: string };
  /** What the agent does when it has written the file. @default OnChange.nothing() */
  readonly onChange?: OnChange;
}

export interface EnvFileProps extends AgentTemplateProps {
  /** Variables and what is in each: `{ DB_USER: "user", DATABASE_URL: "url" }`. @default - libpq's: PGHOST, PGUSER and so on */
  readonly variables?: CredentialVariables;
}

export interface PgServiceProps extends AgentTemplateProps {
  /** The name of the service. @default - the name of the database */
  readonly service?: string;
}

/**
 * A file that an agent writes a credential into, escaped for its format, and writes again when the credential is
 * another one. Several files of one role hold the same user.
 *
 * @see Vault documentation, "Use Vault Agent templates",
 * https://developer.hashicorp.com/vault/docs/agent-and-proxy/agent/template
 */
export class AgentTemplate {
  /** Variables that a POSIX shell sources, as does systemd's `EnvironmentFile`. */
  static envFile(props: EnvFileProps): AgentTemplate {
    return new AgentTemplate("env", props, { variables: props.variables ?? libpqVariables(props) });
  }

  /** A JSON object: `host`, `port`, `database`, `user`, `password`, `sslmode`. */
  static json(props: AgentTemplateProps): AgentTemplate {
    return new AgentTemplate("json", props);
  }

  /** A password file of libpq. It is found by the user's name, which whoever connects has to know from elsewhere. */
  static pgpass(props: AgentTemplateProps): AgentTemplate {
    return new AgentTemplate("pgpass", props);
  }

  /** A connection service file of libpq: `psql service=appdb`, with `PGSERVICEFILE` set to the file. */
  static pgService(props: PgServiceProps): AgentTemplate {
    return new AgentTemplate("pg_service", props, { service: props.service });
  }

  /** A connection URL, percent-encoded: `postgresql://user:password@host:port/database?sslmode=verify-full`. */
  static url(props: AgentTemplateProps): AgentTemplate {
    return new AgentTemplate("url", props);
  }

  /** What it does when it has written the file. */
  readonly onChange: OnChange;
  /** The file's mode. */
  readonly mode: string;

  private constructor(
    /** Its format. */
    readonly kind: AgentTemplateDescription["kind"],
    /** What every format has. */
    readonly props: AgentTemplateProps,
    /** What this format has besides. */
    readonly format: { readonly variables?: CredentialVariables; readonly service?: string } = {},
  ) {
    this.onChange = props.onChange ?? OnChange.nothing();
    this.mode = props.mode ?? "0600";
  }
}
