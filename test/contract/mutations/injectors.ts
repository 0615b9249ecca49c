import { edit, type Attributes, type Mutation, withFile } from "./mutation";

const WEB = `${"w".repeat(63)} (east)`;
const REPORT = "report (west)";

/** Edits what is merged into what makes the pods. */
const web = (from: string | RegExp, to: string) => inFile(`east-${"w".repeat(63)}.injector.yaml`, from, to);
const report = (from: string | RegExp, to: string) => inFile("west-report.injector.yaml", from, to);

const inFile = (file: string, from: string | RegExp, to: string) =>
  withFile(file, (text) => {
    const edited = text.replace(from, to);
    if (edited === text) throw new Error(`${file} has no ${from}`);
    return edited;
  });

/** Takes a path out of the policy of the pods. */
const without = (path: string) =>
  edit("vault_policy.east_", ({ policy, ...attributes }) => {
    const { path: paths } = JSON.parse(policy as string) as { path: Record<string, Attributes> };
    if (!Reflect.has(paths, path)) throw new Error(`the policy has no ${path}`);
    Reflect.deleteProperty(paths, path);
    return { ...attributes, policy: JSON.stringify({ path: paths }) };
  });

const twoUsers = `${WEB}: injector-issues-one-user-for-a-pod: its agents were issued 2 users by database/creds/writer: a pod that has read the first keeps one that nobody renews`;

/** Wrong edits of what an agent injector is told, and of what its agents meet. */
export const INJECTOR_MUTATIONS: readonly Mutation[] = [
  ["its agents have no cache", web(/agent-cache-enable: "true"/g, 'agent-cache-enable: "false"'), twoUsers],
  [
    "its agents' cache hands on no token",
    web(/agent-cache-use-auto-auth-token: "true"/g, 'agent-cache-use-auto-auth-token: "false"'),
    twoUsers,
  ],
  [
    "nothing mounts the token that its agents' cache is sealed with",
    web(/agent-init-json-patch/g, "agent-init-json-patches"),
    /^w{63} \(east\): injector-writes-its-files: its agent has ended: .*failed to read service account token/,
  ],
  [
    "its annotations are those of another injector",
    report(/vault\.hashicorp\.com/g, "openbao.org"),
    `${REPORT}: injector-writes-its-files: its agent has ended: the injector of vault puts no agent into the pod`,
  ],
  [
    "its pods have a token for somebody else",
    web(/audience: vault/g, "audience: somebody"),
    /^w{63} \(east\): injector-writes-its-files: its agent has ended: .*invalid audience/,
  ],
  [
    "its pods have another service account",
    web(/serviceAccountName: web/g, "serviceAccountName: default"),
    /^w{63} \(east\): injector-writes-its-files: its agent has ended: .*403/,
  ],
  [
    "everybody in the pod may read a file",
    web(/perms-writer\.json: "0600"/g, 'perms-writer.json: "0644"'),
    `${WEB}: injector-writes-its-files: unexpected: /vault/secrets/writer.json 0644; missing: /vault/secrets/writer.json 0600`,
  ],
  [
    "a file leads to another server",
    web(/"host": "postgres"/g, '"host": "elsewhere"'),
    `${WEB}: injector-writes-its-files: in /vault/secrets/writer.json, host is elsewhere instead of postgres`,
  ],
  [
    "a file has the user for the password",
    web(/\.Data\.password \| toJSON/g, ".Data.username | toJSON"),
    /^w{63} \(east\): injector-credential-logs-in .*: the user in \/vault\/secrets\/writer\.json doesn't log in: password authentication failed/,
  ],
  [
    "no agent is beside its pods",
    web(/agent-cache-enable: "true"/g, 'agent-pre-populate-only: "true"'),
    `${WEB}: injector-writes-its-files: no agent is beside its pods, so that nobody renews what they have`,
  ],
  [
    "its Jobs run for longer than their token",
    edit("vault_kubernetes_auth_backend_role.west", (attributes) => ({ ...attributes, token_ttl: 1_800 })),
    `${REPORT}: injector-job-ends-before-its-credential: its token ends after 1800 s, and a pod may run for 1800 s`,
  ],
  [
    "an agent is beside pods of a Job",
    report(/agent-pre-populate-only: "true"/g, 'agent-pre-populate: "true"'),
    `${REPORT}: injector-writes-its-files: an agent is beside pods of a Job, and keeps them from ending`,
  ],
  [
    "its agents may not renew their token",
    without("auth/token/renew-self"),
    `${WEB}: injector-renews: it doesn't renew its token: PUT auth/token/renew-self: 403 permission denied`,
  ],
  [
    "its agents may not renew, and nothing limits how many users they ask for",
    without("sys/leases/renew"),
    [
      `${WEB}: injector-renews: it doesn't renew a lease: PUT sys/leases/renew: 403 permission denied`,
      /^w{63} \(east\): injector-issues-no-users-without-end: it was issued /,
    ],
  ],
  [
    "its agent tells nobody of a change",
    web(/agent-inject-command-writer\.json/g, "agent-inject-commands-writer.json"),
    `${WEB}: injector-replaces-what-is-revoked: it did nothing when /vault/secrets/writer.json had changed`,
  ],
  [
    "its agent tells nobody of a rotation",
    web(/agent-inject-command-\.pgpass/g, "agent-inject-commands-.pgpass"),
    `${WEB}: injector-follows-rotations: it did nothing when /vault/secrets/.pgpass had changed`,
  ],
  [
    "its agents may not revoke their token",
    without("auth/token/revoke-self"),
    `${WEB}: injector-revokes-when-a-pod-ends: its pod has ended, and its user is still there`,
  ],
  [
    "what is merged isn't what is described",
    web(/agent-run-as-user: "1000"/g, 'agent-run-as-user: "0"'),
    /^w{63} \(east\): manifests-as-described: east-w{63}\.injector\.yaml: line \d+ is not what is described: openbao\.org\/agent-run-as-user: "1000"$/,
  ],
];
