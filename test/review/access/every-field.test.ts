import type { AccessManifest } from "../../../constructs";
import { compareAccess } from "../../../review/access/compared-access";
import { describedFields } from "./described-fields";
import { EVERYTHING } from "./everything";

const FILE_NAME = "what is in it is told";
const REPEATED = "it is in the path, which is told";
const NOBODY = "nobody may use it by that alone: who does is told";
const WHEN = "it says when something is done, not who may";
const RENAMED = "what has only another name is nothing new";

/** Fields of which some change lets nobody do more, and why. */
const SAYS_NOTHING: Readonly<Record<string, string>> = {
  stack: "it names what the rest is about",
  files: FILE_NAME,
  "files[]": FILE_NAME,
  engines: NOBODY,
  "engines[].path": NOBODY,
  "engines[].product": "it says which product answers, not whom",
  transitEngines: NOBODY,
  "transitEngines[].path": NOBODY,
  "transitEngines[].keys": NOBODY,
  "transitEngines[].keys[].name": NOBODY,
  "databases[].script": FILE_NAME,
  "databases[].undoScript": FILE_NAME,
  "databases[].losesAccess": "who is named there loses, and who isn't stops the script",
  "databases[].losesAccess[]": "who is named there loses, and who isn't stops the script",
  "databases[].groups": "of an owner, it says what ownership says",
  "databases[].groups[].role": "of an owner, it says what ownership says",
  "databases[].groups[].privileges.name": "what a set allows is told, whatever it is called",
  "databases[].groups[].privileges.owner": "who owns is told by the database's owners",
  "databases[].groups[].privileges.schemas[].needsNoSequence": "it says something of tables",
  "connections[].settings.maxOpenConnections": "they are Vault's own sessions",
  "connections[].settings.maxIdleConnections": "they are Vault's own sessions",
  "connections[].settings.maxConnectionLifetime": "they are Vault's own sessions",
  "roles[].name": REPEATED,
  "roles[].path": RENAMED,
  "roles[].privileges": "what the group may do is told",
  "roles[].rateLimit.name": "it names the limit, which is told",
  "staticRoles[].name": REPEATED,
  "staticRoles[].privileges": "what the group may do is told",
  staticRolePairs: "its static roles are told",
  "staticRolePairs[].name": "its static roles are told",
  "staticRolePairs[].engine": "its static roles are told",
  "workloads[].name": RENAMED,
  "workloads[].policy": "what is in it is told by what the workload reads, makes and encrypts with",
  "workloads[].agent.file": FILE_NAME,
  "workloads[].agent.templates[].onChange.timeout": WHEN,
  "workloads[].agent.process.stopSignal": WHEN,
  "workloads[].injector.file": FILE_NAME,
  "workloads[].injector.longest": WHEN,
  "workloads[].injector.templates[].onChange.timeout": WHEN,
  "workloads[].vaultSecretsOperator.file": FILE_NAME,
  "workloads[].vaultSecretsOperator.secrets[].renewalPercent": WHEN,
  "workloads[].vaultSecretsOperator.secrets[].restart": WHEN,
  "workloads[].vaultSecretsOperator.secrets[].restart[].kind": WHEN,
  "workloads[].vaultSecretsOperator.secrets[].restart[].name": WHEN,
  "workloads[].externalSecrets.file": FILE_NAME,
  "workloads[].externalSecrets.secrets[].refreshInterval": WHEN,
  "guardrails.path": "it says where findings are",
  "guardrails.ownRules[].what": "it says what the rule's code is for",
  "acknowledged[].reason": "it says why, and the exception is the same",
};

/** A manifest in which one value is another one. */
interface Mutation {
  readonly field: string;
  readonly mutated: AccessManifest;
}

const fields = describedFields();

/** Every value of the manifest changed, and every entry of a list, and every field that may be missing, taken away. */
function mutations(value: unknown, field: string, put: (value: unknown) => unknown): Mutation[] {
  const mutate = (next: unknown): Mutation => ({
    field,
    mutated: put(next) as AccessManifest,
  });
  if (Array.isArray(value)) {
    return value.flatMap((each: unknown, index) => [
      mutate(value.filter((_, other) => other !== index)),
      ...mutations(each, `${field}[]`, (next) =>
        put(value.map((other: unknown, at) => (at === index ? next : other))),
      ),
    ]);
  }
  if (value !== null && typeof value === "object") {
    return Object.entries(value).flatMap(([key, each]: [string, unknown]) => {
      const known = [...fields.keys()].some((name) => isWithin(name, field ? `${field}.${key}` : key));
      const name = known ? (field ? `${field}.${key}` : key) : `${field}.*`;
      return mutations(each, name, (next) => put({ ...value, [key]: next }));
    });
  }
  return othersThan(value, fields.get(field) ?? []).map(mutate);
}

function isWithin(name: string, field: string): boolean {
  return name === field || name.startsWith(`${field}.`) || name.startsWith(`${field}[`);
}

function othersThan(value: unknown, choices: readonly unknown[]): unknown[] {
  if (choices.length) return choices.filter((each) => each !== value);
  if (typeof value === "boolean") return [!value];
  if (typeof value === "number") return [value * 2 + 1, Math.floor(value / 2)];
  return [`${value as string}~`];
}

const isSeen = ({ mutated }: Mutation) =>
  compareAccess(EVERYTHING, mutated).gains.length > 0 || compareAccess(mutated, EVERYTHING).gains.length > 0;

const all = mutations(EVERYTHING, "", (value) => value);

test("the manifest here has every field that the type has", () => {
  const reached = new Set(all.map(({ field }) => field));
  const single = [...fields].filter(([, choices]) => choices.length === 1).map(([name]) => name);
  expect([...fields.keys()].filter((name) => !reached.has(name))).toEqual(single);
});

test("whatever is changed in a field, somebody gets more by it or by taking it back, or it says nothing about who may do what", () => {
  const unseen = new Set(all.filter((each) => !isSeen(each)).map(({ field }) => field));
  expect([...unseen].sort()).toEqual(Object.keys(SAYS_NOTHING).sort());
});
