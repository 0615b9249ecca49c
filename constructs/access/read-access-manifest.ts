import { existsSync, readFileSync, statSync } from "node:fs";
import { type AccessManifest, SCHEMA_VERSION } from "./access-manifest";
import { emptyLists } from "./lists";
import { manifestContradictions } from "./manifest-contradictions";

const AGAIN = "Synthesize it again: npm run synth";

/** An `access.json` can't be read. */
export class AccessManifestError extends Error {
  /**
   * @param problem what is wrong with which file
   * @param advice what to do about it
   */
  constructor(
    readonly problem: string,
    readonly advice: string,
    options?: ErrorOptions,
  ) {
    super(`${problem}\n${advice}`, options);
    this.name = "AccessManifestError";
  }
}

/**
 * Reads an `access.json`. A list that it lacks is an empty one.
 *
 * @param path the file
 * @throws AccessManifestError when there is none, when it is not JSON, of another schema version, or contradicts itself
 */
export function readAccessManifest(path: string): AccessManifest {
  if (!existsSync(path) || statSync(path).isDirectory()) {
    const advice = "Name an access.json: cdktf.out/stacks/dev/access.json";
    throw new AccessManifestError(`There is no file "${path}".`, advice);
  }
  const manifest = parse(path);
  const { schemaVersion } = manifest;
  if (schemaVersion === SCHEMA_VERSION) return consistent(path, manifest as AccessManifest);
  if (schemaVersion === undefined)
    throw new AccessManifestError(`"${path}" is not an access.json: it has no schemaVersion.`, AGAIN);
  const problem = `"${path}" is of schema version ${JSON.stringify(schemaVersion)}; this version of vault-db reads ${SCHEMA_VERSION}.`;
  throw new AccessManifestError(problem, `${AGAIN}, or use the version of vault-db that wrote it.`);
}

function consistent(path: string, manifest: AccessManifest): AccessManifest {
  const whole = { ...emptyLists(), ...manifest };
  const contradictions = manifestContradictions(whole);
  if (!contradictions.length) return whole;
  const problem = `"${path}" contradicts itself:\n${contradictions.map((line) => `  ${line}`).join("\n")}`;
  throw new AccessManifestError(problem, AGAIN);
}

function parse(path: string): { readonly schemaVersion?: unknown } {
  try {
    const value: unknown = JSON.parse(readFileSync(path, "utf8"));
    if (value && typeof value === "object") return value;
  } catch (cause) {
    throw new AccessManifestError(`"${path}" is not JSON, or it is cut off.`, AGAIN, { cause });
  }
  throw new AccessManifestError(`"${path}" does not hold a JSON object.`, AGAIN);
}
