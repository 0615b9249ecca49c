import { auditDevice } from "./rules/audit-device";
import { boundNetworks } from "./rules/bound-networks";
import { boundedSecretId } from "./rules/bounded-secret-id";
import { distinctUserNames } from "./rules/distinct-user-names";
import { ephemeralVariables } from "./rules/ephemeral-variables";
import { jwtAudience } from "./rules/jwt-audience";
import { jwtRepository } from "./rules/jwt-repository";
import { keptAudit } from "./rules/kept-audit";
import { kubernetesAudience } from "./rules/kubernetes-audience";
import { kubernetesReviewerAudience } from "./rules/kubernetes-reviewer-audience";
import { leaseTtlBounds } from "./rules/lease-ttl-bounds";
import { leasedRoleWouldDo } from "./rules/leased-role-would-do";
import { noDefaultPolicy } from "./rules/no-default-policy";
import { noGrantToPublic } from "./rules/no-grant-to-public";
import { noLiteralPassword } from "./rules/no-literal-password";
import { noPasswordInUrl } from "./rules/no-password-in-url";
import { noRawAudit } from "./rules/no-raw-audit";
import { noSuperuser } from "./rules/no-superuser";
import { noWildcardClaims } from "./rules/no-wildcard-claims";
import { noWildcardServiceAccounts } from "./rules/no-wildcard-service-accounts";
import { preventDestroy } from "./rules/prevent-destroy";
import { remoteState } from "./rules/remote-state";
import { roleTtlWithinMount } from "./rules/role-ttl-within-mount";
import { rootRotation } from "./rules/root-rotation";
import { scopedPolicies } from "./rules/scoped-policies";
import { tokenOutlivesLease } from "./rules/token-outlives-lease";
import { undescribed } from "./rules/undescribed";
import { verifiedTls } from "./rules/verified-tls";
import { verifiedVaultTls } from "./rules/verified-vault-tls";
import type { GuardrailRule } from "./rule";

/** Every rule, by name. */
export const RULES: readonly GuardrailRule[] = [
  auditDevice,
  boundNetworks,
  boundedSecretId,
  distinctUserNames,
  ephemeralVariables,
  jwtAudience,
  jwtRepository,
  keptAudit,
  kubernetesAudience,
  kubernetesReviewerAudience,
  leaseTtlBounds,
  leasedRoleWouldDo,
  noDefaultPolicy,
  noGrantToPublic,
  noLiteralPassword,
  noPasswordInUrl,
  noRawAudit,
  noSuperuser,
  noWildcardClaims,
  noWildcardServiceAccounts,
  preventDestroy,
  remoteState,
  roleTtlWithinMount,
  rootRotation,
  scopedPolicies,
  tokenOutlivesLease,
  undescribed,
  verifiedTls,
  verifiedVaultTls,
];
