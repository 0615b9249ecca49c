import { App, TerraformStack } from "cdktf";
import { SCHEMA_VERSION } from "../../constructs/access/access-manifest";
import { accessManifest } from "../../constructs/private/manifest";
import { StackDescription } from "../../constructs/private/stack-description";
import { aliasesIn, classDoc, entriesOf, type Entry, interfacesIn } from "./docstrings";
import { page as workload } from "./pages/approle-auth";
import { fenced, table } from "./render";

/** The types of `access.json`, from the whole to its parts. */
const FILES = [
  "access/access-manifest.ts",
  "access/guardrails-description.ts",
  "access/postgres-description.ts",
  "access/leased-role-description.ts",
  "access/static-role-description.ts",
  "access/session-description.ts",
  "access/login-description.ts",
  "access/agent-description.ts",
  "access/credential-description.ts",
  "access/kubernetes-description.ts",
  "access/external-secrets-description.ts",
  "access/transit-description.ts",
  "access/provider-description.ts",
  "../policies/credential-rules.ts",
  "../policies/login-material-rules.ts",
  "../policies/encryption-rules.ts",
];

/** The page about `access.json`, from its types, and from what an example describes. */
export function renderAccessManifest(): string {
  const types = FILES.flatMap((file) => interfacesIn(file).map((name) => ({ name, file })));
  return [
    "# access.json",
    "<!-- Made by `npm run docs` from the types in constructs/access/. -->",
    classDoc("AccessManifest", "access/access-manifest.ts").text,
    "`vault-db diff` says in words what two of them differ in, `vault-db rehearse` holds throwaway servers to it, and " +
      "`readAccessManifest(path)` reads one in code. It has no secret in it, no time and no path of a machine.",
    `This version writes and reads \`schemaVersion\` ${SCHEMA_VERSION}. A file of another version is refused, with the advice to ` +
      "synthesize it again or to use the version of `vault-db` that wrote it.",
    "Where one thing can be of several kinds, a field says which: `kind`, or `method` of a login. More kinds may come in a later " +
      "version of the schema; whoever reads it should look at that field first.",
    "## Example",
    fenced("json", exampleText()),
    ...types.flatMap(({ name, file }) => [
      `## ${name}`,
      classDoc(name, file).text,
      table(entriesOf(name, file).map(withVersion), "Field"),
    ]),
    "## Kinds",
    ...["access/access-manifest.ts", "access/certificate-source.ts", "access/agent-description.ts"]
      .flatMap(aliasesIn)
      .map(({ name, type, text }) => `\`${name}\` = \`${type}\`: ${text}`),
    "",
  ].join("\n\n");
}

function withVersion(entry: Entry): Entry {
  return { ...entry, type: entry.type.replace("typeof SCHEMA_VERSION", `${SCHEMA_VERSION}`) };
}

function exampleText(): string {
  const stack = new TerraformStack(new App({ stackTraces: false }), "example");
  workload.example(stack);
  return JSON.stringify(
    accessManifest(StackDescription.of(stack), stack.toTerraform() as Record<string, unknown>),
    null,
    2,
  );
}
