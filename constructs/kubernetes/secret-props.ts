import type { CredentialVariables } from "../access/credential-description";
import type { CredentialProps } from "../credential/credential-props";

/** A Secret with a credential in it. */
export interface SecretProps extends CredentialProps {
  /** The name of the Secret, in each namespace of the workload. */
  readonly name: string;
  /** Its keys and what is in each, for `envFrom`: `{ DB_USER: "user", DATABASE_URL: "url" }`. @default - libpq's: PGHOST, PGUSER and so on */
  readonly variables?: CredentialVariables;
}
