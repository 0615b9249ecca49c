import { accountMakesRoles } from "./account-makes-roles";
import { actsAsGroup } from "./acts-as-group";
import { audit } from "./audit";
import { breakGlass } from "./break-glass";
import { encryptionKey } from "./encryption-key";
import { exception } from "./exception";
import { guardrails } from "./guardrails";
import { handedOver } from "./handed-over";
import { keepsAccess } from "./keeps-access";
import { authMethod } from "./auth-method";
import { loginMaterial } from "./login-material";
import { longerLease } from "./longer-lease";
import { longerSecretId } from "./longer-secret-id";
import { longerToken } from "./longer-token";
import { looserRateLimit } from "./looser-rate-limit";
import { looserSession } from "./looser-session";
import { madeElsewhere } from "./made-elsewhere";
import { morePrivileges } from "./more-privileges";
import { moreRoutines } from "./more-routines";
import { moreSecretIdUses } from "./more-secret-id-uses";
import { newCredential } from "./new-credential";
import { newLogin } from "./new-login";
import { newReader } from "./new-reader";
import { operatorPolicy } from "./operator-policy";
import { otherConnection } from "./other-connection";
import { otherGroup } from "./other-group";
import { otherOwner } from "./other-owner";
import { otherSearchPath } from "./other-search-path";
import { otherServer } from "./other-server";
import { otherUser } from "./other-user";
import { owner } from "./owner";
import { predefinedRole } from "./predefined-role";
import { provider } from "./provider";
import { rootPassword } from "./root-password";
import { slowerRotation } from "./slower-rotation";
import { temporaryTables } from "./temporary-tables";
import { undescribed } from "./undescribed";
import { userNames } from "./user-names";
import { weakerPassword } from "./weaker-password";
import { weakerTls } from "./weaker-tls";
import { widerDatabase } from "./wider-database";
import { widerNetworks } from "./wider-networks";
import { worksOnStack } from "./works-on-stack";
import type { BroadeningRule } from "./rule";

/** Every rule, in the order in which a reviewer reads what they find. */
export const BROADENING_RULES: readonly BroadeningRule[] = [
  newReader,
  newCredential,
  morePrivileges,
  moreRoutines,
  owner,
  temporaryTables,
  predefinedRole,
  newLogin,
  longerSecretId,
  moreSecretIdUses,
  widerNetworks,
  longerToken,
  longerLease,
  slowerRotation,
  otherUser,
  otherGroup,
  weakerPassword,
  looserRateLimit,
  looserSession,
  actsAsGroup,
  otherSearchPath,
  loginMaterial,
  encryptionKey,
  worksOnStack,
  breakGlass,
  audit,
  weakerTls,
  otherServer,
  otherConnection,
  rootPassword,
  userNames,
  madeElsewhere,
  otherOwner,
  accountMakesRoles,
  keepsAccess,
  widerDatabase,
  authMethod,
  provider,
  undescribed,
  exception,
  guardrails,
  operatorPolicy,
  handedOver,
];
