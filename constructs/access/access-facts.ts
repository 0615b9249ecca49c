import type {
  AccessManifest,
  AuditDeviceDescription,
  AuthMethodDescription,
  EngineDescription,
  LoginDescription,
  TokenDescription,
  WorkloadDescription,
} from "./access-manifest";
import type { AppRoleLogin, KubernetesLogin } from "./login-description";
import { jwtIssuerFacts, jwtLoginFacts } from "./jwt-facts";
import type { OperatedStack, WorkRule } from "./operated-stack";
import { agentFacts } from "./agent-facts";
import { injectorFacts } from "./injector-facts";
import { clientCacheFacts, vaultSecretsOperatorFacts } from "./kubernetes-facts";
import { externalSecretsFacts } from "./external-secrets-facts";
import { certificateName } from "./certificate-source";
import type { StaticRolePairDescription } from "./static-role-description";
import { transitEngineFacts } from "./transit-facts";
import type { ProviderDescription } from "./provider-description";
import type { UndescribedDescription } from "./guardrails-description";
import { type Fact, leases, presence, time } from "./fact";
import {
  databaseName,
  postgresConnectionFacts,
  postgresDatabaseFacts,
  postgresRoleFacts,
  postgresStaticRoleFacts,
} from "./postgres-facts";

/** Everything a manifest says, in single sentences. */
export function factsOf(access: AccessManifest): Fact[] {
  return [
    ...access.engines.flatMap(engineFacts),
    ...access.transitEngines.flatMap(transitEngineFacts),
    ...access.databases.flatMap(postgresDatabaseFacts),
    ...access.connections.flatMap(postgresConnectionFacts),
    ...access.roles.flatMap((role) => postgresRoleFacts(role, access.databases)),
    ...access.staticRoles.flatMap((role) => postgresStaticRoleFacts(role, access.databases)),
    ...access.staticRolePairs.flatMap(pairFacts),
    ...access.passwordPolicies.map(({ name, length, charsets }) => ({
      subject: `password policy ${name}`,
      setting: "passwords",
      what: `passwords of ${length} characters, of ${charsets.join(" and ")}`,
    })),
    ...access.authMethods.flatMap(authMethodFacts),
    ...access.workloads.flatMap(workloadFacts),
    ...access.breakGlass.map(({ role, database }) => ({
      subject: role,
      what: `ownership of ${databaseName(database)} when it is opened`,
    })),
    ...access.auditDevices.flatMap(auditDeviceFacts),
    ...access.providers.flatMap(providerFacts),
    ...guardrailsFacts(access),
    ...access.undescribed.map(undescribedFact),
    ...access.acknowledged.map(({ rule, path, reason }) => ({
      subject: path,
      what: `an exception from ${rule}: ${reason}`,
    })),
  ];
}

/** Of a content, its digest says that it is another one. */
function undescribedFact({ path, what, argument, written, content }: UndescribedDescription): Fact {
  const by = content === undefined ? "" : ` (${content})`;
  return {
    subject: path,
    setting: `${what} ${argument ?? ""}`,
    what: argument
      ? `another ${argument} of its ${what} than is described${written === undefined ? "" : `: ${written}`}${by}`
      : `what nobody describes: ${what}${by}`,
  };
}

function providerFacts({ provider, settings }: ProviderDescription): Fact[] {
  const subject = `provider ${provider}`;
  return [
    { subject: "the stack", what: subject },
    ...Object.entries(settings).map(([name, value]) => ({
      subject,
      setting: name,
      what: `${name} ${value}`,
    })),
  ];
}

function guardrailsFacts({ guardrails }: AccessManifest): Fact[] {
  if (!guardrails) return [];
  const {
    minTtl,
    maxTtl,
    auditDevices,
    verifiedTls,
    remoteState,
    preventDestroy,
    ownRules = [],
  } = guardrails;
  const settings = {
    "guardrail on leases": `guardrails for leases of ${time(minTtl)} to ${time(maxTtl)}`,
    "guardrail on audit": `guardrails for ${auditDevices} ${auditDevices === 1 ? "kind" : "kinds"} of audit device`,
    "guardrail on TLS": `guardrails for TLS that ${verifiedTls ? "is verified" : "need not be verified"}`,
    "guardrail on state": `guardrails for a state that ${remoteState ? "is shared" : "need not be shared"}`,
    "guardrail on destroying": `guardrails for data that Terraform ${preventDestroy ? "may not" : "may"} destroy`,
  };
  return [
    ...Object.entries(settings).map(([setting, what]) => ({ subject: "the stack", setting, what })),
    ...ownRules.map(({ id, what }) => ({
      subject: "the stack",
      what: `a guardrail of its own, ${id}: ${what}`,
    })),
  ];
}

const PRODUCTS = { vault: "HashiCorp Vault", openbao: "OpenBao" };

function engineFacts({ path, imported, defaultLeaseTtl, maxLeaseTtl, product }: EngineDescription): Fact[] {
  const subject = `engine ${path}`;
  return [
    presence(subject, imported),
    ...(product ? [{ subject, setting: "product", what: `what ${PRODUCTS[product]} has` }] : []),
    ...(defaultLeaseTtl === undefined || maxLeaseTtl === undefined
      ? []
      : [{ subject, setting: "leases", what: leases(defaultLeaseTtl, maxLeaseTtl) }]),
  ];
}

