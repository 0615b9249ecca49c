import type {
  ClusterDescription,
  JwtKeysDescription,
  LoginDescription,
  ProviderDescription,
} from "../../constructs";
import { keyFingerprint } from "../../constructs/guardrails/rendered/key-fingerprint";
import { certificateName } from "../../constructs/access/certificate-source";
import { authorityOf, type EndpointDescription } from "../../constructs/access/endpoint-description";
import { certificateSource } from "../../constructs/guardrails/rendered/certificate-source";
import { connectionUrl, postgresqlBlock, queryOf } from "../../constructs/guardrails/rendered/connection-url";
import { isMissing } from "../../constructs/guardrails/rendered/literal";
import { providerSettings } from "../../constructs/guardrails/rendered/provider-settings";
import { entries, type Resource } from "../../constructs/guardrails/rendered/resources";
import { type Subject } from "../../contract/subject";
import { describedConnection } from "./described-connection";
import { PlannedArguments } from "./planned-arguments";
import type { SynthesizedStack } from "./synthesized-stack";

/** Settings as a person reads them, by their names; what isn't given is missing. */
type Settings = Readonly<Record<string, string | undefined>>;

/** What a rehearsal replaces in a resource: as it is described, and as it would be deployed. */
interface Replaced {
  readonly about: Subject;
  readonly described: Settings;
  readonly rendered: Settings;
}

/** Something of a resource that isn't as it is described, and that a rehearsal would hide by replacing it. */
export interface Undescribed {
  readonly about: Subject;
  /** What it is instead of what. */
  readonly detail: string;
}

type Read = (args: Readonly<Record<string, unknown>>, stack: SynthesizedStack) => Replaced | undefined;

const READS: Readonly<Record<string, Read>> = {
  vault_database_secret_backend_connection: readConnection,
  vault_database_secret_backend_static_role: readSchedule,
  postgresql_role: readLogin,
  vault_audit: readAuditDevice,
  vault_kubernetes_auth_backend_config: readCluster,
  vault_jwt_auth_backend: readIssuer,
  vault_approle_auth_backend_role: readNetworks,
};

/** What of all that is replaced for a rehearsal isn't as it is described. What is described nowhere, the contract finds. */
export function undescribedSettings(stack: SynthesizedStack): Undescribed[] {
  const planned = new PlannedArguments(stack);
  const replaced = stack.resources.flatMap((resource) => {
    const args = { ...resource.attributes, ...names(resource, planned) };
    return READS[resource.type]?.(args, stack) ?? [];
  });
  return [...replaced, readProviders(stack)].flatMap(({ about, described, rendered }) => {
    const detail = differences(described, rendered);
    return detail ? [{ about, detail }] : [];
  });
}

/** Arguments of providers that neither lead elsewhere nor let anybody in. */
const HARMLESS = /^(superuser|expected_version|connect_timeout|max_connections|max_retries(_ccc)?)$/;

/** Which servers Terraform reaches, and how. */
function readProviders({ name, access, config }: SynthesizedStack): Replaced {
  return {
    about: { kind: "stack", name },
    described: providerArguments(access.providers),
    rendered: providerArguments(providerSettings(config)),
  };
}

function providerArguments(providers: readonly ProviderDescription[]): Settings {
  return Object.fromEntries(
    providers.flatMap(({ provider, settings }) => [
      [`provider ${provider}`, "there"],
      ...Object.entries(settings)
        .filter(([argument]) => !HARMLESS.test(argument))
        .map(([argument, value]) => [`${argument} of provider ${provider}`, value]),
    ]),
  ) as Settings;
}

/** By what a resource is found in what is described. */
function names(resource: Resource, planned: PlannedArguments): Record<string, unknown> {
  const { backend, name, path, role_name } = planned.of(resource);
  return { backend, name, path, role_name };
}

function differences(described: Settings, rendered: Settings): string {
  return Object.keys({ ...described, ...rendered })
    .filter((name) => described[name] !== rendered[name])
    .map((name) => `${name} is ${inWords(rendered[name])} instead of ${inWords(described[name])}`)
    .join("; ");
}

