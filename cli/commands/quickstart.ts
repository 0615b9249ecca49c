import type { AccessManifest, RoleDescription } from "../../constructs";
import { isSameDatabase } from "../../contract/difference";
import { Leases } from "../../contract/leases";
import type { Rehearsal } from "../../rehearsal/rehearse";
import { EXIT_CODES } from "../failure";
import { performRehearsal } from "./rehearse";
import { renderReport } from "../output/render-report";

/** `npm run quickstart`: rehearses dev, and shows one credential that nobody knows. */
export async function quickstartCommand(): Promise<void> {
  await performRehearsal("dev", { postgres: "18" }, async (rehearsal) => {
    console.log(renderReport(rehearsal.report));
    process.exitCode = rehearsal.report.failed ? EXIT_CODES.findings : EXIT_CODES.fine;
    if (!rehearsal.report.failed) console.log(await showCredential(rehearsal));
  });
}

async function showCredential({ deployment, servers }: Rehearsal): Promise<string> {
  const access = deployment?.access;
  // One that an application reads, if there is one.
  const read = access?.workloads.flatMap(({ reads }) => reads) ?? [];
  const role =
    access?.roles.find(({ path }) => read.some((credential) => credential.path === path)) ?? access?.roles[0];
  if (!access || !role) return "";
  const lease = await new Leases(servers.vault.client).issue(role.path);
  return [
    "",
    `A credential, issued just now by: vault read ${role.path}`,
    `  user name  ${lease.user}`,
    "  password   known to Vault's caller alone, shown to nobody here",
    `  lease      ${lease.id}`,
    `  TTL        ${lease.ttl / 60} minutes, renewable up to ${role.maxTtl / 3600} hours`,
    `  can        ${privilegesInWords(access, role)}`,
    "It ends with this command, together with the servers.",
  ].join("\n");
}

function privilegesInWords({ databases }: AccessManifest, { database, group }: RoleDescription): string {
  const found = databases
    .find((each) => isSameDatabase(each, database))
    ?.groups.find(({ role }) => role === group);
  if (!found || found.privileges.owner) return `everything in ${database.name}, as its owner`;
  const { tables, columns } = found.privileges;
  const words = [
    ...tables.map(
      ({ table, privileges }) => `${privileges.join(", ")} on ${table === "*" ? "every table" : table}`,
    ),
    ...columns.map(({ table, privilege }) => `${privilege} on columns of ${table}`),
  ];
  return `${words.join("; ")} of ${database.name}`;
}
