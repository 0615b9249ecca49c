import { type Attributes, edit, type Mutation, withFile } from "./mutation";

const WEB = "auth/approle/role/web/secret-id";
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
];
