import type { Resource } from "../../../constructs/guardrails/rendered/resources";
import { undescribedSettings } from "../../../rehearsal/stack/described-settings";
import type { SynthesizedStack } from "../../../rehearsal/stack/synthesized-stack";
import { OTHER_STACKS, PAIRS_STACK } from "../../other-stacks";
import { synthesizeEnvironment } from "../../synthesize";
import { synthesizeOtherStack } from "../../synthesize-other-stack";

type Block = Record<string, unknown>;

const production = synthesizeEnvironment("production");
const dev = synthesizeEnvironment("dev");

/** The stack with other arguments in its first resource of a type. */
function edited(
  stack: SynthesizedStack,
  type: string,
  change: (attributes: Block) => Block,
): SynthesizedStack {
  const first = stack.resources.find((resource) => resource.type === type);
  const edit = (resource: Resource) =>
    resource === first
      ? { ...resource, attributes: { ...resource.attributes, ...change(resource.attributes) } }
      : resource;
  return { ...stack, resources: stack.resources.map(edit) };
}

const options = (change: Block) => (attributes: Block) => ({
  options: { ...(attributes.options as Block), ...change },
});

const connection = (change: (block: Block) => Block) => (attributes: Block) => {
  const block = attributes.postgresql as Block;
  return { postgresql: { ...block, ...change(block) } };
};

const url = (from: string | RegExp, to: string) =>
  connection(({ connection_url: whole }) => ({ connection_url: String(whole).replace(from, to) }));

test.each([
  [
    "another file",
    options({ file_path: "discard" }),
    "file_path is discard instead of /var/log/vault/audit.log",
  ],
  ["another mode", options({ mode: "0644" }), "mode is 0644 instead of 0600"],
  ["no mode", options({ mode: undefined }), "mode is missing instead of 0600"],
  [
    "accessors in the clear",
    options({ hmac_accessor: "false" }),
    "hmac_accessor is false instead of missing",
  ],
  ["values in the clear", options({ log_raw: "true" }), "log_raw is true instead of missing"],
  [
    "shorter lists",
    options({ elide_list_responses: "true" }),
    "elide_list_responses is true instead of missing",
  ],
  ["another format", options({ format: "jsonx" }), "format is jsonx instead of missing"],
  ["a prefix", options({ prefix: "@cee: " }), "prefix is @cee:  instead of missing"],
  ["a filter", options({ filter: "mount_type == kv" }), "filter is mount_type == kv instead of missing"],
  ["one server only", () => ({ local: true }), "local is true instead of missing"],
  [
    "another type",
    () => ({ type: "socket", options: { address: "user:secret@collector:9090" } }),
    "type is socket instead of file; file_path is missing instead of /var/log/vault/audit.log; mode is missing instead of 0600; address is …@collector:9090 instead of missing",
  ],
])("an audit device with %s is not the one that is described", (_, change, detail) => {
  expect(undescribedSettings(edited(production, "vault_audit", change))).toEqual([
    { about: { kind: "audit device", name: "file" }, detail },
  ]);
});

test.each([
  [
    "host",
    { kubernetes_host: "https://elsewhere" },
    "host is https://elsewhere instead of https://kubernetes.default.svc",
  ],
  [
    "CA of its own",
    { kubernetes_ca_cert: "other" },
    "CA is the CA of SHA-256 d9298a10d1b0735837dc4bd85dac641b0f3cef27a47e5d53a54f2f3f5b2fcffa instead of the CA of Vault's own pod",
  ],
  ["reviewer", { disable_local_ca_jwt: true }, "reviewer is client-jwt instead of vault-service-account"],
  ["reviewer's token", { token_reviewer_jwt: "secret" }, "token_reviewer_jwt is given instead of missing"],
])("a cluster with another %s is not the one that is described", (_, change, detail) => {
  const stack = edited(production, "vault_kubernetes_auth_backend_config", () => change);
  expect(undescribedSettings(stack)).toEqual([
    { about: { kind: "auth method", name: "kubernetes" }, detail },
  ]);
});

test("an option of an audit device may say what Vault does anyway", () => {
  const defaults = { log_raw: "false", hmac_accessor: "true", format: "json", elide_list_responses: "false" };
  expect(undescribedSettings(edited(production, "vault_audit", options(defaults)))).toEqual([]);
});

