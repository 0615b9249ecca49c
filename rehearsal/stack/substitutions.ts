import type { AccessManifest, AuditDeviceDescription } from "../../constructs";
import { agentSubstitutions, podSubstitutions } from "../agent/agent-substitutions";
import { endpointOf } from "./described-settings";
import type { Substitution } from "./substitution";
import { PlannedArguments } from "./planned-arguments";
import type { SynthesizedStack } from "./synthesized-stack";
import type { Resource } from "../../constructs/guardrails/rendered/resources";

export type { Substitution };

/** What a rehearsal has to put in place of what it can't have. */
export interface Substitutes {
  /** The throwaway server for a `host:port` that the stack describes; for several, its standbys first. */
  postgresFor(endpoint: string): string | undefined;
  /** The files of a client certificate for an account. */
  clientCertificateOf(account: string): { readonly certFile: string; readonly keyFile: string } | undefined;
  /** The throwaway CA's certificate, which Vault's host trusts. */
  readonly ca: { readonly pem: string; readonly file: string };
  /** Which product answers Vault's API. */
  readonly vault: { readonly product: string };
  /** Where an audit device may write a file. */
  auditFile(device: string): string;
  /** Where something listens in place of a syslog or a collector. */
  auditAddress(device: string): string;
  /** Clusters, by the path of the auth method that asks them. */
  readonly clusters: {
    of(path: string): { readonly host: string; readonly ca: string; readonly reviewerToken: string };
    /** The token of Vault's own service account, which no stack gives it. */
    vaultTokenFor(path: string): string;
  };
  /** What stands in for an issuer of JWTs, by the path of the auth method that takes its tokens. */
  issuerOf(path: string): { readonly url: string; readonly jwksUrl: string; readonly publicKey: string };
}

type Replace = (
  resource: Resource,
  substitutes: Substitutes,
  /** Its arguments, as far as they are known. */
  planned: Readonly<Record<string, unknown>>,
) => { readonly attributes: Record<string, unknown>; readonly done: Omit<Substitution, "address">[] };

/** Everything a rehearsal substitutes is here. What it tests stays: TLS modes, statements, policies, TTLs. */
const REPLACEMENTS: Readonly<Record<string, Replace>> = {
  vault_database_secret_backend_connection: replaceServer,
  vault_database_secret_backend_static_role: replaceSchedule,
  vault_audit: replaceAuditDevice,
  vault_kubernetes_auth_backend_config: replaceCluster,
  vault_jwt_auth_backend: replaceIssuer,
  vault_approle_auth_backend_role: replaceNetworks,
};

/** Where logins of a rehearsal come from. */
const LOOPBACK = ["127.0.0.0/8"];

/** A stack as it is rehearsed, and what was substituted in it. */
export interface SubstitutedStack {
  readonly stack: SynthesizedStack;
  /** The audit devices that it declares for OpenBao's servers. */
  readonly declared: readonly AuditDeviceDescription[];
  readonly substitutions: readonly Substitution[];
}

export function substitute(stack: SynthesizedStack, substitutes: Substitutes): SubstitutedStack {
  const substitutions: Substitution[] = [];
  const planned = new PlannedArguments(stack);
  const resources = stack.resources.map((resource) => {
    const replaced = REPLACEMENTS[resource.type]?.(resource, substitutes, planned.of(resource));
    if (!replaced) return resource;
    substitutions.push(...replaced.done.map((done) => ({ address: resource.address, ...done })));
    return { ...resource, attributes: { ...resource.attributes, ...replaced.attributes } };
  });
  const declared = stack.access.auditDevices.flatMap((device) => {
    const { declaredIn, path } = device;
    if (!declaredIn) return [];
    const { attributes, done } = replaceAuditDevice({ attributes: { ...device } }, substitutes);
    substitutions.push(...done.map((each) => ({ address: `${declaredIn} (${path})`, ...each })));
    return { ...device, ...attributes };
  });
  const agents = stack.access.workloads.flatMap(({ agent, injector }) => [
    ...(agent ? agentSubstitutions(agent) : []),
    ...(injector ? podSubstitutions(injector) : []),
  ]);
  return {
    stack: { ...stack, resources, access: withPeriods(onLoopback(stack.access), substitutes) },
    declared,
    substitutions: [...substitutions, ...agents],
  };
}

/** The server's address, and its CA where the connection verifies it. */
function replaceServer({ attributes }: Resource, substitutes: Substitutes): ReturnType<Replace> {
  const settings = { ...(attributes.postgresql as Record<string, unknown>) };
  const url = String(settings.connection_url);
  const from = endpointOf(url);
  const to = substitutes.postgresFor(from);
  // What nobody described stays, and Vault says that it can't get there.
  if (!to) return { attributes: {}, done: [] };
  settings.connection_url = url.replace(/@[^/?]*/, `@${to}`);
  const what = from.includes(",") ? "PostgreSQL, the primary and its standbys" : "the PostgreSQL server";
  const done = [{ what, from, to }];
  const client = substitutes.clientCertificateOf(String(settings.username));
  if (client && /[?&]sslcert=/.test(url)) {
    done.push({ what: "the client certificate", from: "on Vault's host", to: "one by a throwaway CA" });
    settings.connection_url = withFiles(String(settings.connection_url), {
      sslcert: client.certFile,
      sslkey: client.keyFile,
    });
  }
  if (/sslmode=verify-/.test(url)) {
    done.push({
      what: "the CA of its certificate",
      from: settings.tls_ca ? "the stack's" : "the host's",
      to: "a throwaway CA",
    });
    settings.tls_ca = substitutes.ca.pem;
    settings.connection_url = withFiles(String(settings.connection_url), {
      sslrootcert: substitutes.ca.file,
    });
  }
  return { attributes: { postgresql: settings }, done };
}

