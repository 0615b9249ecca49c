import { type Attributes, edit, type Mutation, set, withFile } from "./mutation";

const WEB = "auth/approle/role/web/secret-id";
const TOKEN = "auth/token/create/legacy";
const WORKER = "auth/approle/role/worker/secret-id";

const policy = (change: (paths: Record<string, Attributes>) => unknown) =>
  edit("vault_policy.kubernetes_ci", (attributes) => {
    const { path } = JSON.parse(attributes.policy as string) as { path: Record<string, Attributes> };
    change(path);
    return { ...attributes, policy: JSON.stringify({ path }) };
  });

const rule = (change: Attributes) => policy((paths) => (paths[WEB] = { ...paths[WEB], ...change }));

const otherwise = `ci (kubernetes): may-not-make-login-material-otherwise (${WEB}): it may `;

/** Wrong edits of who makes what workloads log in with. */
export const LOGIN_MATERIAL_MUTATIONS: readonly Mutation[] = [
  [
    "a secret ID may be made unwrapped",
    rule({ min_wrapping_ttl: undefined, max_wrapping_ttl: undefined }),
    `${otherwise}make it unwrapped`,
  ],
  [
    "a secret ID may be wrapped for an hour",
    rule({ max_wrapping_ttl: "1h" }),
    `${otherwise}wrap it for longer`,
  ],
  ["a secret ID may be wrapped for a second", rule({ min_wrapping_ttl: 1 }), `${otherwise}wrap it for less`],
  [
    "a secret ID may be made with parameters",
    rule({ denied_parameters: undefined }),
    `${otherwise}say its ttl`,
  ],
  [
    "a secret ID may be made with metadata",
    rule({ denied_parameters: undefined, allowed_parameters: { metadata: [] } }),
    `${otherwise}say its metadata`,
  ],
  [
    "a secret ID may be chosen",
    policy((paths) => (paths["auth/approle/role/web/custom-secret-id"] = { capabilities: ["update"] })),
    `${otherwise}choose it`,
  ],
  [
    "secret IDs may be listed",
    policy((paths) => (paths["auth/approle/role/web/secret-id/"] = { capabilities: ["list"] })),
    `${otherwise}list what there is`,
  ],
  [
    "who makes secret IDs may not",
    policy((paths) => Reflect.deleteProperty(paths, WORKER)),
    `ci (kubernetes): may-make-login-material (${WORKER}): POST ${WORKER}: 403 permission denied`,
  ],
  [
    "who makes secret IDs may wrap them for no time that is described",
    rule({ max_wrapping_ttl: "60s" }),
    `ci (kubernetes): may-make-login-material (${WEB}): POST ${WEB}: 403 permission denied`,
  ],
  [
    "who starts workloads by hand may make secret IDs unwrapped",
    withFile("login-material.policy.json", (text) => text.replaceAll(/,\s*"m.._wrapping_ttl": "\d+s"/g, "")),
    /test: operator-policies-as-described: .*login-material\.policy\.json: unexpected: update on auth\/approle\/role\/web\/secret-id, denied_parameters \{\* \[\]\};/,
  ],
  [
    "a token may be chosen",
    policy((paths) => (paths[TOKEN] = { ...paths[TOKEN], denied_parameters: undefined })),
    `ci (kubernetes): may-not-make-login-material-otherwise (${TOKEN}): it may say its ttl`,
  ],
  [
    "a workload that is given a token makes tokens",
    edit("vault_policy.token_legacy", ({ policy: text, ...attributes }) => {
      const { path } = JSON.parse(text as string) as { path: Record<string, Attributes> };
      return {
        ...attributes,
        policy: JSON.stringify({ path: { ...path, [TOKEN]: { capabilities: ["update"] } } }),
      };
    }),
    `legacy (token): may-not-make-other-login-material: it may make one at ${TOKEN}`,
  ],
  [
    "a token ends with that of whoever made it",
    set("vault_token_auth_backend_role", { orphan: false }),
    [
      "legacy (token): login-role-as-described: orphan is false instead of true",
      "legacy (token): token: its token ends with the token of whoever made it",
    ],
  ],
  [
    "a token lives for 768 hours",
    set("vault_token_auth_backend_role", { token_period: 2_764_800 }),
    [
      "legacy (token): login-role-as-described: token_period is 2764800 instead of 86400",
      "legacy (token): token: its token has a period of 2764800 s instead of 86400 s",
    ],
  ],
  [
    "a token has any policy that somebody asks for",
    set("vault_token_auth_backend_role", { allowed_policies: [] }),
    "legacy (token): login-role-as-described: allowed_policies is empty instead of token-legacy",
  ],
  [
    "a token can't be renewed",
    set("vault_token_auth_backend_role", { renewable: false }),
    "legacy (token): login-role-as-described: renewable is false instead of true",
  ],
  [
    "a token has no accessor to revoke it by",
    set("vault_token_auth_backend_role", { token_type: "batch", renewable: false, token_period: 0 }),
    /legacy \(token\): revoked-token-refused: POST auth\/token\/revoke-accessor: 400/,
  ],
];
