import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const DIRECTORY = join(__dirname, "../constructs/kubernetes/schemas");

type Schema = { readonly [key: string]: unknown };

interface ObjectSchema {
  readonly properties: {
    readonly apiVersion: { readonly const: string };
    readonly kind: { readonly const: string };
    readonly spec: Schema;
  };
}

/** Definitions of what the operators take, for a cluster that has none of them. */
export function customResourceDefinitions(): object[] {
  return readdirSync(DIRECTORY, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".json"))
    .map((file) => definitionOf(JSON.parse(readFileSync(join(DIRECTORY, file), "utf8")) as ObjectSchema));
}

function definitionOf({ properties: { apiVersion, kind, spec } }: ObjectSchema): object {
  const [group = "", version = ""] = apiVersion.const.split("/");
  const singular = kind.const.toLowerCase();
  const plural = `${singular}s`;
  const openAPIV3Schema = { type: "object", properties: { spec: withoutClosing(spec) } };
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      names: { kind: kind.const, singular, plural, listKind: `${kind.const}List` },
      scope: "Namespaced",
      versions: [{ name: version, served: true, storage: true, schema: { openAPIV3Schema } }],
    },
  };
}

/** A definition takes no `additionalProperties: false` beside its fields, and says of a field that can be anything that it may. */
function withoutClosing(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutClosing);
  if (typeof schema !== "object" || schema === null) return schema;
  const entries = Object.entries(schema);
  if (!entries.length) return { "x-kubernetes-preserve-unknown-fields": true };
  return Object.fromEntries(
    entries
      .filter(([key, value]) => key !== "additionalProperties" || value !== false)
      .map(([key, value]) => [key, withoutClosing(value)]),
  );
}
