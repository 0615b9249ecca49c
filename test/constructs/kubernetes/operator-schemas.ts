import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv, type ValidateFunction } from "ajv";
import { parse, parseAllDocuments } from "yaml";

const DIRECTORY = join(__dirname, "schemas");

interface Schema {
  readonly properties: {
    readonly apiVersion: { readonly const: string };
    readonly kind: { readonly const: string };
  };
}

const ajv = new Ajv({ allErrors: true, strict: false });
const schemas = new Map<string, ValidateFunction>(
  readdirSync(DIRECTORY, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".json"))
    .map((file) => JSON.parse(readFileSync(join(DIRECTORY, file), "utf8")) as Schema)
    .map((schema) => [
      keyOf(schema.properties.apiVersion.const, schema.properties.kind.const),
      ajv.compile(schema),
    ]),
);

/** What operators would not take of a file that is applied to a cluster, each with the object that it is in. */
export function schemaErrors(text: string): string[] {
  return parseAllDocuments(text, { version: "1.1" }).flatMap((document) => {
    const object = document.toJS() as { apiVersion: string; kind: string; metadata?: { name?: string } };
    const key = keyOf(object.apiVersion, object.kind);
    const validate = schemas.get(key);
    if (!validate) return [`${key} is nobody's`];
    validate(object);
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) =>
        `${object.kind} ${object.metadata?.name}${instancePath} ${message} ${JSON.stringify(params)}`,
    );
  });
}

const chart = join(__dirname, "chart-values", "vault-secrets-operator-1.4.1.json");
const isOfChart = ajv.compile(JSON.parse(readFileSync(chart, "utf8")) as object);

/** What the Vault Secrets Operator's chart knows nothing of, of the values that it is installed with. */
export function chartErrors(text: string): string[] {
  isOfChart(parse(text, { version: "1.1" }));
  return (isOfChart.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

function keyOf(apiVersion: string, kind: string): string {
  return `${apiVersion} ${kind}`;
}