/** What stands before the @ of an address may be a password. */
function inWords(setting: string | undefined): string {
  return setting?.replace(/^[^@]+@/, "…@") ?? "missing";
}

function readConnection(args: Parameters<Read>[0], stack: SynthesizedStack): Replaced | undefined {
  const known = describedConnection(stack.access, args);
  if (!known) return undefined;
  const url = connectionUrl(args);
  return {
    about: { kind: "connection", name: known.name, engine: known.engine },
    described: {
      server: known.endpoint && authorityOf(known.endpoint),
      target_session_attrs: attrsOf(known.endpoint),
      CA: certificateName(known.ca),
      sslrootcert: known.caFile,
      sslcert: known.clientCertificate?.certFile,
      sslkey: known.clientCertificate?.keyFile,
      verify_connection: "true",
    },
    rendered: {
      server: endpointOf(url),
      target_session_attrs: queryOf(url).get("target_session_attrs") ?? undefined,
      CA: certificateName(sourceOf(postgresqlBlock(args).tls_ca, stack)),
      sslrootcert: queryOf(url).get("sslrootcert") ?? undefined,
      sslcert: queryOf(url).get("sslcert") ?? undefined,
      sslkey: queryOf(url).get("sslkey") ?? undefined,
      verify_connection: String(args.verify_connection ?? true),
    },
  };
}

function readSchedule(args: Parameters<Read>[0], { access }: SynthesizedStack): Replaced | undefined {
  const known = access.staticRoles.find(({ engine, name }) => engine === args.backend && name === args.name);
  if (!known) return undefined;
  const { rotation } = known;
  const setting = (value: unknown) => (isMissing(value) ? undefined : String(value));
  return {
    about: { kind: "role", name: known.name, engine: known.engine },
    described:
      rotation.kind === "schedule"
        ? { rotation_schedule: rotation.cron, rotation_window: String(rotation.window) }
        : { rotation_period: String(rotation.period) },
    rendered: {
      rotation_period: setting(args.rotation_period),
      rotation_schedule: setting(args.rotation_schedule),
      rotation_window: setting(args.rotation_window),
    },
  };
}

/** Vault replaces the first password of a static role's login, and Terraform would write over Vault's whenever it has another one. */
function readLogin(args: Parameters<Read>[0], { access }: SynthesizedStack): Replaced | undefined {
  const { provider = "postgresql", name } = args;
  const known = access.staticRoles.find(
    ({ database, userName }) => database.server === provider && userName === name,
  );
  if (!known) return undefined;
  return {
    about: { kind: "role", name: known.name, engine: known.engine },
    described: {},
    rendered: isMissing(args.password_wo) ? {} : { [`password_wo of ${known.userName}`]: "given" },
  };
}

/** What Vault does where an audit device's option isn't given. */
const AUDIT_DEFAULTS: Readonly<Record<string, string>> = {
  elide_list_responses: "false",
  format: "json",
  hmac_accessor: "true",
  log_raw: "false",
};

function readAuditDevice(args: Parameters<Read>[0], { access }: SynthesizedStack): Replaced | undefined {
  const known = access.auditDevices.find(({ path }) => path === args.path);
  if (!known) return undefined;
  const given = entries(args.options).filter(
    ([option, value]) =>
      !isMissing(value) && (option in known.options || String(value) !== AUDIT_DEFAULTS[option]),
  );
  return {
    about: { kind: "audit device", name: known.path },
    described: { type: known.type, ...known.options },
    rendered: {
      type: String(args.type),
      ...Object.fromEntries(given.map(([option, value]) => [option, String(value)])),
      ...(isMissing(args.local) ? {} : { local: String(args.local) }),
    },
  };
}