/** A URL with other files, where it names any. */
function withFiles(url: string, files: Readonly<Record<string, string>>): string {
  return Object.entries(files).reduce(
    (text, [name, file]) => text.replace(new RegExp(`(?<=[?&]${name}=)[^&]*`), () => file),
    url,
  );
}

/** In place of a schedule, which OpenBao hasn't. Nothing rotates by itself while a rehearsal lasts. */
const LONG_PERIOD = 24 * 3600;

const hasSchedules = ({ vault }: Substitutes) => !/openbao/i.test(vault.product);

function replaceSchedule({ attributes }: Resource, substitutes: Substitutes): ReturnType<Replace> {
  const { rotation_schedule: schedule, name } = attributes;
  if (schedule === undefined || hasSchedules(substitutes)) return { attributes: {}, done: [] };
  const period = { rotation_period: LONG_PERIOD, rotation_schedule: undefined, rotation_window: undefined };
  const what = `the rotation schedule of ${String(name)}, which OpenBao hasn't`;
  return { attributes: period, done: [{ what, from: String(schedule), to: "a period of 24 h" }] };
}

function withPeriods(access: AccessManifest, substitutes: Substitutes): AccessManifest {
  if (hasSchedules(substitutes)) return access;
  const rotation = { kind: "period", period: LONG_PERIOD } as const;
  const staticRoles = access.staticRoles.map((role) =>
    role.rotation.kind === "schedule" ? { ...role, rotation } : role,
  );
  return { ...access, staticRoles };
}

function replaceAuditDevice(
  { attributes }: Pick<Resource, "attributes">,
  substitutes: Substitutes,
): ReturnType<Replace> {
  const device = String(attributes.path);
  const options = { ...(attributes.options as Record<string, string>) };
  if (attributes.type === "file") {
    const from = options.file_path ?? "";
    const file = substitutes.auditFile(device);
    return {
      attributes: { options: { ...options, file_path: file } },
      done: [{ what: "the audit file", from, to: "a file of the rehearsal" }],
    };
  }
  const address = substitutes.auditAddress(device);
  const { facility: _facility, tag: _tag, address: was, ...rest } = options;
  const socket = { ...rest, address, socket_type: "tcp" };
  return {
    attributes: { type: "socket", options: socket },
    done: [{ what: `the ${attributes.type}`, from: was ?? "syslog", to: `a collector on ${address}` }],
  };
}

/** The networks that secret IDs are bound to. */
function replaceNetworks({ attributes }: Resource): ReturnType<Replace> {
  const networks = attributes.secret_id_bound_cidrs as readonly string[] | undefined;
  if (!networks?.length) return { attributes: {}, done: [] };
  const what = `the networks of ${attributes.role_name}`;
  return {
    attributes: { secret_id_bound_cidrs: LOOPBACK },
    done: [{ what, from: networks.join(", "), to: LOOPBACK.join(", ") }],
  };
}

function onLoopback(access: AccessManifest): AccessManifest {
  const workloads = access.workloads.map((workload) => {
    const { login } = workload;
    if (login.method !== "approle" || !login.secretId.boundCidrs) return workload;
    return { ...workload, login: { ...login, secretId: { ...login.secretId, boundCidrs: LOOPBACK } } };
  });
  return { ...access, workloads };
}

/** The Kubernetes API; Vault's own service account has its token and CA in files of its pod. */
function replaceCluster(
  { attributes }: Resource,
  { clusters }: Substitutes,
  planned: Readonly<Record<string, unknown>>,
): ReturnType<Replace> {
  const path = String(planned.backend);
  const { host, ca } = clusters.of(path);
  const isGiven = attributes.disable_local_ca_jwt || attributes.token_reviewer_jwt_wo;
  const reviewer = isGiven ? {} : { token_reviewer_jwt: clusters.vaultTokenFor(path) };
  const from = String(attributes.kubernetes_host);
  return {
    attributes: { kubernetes_host: host, kubernetes_ca_cert: ca, ...reviewer },
    done: [{ what: "the Kubernetes API", from, to: host }],
  };
}

/** Where Vault has the keys of an issuer from. Whose tokens it takes stays. */
function replaceIssuer(
  { attributes }: Resource,
  substitutes: Substitutes,
  planned: Readonly<Record<string, unknown>>,
): ReturnType<Replace> {
  const { oidc_discovery_url: discovery, jwks_url: jwks, jwt_validation_pubkeys: keys } = attributes;
  // What nobody described stays, and Vault says that it can't get there.
  if ([discovery, jwks, keys].every((each) => each === undefined)) return { attributes: {}, done: [] };
  const { ca } = substitutes;
  const { url, jwksUrl, publicKey } = substitutes.issuerOf(String(planned.path));
  const what = "the issuer of tokens";
  if (discovery !== undefined)
    return {
      attributes: { oidc_discovery_url: url, oidc_discovery_ca_pem: ca.pem },
      done: [{ what, from: String(discovery), to: url }],
    };
  if (jwks !== undefined)
    return {
      attributes: { jwks_url: jwksUrl, jwks_ca_pem: ca.pem },
      done: [{ what, from: String(jwks), to: jwksUrl }],
    };
  const from = `keys that are given: ${(keys as readonly unknown[]).length}`;
  return {
    attributes: { jwt_validation_pubkeys: [publicKey] },
    done: [{ what: "the keys of an issuer of tokens", from, to: "a throwaway key" }],
  };
}
