import { auditDevice } from "./audit-device";
import { boundedSecretId } from "./bounded-secret-id";
import { ephemeralVariables } from "./ephemeral-variables";
import { kubernetesAudience } from "./kubernetes-audience";
import { kubernetesReviewerAudience } from "./kubernetes-reviewer-audience";
import { leaseTtlBounds } from "./lease-ttl-bounds";
import { noDefaultPolicy } from "./no-default-policy";
import { noGrantToPublic } from "./no-grant-to-public";
import { noLiteralPassword } from "./no-literal-password";
import { noPasswordInUrl } from "./no-password-in-url";
import { noRawAudit } from "./no-raw-audit";
import { noSuperuser } from "./no-superuser";
import { noWildcardAllowedRoles } from "./no-wildcard-allowed-roles";
import { noWildcardServiceAccounts } from "./no-wildcard-service-accounts";
import { preventDestroy } from "./prevent-destroy";
import { remoteState } from "./remote-state";
import { revocationClosesFirst } from "./revocation-closes-first";
import { roleTtlWithinMount } from "./role-ttl-within-mount";
import { rootRotation } from "./root-rotation";
import { scopedPolicies } from "./scoped-policies";
import { scram } from "./scram";
import { serviceTokens } from "./service-tokens";
import { templatedConnectionUrl } from "./templated-connection-url";
import { tokenOutlivesLease } from "./token-outlives-lease";
import { validUntil } from "./valid-until";
import { verifiedTls } from "./verified-tls";
import { verifyConnection } from "./verify-connection";
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
  verifyConnection,
];