test.each(OTHER_STACKS)("all is as it is described in %s", (name) => {
  expect(undescribedSettings(synthesizeOtherStack(name))).toEqual([]);
});

test("a variable with another default is not the one that is described", () => {
  const variables = { kubernetes_ca: { default: "other" } };
  const [{ detail } = { detail: "" }] = undescribedSettings({ ...dev, variables });
  expect(detail).toMatch(
    /^CA is the CA in variable kubernetes_ca, by default of SHA-256 d9298a\w+ instead of the CA in variable kubernetes_ca, by default of SHA-256 4c647f\w+$/,
  );
});

test.each([
  [
    "server",
    url("postgres.production.internal", "elsewhere"),
    "server is elsewhere:5432 instead of postgres.production.internal:5432",
  ],
  [
    "second server",
    url(":5432/", ":5432,elsewhere:5432/"),
    "server is postgres.production.internal:5432,elsewhere:5432 instead of postgres.production.internal:5432",
  ],
  [
    "CA",
    connection(() => ({ tls_ca: '${file("other.pem")}' })),
    "CA is the CA in file other.pem instead of the CA in variable postgres_ca",
  ],
  [
    "CA, the host's",
    connection(() => ({ tls_ca: undefined })),
    "CA is the host's own CAs instead of the CA in variable postgres_ca",
  ],
  ["CA's file", url("?", "?sslrootcert=/tmp/ca.pem&"), "sslrootcert is /tmp/ca.pem instead of missing"],
])("a connection with another %s is not the one that is described", (_, change, detail) => {
  const stack = edited(production, "vault_database_secret_backend_connection", change);
  expect(undescribedSettings(stack)).toEqual([
    { about: { kind: "connection", name: "appdb", engine: "database" }, detail },
  ]);
});

test("a static role that changes otherwise is not the one that is described", () => {
  const pairs = synthesizeOtherStack(PAIRS_STACK);
  expect(undescribedSettings(pairs)).toEqual([]);
  const change = { rotation_schedule: "0 0 1 * *", rotation_window: 7200, rotation_period: 60 };
  const changed = undescribedSettings(
    edited(pairs, "vault_database_secret_backend_static_role", () => change),
  );
  expect(changed).toEqual([
    {
      about: { kind: "role", name: "batch-jobs-blue", engine: "database" },
      detail:
        "rotation_schedule is 0 0 1 * * instead of 0 0 * * *; rotation_window is 7200 instead of 3600; rotation_period is 60 instead of missing",
    },
  ]);
});

test("secret IDs from other networks are not those that are described", () => {
  const change = { secret_id_bound_cidrs: ["0.0.0.0/0"] };
  expect(undescribedSettings(edited(dev, "vault_approle_auth_backend_role", () => change))).toEqual([
    {
      about: { kind: "workload", name: "myapp", login: "approle" },
      detail: "secret_id_bound_cidrs is 0.0.0.0/0 instead of missing",
    },
  ]);
});

test.each([
  [
    "another address",
    "vault",
    { address: "http://elsewhere" },
    "address of provider vault is http://elsewhere instead of https://vault.production.internal",
  ],
  [
    "no verified TLS",
    "vault",
    { skip_tls_verify: true },
    "skip_tls_verify of provider vault is true instead of missing",
  ],
  [
    "another namespace",
    "vault",
    { namespace: "other" },
    "namespace of provider vault is other instead of missing",
  ],
  [
    "another host",
    "postgresql",
    { host: "elsewhere" },
    "host of provider postgresql is elsewhere instead of missing",
  ],
  [
    "another sslmode",
    "postgresql",
    { sslmode: "disable" },
    "sslmode of provider postgresql is disable instead of missing",
  ],
])("a provider with %s is not the one that is described", (_, name, change, detail) => {
  const config = structuredClone(production.config) as { provider: Record<string, Block[]> };
  Object.assign(config.provider[name]?.[0] ?? {}, change);
  expect(undescribedSettings({ ...production, config })).toEqual([
    { about: { kind: "stack", name: "production" }, detail },
  ]);
});

test("a provider that nobody described is told", () => {
  const config = structuredClone(production.config) as { provider: Record<string, Block[]> };
  config.provider.postgresql?.push({ alias: "eu", password: "${var.eu}" });
  expect(undescribedSettings({ ...production, config })).toEqual([
    {
      about: { kind: "stack", name: "production" },
      detail: "provider postgresql.eu is there instead of missing",
    },
  ]);
});
