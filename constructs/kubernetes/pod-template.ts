import type { CredentialVariables } from "../access/credential-description";
import { AgentTemplate } from "../agent/agent-template";
import type { OnChange } from "../agent/on-change";
import type { CredentialProps } from "../credential/credential-props";
import { SECRETS_DIRECTORY } from "./private/secrets-directory";

export interface PodTemplateProps extends CredentialProps {
  /** The name of the file, in `/vault/secrets`: `database.json`. Nobody but the pod's user may read it. */
  readonly file: string;
  /**
   * What the agent does when it has written the file: in its own container, and by a file in `/vault/secrets` that says
   * whom it signals. @default OnChange.nothing()
   */
  readonly onChange?: OnChange;
}

export interface PodEnvFileProps extends PodTemplateProps {
  /** Variables and what is in each: `{ DB_USER: "user", DATABASE_URL: "url" }`. @default - libpq's: PGHOST, PGUSER and so on */
  readonly variables?: CredentialVariables;
}

export interface PodPgServiceProps extends PodTemplateProps {
  /** The name of the service. @default - the name of the database */
  readonly service?: string;
}

/**
 * A file in the pod that the injected agent writes a credential into, and writes again when the credential is another
 * one: in the formats of `AgentTemplate`.
 *
 * @see Vault documentation, "Vault Agent Injector annotations",
 * https://developer.hashicorp.com/vault/docs/deploy/kubernetes/injector/annotations
 */
export class PodTemplate {
  /** Variables that a POSIX shell sources: `set -a; . /vault/secrets/database.env; exec node server.js`. */
  static envFile(props: PodEnvFileProps): PodTemplate {
    return new PodTemplate(props, AgentTemplate.envFile(inVolume(props)));
  }

  /** A JSON object: `host`, `port`, `database`, `user`, `password`, `sslmode`. */
  static json(props: PodTemplateProps): PodTemplate {
    return new PodTemplate(props, AgentTemplate.json(inVolume(props)));
  }

  /** A password file of libpq. It is found by the user's name, which whoever connects has to know from elsewhere. */
  static pgpass(props: PodTemplateProps): PodTemplate {
    return new PodTemplate(props, AgentTemplate.pgpass(inVolume(props)));
  }

  /** A connection service file of libpq: `psql service=appdb`, with `PGSERVICEFILE` set to the file. */
  static pgService(props: PodPgServiceProps): PodTemplate {
    return new PodTemplate(props, AgentTemplate.pgService(inVolume(props)));
  }

  /** A connection URL, percent-encoded: `postgresql://user:password@host:port/database?sslmode=verify-full`. */
  static url(props: PodTemplateProps): PodTemplate {
    return new PodTemplate(props, AgentTemplate.url(inVolume(props)));
  }

  private constructor(
    /** What every format has. */
    readonly props: PodTemplateProps,
    /** The same, as any agent is told. */
    readonly template: AgentTemplate,
  ) {}
}

function inVolume<Props extends PodTemplateProps>({ file, ...props }: Props) {
  return { ...props, destination: `${SECRETS_DIRECTORY}/${file}` };
}
