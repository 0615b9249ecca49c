import type { DatabaseReference } from "../../constructs";
import { postgresqlBlock } from "../../constructs/guardrails/rendered/connection-url";
import { installationDigest } from "../../constructs/postgres/statements/issuing-installation";
import { isSameDatabase } from "../../contract/difference";
import { describedConnection } from "../stack/described-connection";
import type { PlannedArguments } from "../stack/planned-arguments";
import type { SynthesizedStack } from "../stack/synthesized-stack";

/** What a generic endpoint may do: rotate the root password of a connection that says so. Its `data_json` only numbers it. */
export function rotationProblems(
  { path, data_json: data }: Readonly<Record<string, unknown>>,
  { access }: SynthesizedStack,
): string[] {
  const rotated = access.connections.filter((connection) => connection.rotated && !connection.imported);
  const isRotation = rotated.some(({ engine, name }) => path === `${engine}/rotate-root/${name}`);
  return [
    ...(isRotation
      ? []
      : [`argument "path" is "${String(path)}", which is not rotate-root of a connection that is rotated`]),
    ...(isGeneration(data) ? [] : ['argument "data_json" is not {"generation": <a number>}']),
  ];
}

function isGeneration(json: unknown): boolean {
  try {
    const { generation, functions: _, ...others } = JSON.parse(String(json)) as Record<string, unknown>;
    return Number.isInteger(generation) && !Object.keys(others).length;
  } catch {
    return false;
  }
}

/**
 * A new first password is sent and rotated when its number is another: for the account, for its connection and for the
 * rotation it has to be the same, or one of them goes without.
 */
export function generationProblems(stack: SynthesizedStack, planned: PlannedArguments): string[] {
  const { access, resources } = stack;
  const argumentsOf = (type: string) =>
    resources.filter((each) => each.type === type).map((each) => [each, planned.of(each)] as const);
  const roles = argumentsOf("postgresql_role");
  const endpoints = argumentsOf("vault_generic_endpoint");
  return argumentsOf("vault_database_secret_backend_connection").flatMap(([{ address }, args]) => {
    const { engine, name, rotated, database } = describedConnection(access, args) ?? {};
    if (!rotated || !database) return [];
    const account = access.databases.find((each) => isSameDatabase(each, database))?.account;
    const versions = [
      postgresqlBlock(args).password_wo_version,
      ...roles.filter(([, role]) => role.name === account).map(([, role]) => role.password_wo_version),
      ...endpoints
        .filter(([, endpoint]) => endpoint.path === `${engine}/rotate-root/${name}`)
        .map(([, endpoint]) => generationIn(endpoint.data_json)),
    ].map(String);
    if (new Set(versions).size === 1) return [];
    return [`${address}: the password's versions differ: ${versions.join(", ")}`];
  });
}

/**
 * Functions that make leased roles are made by a rotation, which is another one when its digest is: a digest that stays leaves
 * what is described and never made.
 */
export function installationProblems(stack: SynthesizedStack, planned: PlannedArguments): string[] {
  const { access, resources } = stack;
  return resources
    .filter(({ type }) => type === "vault_generic_endpoint")
    .flatMap((resource) => {
      const { path, data_json: data } = planned.of(resource);
      const rotated = access.connections.find(({ engine, name }) => path === `${engine}/rotate-root/${name}`);
      const { functions } = JSON.parse(String(data)) as { functions?: unknown };
      const digest = rotated && digestOf(rotated.database, stack, planned);
      if (functions === digest) return [];
      const instead = digest === undefined ? "nothing" : `"${digest}", the digest of what makes them`;
      return [
        `${resource.address}: argument "data_json.functions" is "${String(functions)}" instead of ${instead}`,
      ];
    });
}

function digestOf(
  database: DatabaseReference,
  { access, resources }: SynthesizedStack,
  planned: PlannedArguments,
): string | undefined {
  const { issuingSchema, name, server } =
    access.databases.find((each) => isSameDatabase(each, database)) ?? {};
  if (issuingSchema === undefined) return undefined;
  const install = resources
    .filter(({ type }) => type === "postgresql_function")
    .map((resource) => planned.of(resource))
    .find(({ provider = "postgresql", ...args }) => {
      return provider === server && args.database === name && args.schema === issuingSchema;
    });
  // Where the database is somebody else's, its DBA makes them.
  return installationDigest(String(install?.body ?? ""));
}

function generationIn(json: unknown): unknown {
  return isGeneration(json) ? (JSON.parse(String(json)) as { generation: number }).generation : undefined;
}
