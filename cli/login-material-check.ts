import { readFileSync } from "node:fs";
import { askVault } from "../clients/ask-vault";
import { RehearsalError } from "../clients/could-not-tell";
import type { VaultClient } from "../clients/vault-client";
import { lookUpWrapped } from "../clients/wrapped-answer";
import { type LoginMaterial, nameOf, type Starter } from "./login-material";

/** Login material that nobody has opened. */
export interface UnopenedMaterial {
  readonly workload: string;
  readonly creationPath: string;
  readonly expires: string;
}

/** What is known of a wrapping token: all of it, where it is in what `--json` printed. */
type Known = Pick<LoginMaterial, "wrappingToken"> & Partial<LoginMaterial>;

/** A token or an accessor, as Vault makes them. */
const TOKEN = /^[\w.-]+$/;
/** A time, as ISO 8601 has it. */
const MOMENT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/**
 * Looks whether somebody has opened login material, without opening it.
 *
 * @param file what `--json` printed, or a wrapping token alone
 * @throws RehearsalError when it was opened, has ended, or is another one's
 */
export async function checkLoginMaterial(
  vault: VaultClient,
  { workload, path }: Starter,
  file: string,
): Promise<UnopenedMaterial> {
  const known = readKnown(file);
  const found = await askVault(vault, "look up a wrapping token", {}, () =>
    lookUpWrapped(vault, known.wrappingToken),
  );
  if (!found) throw opened(file, known, path);
  const { creationPath, expires } = found;
  if (creationPath !== path)
    throw new RehearsalError(
      `What is wrapped in "${file}" was made at ${creationPath}, and not at ${path}: somebody has put it in its place.`,
      "Don't log in with it. Make another, and look in Vault's audit log who made this one.",
    );
  return { workload: nameOf(workload), creationPath, expires: expires.toISOString() };
}

function opened(file: string, { expires, accessor }: Known, path: string): RehearsalError {
  const again = "Make another: vault-db login-material";
  if (expires && Date.parse(expires) <= Date.now())
    return new RehearsalError(`The wrapping token in "${file}" has ended: it lived until ${expires}.`, again);
  const problem = expires
    ? `The wrapping token in "${file}" would live until ${expires}, and somebody has opened it.`
    : `The wrapping token in "${file}" was opened by somebody, or it has ended: Vault doesn't tell which.`;
  const end = accessor ? `: ${endingOf(path, accessor)}` : " by its accessor, which --json tells";
  const look = "look in Vault's audit log who asked for sys/wrapping/unwrap";
  return new RehearsalError(problem, `If it wasn't its workload, ${look}, and end what was in it${end}`);
}

/** The command that ends what was made at a path. */
function endingOf(path: string, accessor: string): string {
  return path.startsWith("auth/token/")
    ? `vault token revoke -accessor ${accessor}`
    : `vault write ${path}-accessor/destroy secret_id_accessor=${accessor}`;
}

function readKnown(file: string): Known {
  const text = readText(file).trim();
  if (TOKEN.test(text)) return { wrappingToken: text };
  try {
    const known = JSON.parse(text) as Record<string, unknown> | null;
    if (known && isPrinted(known)) return known as unknown as Known;
  } catch {
    // It is no JSON either.
  }
  throw new RehearsalError(
    `"${file}" holds neither a wrapping token nor what --json printed.`,
    "Name the file that its workload reads, or write one: vault-db login-material … --json",
  );
}

/** Whether it has what `--json` prints, or less. Somebody else may have written the file, and it is shown to an operator. */
function isPrinted({ wrappingToken, accessor = "none", expires }: Record<string, unknown>): boolean {
  const isIn = (pattern: RegExp, value: unknown) => typeof value === "string" && pattern.test(value);
  return (
    isIn(TOKEN, wrappingToken) && isIn(TOKEN, accessor) && (expires === undefined || isIn(MOMENT, expires))
  );
}

function readText(file: string): string {
  try {
    return readFileSync(file === "-" ? 0 : file, "utf8");
  } catch (cause) {
    const problem = `"${file}" can't be read: ${(cause as Error).message}.`;
    throw new RehearsalError(problem, "An agent removes the file when it has logged in.", { cause });
  }
}
