import { Construct } from "constructs";
import type { ExternalSecretsDescription } from "../access/external-secrets-description";
import type { Duration } from "../duration";
import { childId } from "../private/child-id";
import { claim } from "../private/claim";
import { addProblems } from "../private/validation";
import type { OperatorProps, OperatorScope } from "./operator-props";
import { claimObjects } from "./private/claim-objects";
import { describeOperator, describeSecret } from "./private/describe-operator";
import { operatorProblems } from "./private/operator-problems";
import { rateProblems, refreshProblems } from "./private/refresh-problems";
import { secretProblems } from "./private/secret-problems";
import type { SecretProps } from "./secret-props";

export interface ExternalSecretsProps extends OperatorProps {
  /** The Secrets that it writes. */
  readonly secrets: readonly ExternalSecretProps[];
}

export interface ExternalSecretProps extends SecretProps {
  /**
   * After how long it reads another credential: a minute or more, and no more than a half of the shorter of the token's
   * TTL (or period) and the role's `default_ttl`, so that a refresh that fails is followed by another in time. Of a static
   * role, no more than a half of its rotation's period. The operator's `refreshInterval`.
   */
  readonly refreshInterval: Duration;
}

/**
 * What the External Secrets Operator is told about a workload: how it logs in, and which Secrets it writes. For each Secret,
 * in each namespace, there is a generator, `VaultDynamicSecret`, and an `ExternalSecret` that asks it for a credential every
 * `refreshInterval`.
 *
 * The operator renews nothing and revokes nothing, with or without its token cache. Each refresh logs in and reads anew,
 * so a credential ends with the token that it was read with, after the shorter of the token's TTL (or period) and the
 * role's `default_ttl`; until then the users of earlier refreshes stay. With a TTL of an hour and a refresh every 25
 * minutes there are three in each namespace. Where the engine or the auth method is mounted elsewhere, its maximum can be
 * shorter than both, which only Vault knows.
 *
 * These read another credential at once: an edit of the `ExternalSecret`, its labels and annotations included; an edit or
 * the deletion of the Secret by somebody else; a refresh that failed, again and again with longer pauses, also when
 * Vault had answered and the Secret couldn't be written. An edit of the generator counts from the next refresh on. A start of the
 * operator alone reads nothing: when it last refreshed is in the object's status, and only what was due meanwhile is
 * read. Deleting the `ExternalSecret` deletes the Secret; the users of it end by themselves.
 *
 * It starts nothing again. So a pod has to mount the Secret as files, not by `subPath` and not as environment variables,
 * and the application has to read them when it connects: the kubelet brings them up to date within a minute or two. Of a
 * static role, the Secret has the old password for up to `refreshInterval` after each rotation; an agent or the Vault
 * Secrets Operator reads at the rotation.
 *
 * @see External Secrets Operator documentation, "Vault Dynamic Secret",
 * https://external-secrets.io/latest/api/generator/vault/, and "ExternalSecret", https://external-secrets.io/latest/api/externalsecret/
 *
 * @example
 * pods.externalSecrets({
 *   vaultAddress: "https://vault.internal:8200",
 *   secrets: [{ role, name: "web-database", refreshInterval: Duration.minutes(25), variables: { DATABASE_URL: "url" } }],
 * });
 */
export class ExternalSecrets extends Construct {
  /** The name of the file that is written. */
  readonly fileName: string;

  /** Made by `workload.externalSecrets`. */
  constructor(
    scope: Construct,
    private readonly within: OperatorScope,
    private readonly props: ExternalSecretsProps,
  ) {
    super(scope, childId(scope, "manifests", "external-secrets"));
    this.fileName = `${within.workload.policyName}.external-secrets.yaml`;
    claim(this, "manifests", this.fileName, "call externalSecrets(…) once, with all of its Secrets");
    const secrets = props.secrets.map(({ name }) => name);
    claimObjects(this, within, "Secret", secrets);
    addProblems(this, () => [
      ...operatorProblems(within, props),
      ...secretProblems(within, props),
      ...props.secrets.flatMap((secret) => refreshProblems(this, within, secret)),
      ...rateProblems(this, within, props.secrets),
    ]);
  }

  /** The operator in `access.json`. */
  describe(): ExternalSecretsDescription {
    return {
      ...describeOperator(this.within, this.props, this.fileName),
      secrets: this.props.secrets.map((secret) => ({
        ...describeSecret(secret),
        refreshInterval: secret.refreshInterval.toSeconds(),
      })),
    };
  }
}
