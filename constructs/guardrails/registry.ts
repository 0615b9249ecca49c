import { auditDevice } from "./rules/audit-device";
import { boundedSecretId } from "./rules/bounded-secret-id";
import { ephemeralVariables } from "./rules/ephemeral-variables";
import { kubernetesAudience } from "./rules/kubernetes-audience";
import { kubernetesReviewerAudience } from "./rules/kubernetes-reviewer-audience";
import { leaseTtlBounds } from "./rules/lease-ttl-bounds";
import { noDefaultPolicy } from "./rules/no-default-policy";
import { noGrantToPublic } from "./rules/no-grant-to-public";
import { noLiteralPassword } from "./rules/no-literal-password";
import { noPasswordInUrl } from "./rules/no-password-in-url";
import { noRawAudit } from "./rules/no-raw-audit";
import { noSuperuser } from "./rules/no-superuser";
import { noWildcardAllowedRoles } from "./rules/no-wildcard-allowed-roles";
import { noWildcardServiceAccounts } from "./rules/no-wildcard-service-accounts";
import { preventDestroy } from "./rules/prevent-destroy";
import { remoteState } from "./rules/remote-state";
import { revocationClosesFirst } from "./rules/revocation-closes-first";
import { roleTtlWithinMount } from "./rules/role-ttl-within-mount";
import { rootRotation } from "./rules/root-rotation";
import { scopedPolicies } from "./rules/scoped-policies";
import { scram } from "./rules/scram";
import { serviceTokens } from "./rules/service-tokens";
import { templatedConnectionUrl } from "./rules/templated-connection-url";
import { tokenOutlivesLease } from "./rules/token-outlives-lease";
import { validUntil } from "./rules/valid-until";
import { verifiedTls } from "./rules/verified-tls";
import { verifiedVaultTls } from "./rules/verified-vault-tls";
import { verifyConnection } from "./rules/verify-connection";
import type { GuardrailRule } from "./rule";

/** Every rule, by name. */
export const RULES: readonly GuardrailRule[] = [
  auditDevice,
  boundedSecretId,
  ephemeralVariables,
  kubernetesAudience,
  kubernetesReviewerAudience,
  leaseTtlBounds,
  noDefaultPolicy,
  noGrantToPublic,
  noLiteralPassword,
  noPasswordInUrl,
  noRawAudit,
  noSuperuser,
  noWildcardAllowedRoles,
  noWildcardServiceAccounts,
  preventDestroy,
  remoteState,
  revocationClosesFirst,
  roleTtlWithinMount,
  rootRotation,
  scopedPolicies,
  scram,
  serviceTokens,
  templatedConnectionUrl,
  tokenOutlivesLease,
  validUntil,
  verifiedTls,
  verifiedVaultTls,
  verifyConnection,
];
