import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { RehearsalError } from "../../clients/could-not-tell";
import type { AccessManifest } from "../../constructs/access/access-manifest";
import { manifestFilesOf } from "../../constructs/kubernetes/manifests/manifest-files";

/** Files that Terraform reads, whatever else they are called, and files that only synthesis writes. */
const HAVE_A_MEANING =
  /\.(?:tf|tofu)(?:\.json)?$|^terraform\.tfvars(?:\.json)?$|\.auto\.tfvars(?:\.json)?$|^openbao-audit\.hcl$|\.(?:policy|agent)\.json$|\.dba(?:\.undo)?\.sql$|\.yaml$/;

/** Files of a workload, a database or the audit trail. */
const BELONGS = /^openbao-audit\.hcl$|\.agent\.json$|\.dba(?:\.undo)?\.sql$|\.yaml$/;

/**
 * Reads the files that synthesis wrote next to a stack.
 *
 * @param access names them, and describes whose they are
 * @returns their texts by name
 * @throws RehearsalError when one is missing, is nobody's, or is there though nobody described it but somebody would use it
 */
export function readStackFiles(directory: string, access: AccessManifest): Map<string, string> {
  const names = access.files;
  const missing = names.filter((name) => !existsSync(join(directory, name)));
  const known = ["cdk.tf.json", ...names];
  const others = readdirSync(directory).filter((name) => HAVE_A_MEANING.test(name) && !known.includes(name));
  const described = [
    ...access.workloads.flatMap(({ agent }) => agent?.file ?? []),
    ...access.workloads.flatMap(manifestFilesOf).map(({ name }) => name),
    ...new Set(access.auditDevices.flatMap(({ declaredIn }) => declaredIn ?? [])),
    ...access.databases.flatMap(({ script, undoScript }) => [script ?? [], undoScript ?? []].flat()),
  ];
  const nobodys = names.filter((name) => BELONGS.test(name) && !described.includes(name));
  const unnamed = described.filter((name) => !names.includes(name));
  const problems = [
    ...nobodys.map((name) => `"${name}" is in files of access.json, which doesn't say whose it is`),
    ...unnamed.map((name) => `"${name}" is not in files of access.json, which says whose it is`),
    ...missing.map((name) => `"${name}" is not there, though access.json names it`),
    ...others.map((name) => `"${name}" is there, though access.json doesn't name it`),
  ];
  if (problems.length)
    throw new RehearsalError(
      `"${directory}" does not hold what was synthesized:\n${problems.map((line) => `  ${line}`).join("\n")}`,
      "Synthesize it again, and describe in the app what was added by hand: npm run synth",
    );
  return new Map(names.map((name) => [name, readFileSync(join(directory, name), "utf8")]));
}
