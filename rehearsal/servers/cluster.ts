import type { ManifestDryRun, ServiceAccountTokens } from "../../contract/deployment";

/** A Kubernetes API, and the service account tokens it issues. */
export interface Cluster extends ServiceAccountTokens {
  /** Its address, as Vault sees it. */
  readonly host: string;
  /** The CA of its certificate, in PEM. */
  readonly ca: string;
  /** A token that may review others. */
  readonly reviewerToken: string;
  /** Whether it can issue a token that has expired already. */
  readonly issuesExpired: boolean;
  /** What it would take. @default - it is none that takes anything */
  readonly manifests?: ManifestDryRun;
}