function pairFacts({ name, engine, blue, green, ...times }: StaticRolePairDescription): Fact[] {
  const subject = `pair ${engine}/${name}`;
  const apart = times.apartBy === "schedule" ? "their schedules" : "a forced rotation";
  return [
    { subject, setting: "roles", what: `the static roles ${blue} and ${green}, which change in turn` },
    { subject, setting: "period", what: `passwords that change every ${time(times.period)}` },
    { subject, setting: "use", what: `passwords that are used for ${time(times.longestUse)} at most` },
    { subject, setting: "apart", what: `rotations that are set apart by ${apart}` },
  ];
}

function authMethodFacts({ type, path, imported, cluster, issuer }: AuthMethodDescription): Fact[] {
  const subject = `auth method ${path} (${type})`;
  if (issuer)
    return [presence(subject, imported), ...jwtIssuerFacts(issuer).map((fact) => ({ subject, ...fact }))];
  if (!cluster) return [presence(subject, imported)];
  const reviewer = {
    "vault-service-account": "Vault's own service account",
    "client-jwt": "whoever logs in",
    "reviewer-token": "a service account whose token Vault is given",
  }[cluster.reviewer];
  return [
    presence(subject, imported),
    { subject, setting: "host", what: `the Kubernetes API at ${cluster.host}` },
    { subject, setting: "ca", what: cluster.ca ? certificateName(cluster.ca) : "the CA of Vault's own pod" },
    { subject, setting: "reviewer", what: `tokens that are reviewed by ${reviewer}` },
  ];
}

function auditDeviceFacts({ path, type, options = {}, declaredIn }: AuditDeviceDescription): Fact[] {
  return [
    { subject: "the audit trail", what: `device ${path} (${type})` },
    ...(declaredIn === undefined
      ? []
      : [
          { subject: `audit device ${path}`, what: `its declaration for OpenBao's servers in ${declaredIn}` },
        ]),
    ...Object.entries(options).map(([name, value]) => ({
      subject: `audit device ${path}`,
      setting: name,
      what: `${name} ${value}`,
    })),
  ];
}

/** How sentences name a workload. */
export function workloadName({ name, login }: Pick<WorkloadDescription, "name" | "login">): string {
  return `${name} (${login.method} at ${login.path})`;
}

function workloadFacts(workload: WorkloadDescription): Fact[] {
  const { login, policy, reads, makes = [], encrypts = [], operates = [], token } = workload;
  const { agent, injector, vaultSecretsOperator, clientCache, externalSecrets } = workload;
  const subject = workloadName(workload);
  return [
    { subject, setting: "policy", what: `policy ${policy}` },
    { subject, setting: "token", what: tokens(token) },
    ...reads.map(({ path }) => ({ subject, what: `credentials of ${path}` })),
    ...makes.map(({ path, wrappingTtl: { min, max } }) => ({
      subject,
      setting: `making at ${path}`,
      what: `making at ${path}, wrapped for ${time(min)} to ${time(max)}`,
    })),
    ...encrypts.map(({ engine, name }) => ({ subject, what: `encrypting with key ${engine}/${name}` })),
    ...operates.flatMap(operatedStackFacts).map((what) => ({ subject, what })),
    ...loginFacts(login).map((fact) => ({ subject, ...fact })),
    ...[
      ...(agent ? agentFacts(agent) : []),
      ...(injector ? injectorFacts(injector) : []),
      ...(vaultSecretsOperator ? vaultSecretsOperatorFacts(vaultSecretsOperator) : []),
      ...(clientCache ? clientCacheFacts(clientCache) : []),
      ...(externalSecrets ? externalSecretsFacts(externalSecrets) : []),
    ].map((fact) => ({ subject, ...fact })),
  ];
}

const WORK = { plan: "planning", deploy: "deploying", drain: "draining" };

/** That it works on a stack, and what it may for that. */
function operatedStackFacts({ stack, work, rules }: OperatedStack): string[] {
  const doing = `${WORK[work]} stack ${stack}`;
  return [doing, ...rules.map((rule) => `${ruleInWords(rule)}, ${doing}`)];
}

function ruleInWords({ path, capabilities, allowedParameters = {} }: WorkRule): string {
  const parameters = Object.entries(allowedParameters).map(
    ([name, values]) => `${name} ${values.join(" or ") || "of any value"}`,
  );
  const only = parameters.length ? ` with ${parameters.join(" and ")}` : "";
  return `${capabilities.join(", ")} at ${path}${only}`;
}

function tokens(token: TokenDescription): string {
  return token.kind === "periodic"
    ? `a token renewed every ${time(token.period)}`
    : `a token of ${time(token.ttl)}, at most ${time(token.maxTtl)}`;
}

function loginFacts(login: LoginDescription): Omit<Fact, "subject">[] {
  switch (login.method) {
    case "approle":
      return [{ setting: "secret ID", what: secretIds(login) }];
    case "kubernetes":
      return serviceAccounts(login).map((what) => ({ what }));
    case "jwt":
      return jwtLoginFacts(login);
    case "token":
      return [{ setting: "login", what: "tokens that somebody makes for it" }];
  }
}

function secretIds({ secretId: { ttl, uses, boundCidrs = [] } }: AppRoleLogin): string {
  const networks = boundCidrs.length ? `, from ${boundCidrs.join(" and ")}` : "";
  return `secret IDs ${times(uses)} within ${time(ttl)}${networks}`;
}

function times(uses: number): string {
  if (!uses) return "for any number of uses";
  return uses === 1 ? "for one use" : `for ${uses} uses`;
}

function serviceAccounts({ serviceAccounts, namespaces, audience }: KubernetesLogin): string[] {
  return serviceAccounts.flatMap((account) =>
    namespaces.map((namespace) => `login for service account ${namespace}/${account}, audience ${audience}`),
  );
}