function readCluster(args: Parameters<Read>[0], stack: SynthesizedStack): Replaced | undefined {
  const known = stack.access.authMethods.find(
    ({ type, path }) => type === "kubernetes" && path === args.backend,
  );
  if (!known) return undefined;
  return {
    about: { kind: "auth method", name: known.path },
    described: known.cluster ? clusterSettings(known.cluster) : {},
    rendered: {
      ...clusterSettings({
        host: String(args.kubernetes_host),
        ca: sourceOf(args.kubernetes_ca_cert, stack),
        reviewer: reviewerOf(args),
      }),
      ...(isMissing(args.token_reviewer_jwt) ? {} : { token_reviewer_jwt: "given" }),
    },
  };
}

function reviewerOf(args: Parameters<Read>[0]): ClusterDescription["reviewer"] {
  if (String(args.disable_local_ca_jwt) !== "true") return "vault-service-account";
  return isMissing(args.token_reviewer_jwt_wo) ? "client-jwt" : "reviewer-token";
}

function clusterSettings({ host, ca, reviewer }: ClusterDescription): Settings {
  return { host, CA: ca ? certificateName(ca) : "the CA of Vault's own pod", reviewer };
}

function readIssuer(args: Parameters<Read>[0], stack: SynthesizedStack): Replaced | undefined {
  const known = stack.access.authMethods.find(({ issuer, path }) => issuer && path === args.path);
  if (!known?.issuer) return undefined;
  const setting = (value: unknown) => (isMissing(value) ? undefined : String(value));
  const keys = args.jwt_validation_pubkeys as readonly string[] | undefined;
  return {
    about: { kind: "auth method", name: known.path },
    described: issuerSettings(known.issuer.keys),
    rendered: {
      oidc_discovery_url: setting(args.oidc_discovery_url),
      jwks_url: setting(args.jwks_url),
      CA: certificateName(sourceOf(args.oidc_discovery_ca_pem ?? args.jwks_ca_pem, stack)),
      jwt_validation_pubkeys: keys && fingerprints(keys.map(keyFingerprint)),
    },
  };
}

function issuerSettings(keys: JwtKeysDescription): Settings {
  if ("publicKeys" in keys)
    return { jwt_validation_pubkeys: fingerprints(keys.publicKeys), CA: certificateName(undefined) };
  const CA = certificateName(keys.ca);
  return "jwksUrl" in keys ? { jwks_url: keys.jwksUrl, CA } : { oidc_discovery_url: keys.discoveryUrl, CA };
}

function fingerprints(keys: readonly string[]): string {
  return [...keys].sort().join(", ");
}

function readNetworks(args: Parameters<Read>[0], { access }: SynthesizedStack): Replaced | undefined {
  const known = access.workloads.find(
    ({ name, login }) => login.method === "approle" && login.path === args.backend && name === args.role_name,
  );
  if (!known) return undefined;
  return {
    about: { kind: "workload", name: known.name, login: known.login.path },
    described: { secret_id_bound_cidrs: networks(cidrsOf(known.login)) },
    rendered: { secret_id_bound_cidrs: networks(args.secret_id_bound_cidrs as string[] | undefined) },
  };
}

function cidrsOf(login: LoginDescription): readonly string[] | undefined {
  return login.method === "approle" ? login.secretId.boundCidrs : undefined;
}

function networks(cidrs: readonly string[] | undefined): string | undefined {
  return cidrs?.length ? [...cidrs].sort().join(", ") : undefined;
}

function sourceOf(certificate: unknown, { variables }: SynthesizedStack) {
  if (isMissing(certificate)) return undefined;
  return certificateSource(String(certificate), (name) => variables[name]?.default);
}

function attrsOf(endpoint: EndpointDescription | undefined): string | undefined {
  return endpoint && "hosts" in endpoint ? endpoint.targetSessionAttrs : undefined;
}

/** `host:port` of a connection URL, as Vault understands it, with commas between several. */
export function endpointOf(url: string): string {
  const [, endpoint = ""] = /@([^/?]*)/.exec(url) ?? [];
  const hosts = endpoint.split(",").map((host) => (/:\d+$/.test(host) ? host : `${host}:5432`));
  return hosts.join(",");
}
