import { existsSync } from "node:fs";
import { join } from "node:path";
import type { AccessManifest, RoleDescription } from "../../constructs";
import type { Rehearsal } from "../../rehearsal/rehearse";
import { command } from "../command";

/** Rehearses dev, and shows one credential that nobody knows. */
export const quickstart = command({
  name: "quickstart",
  summary: "synthesize, rehearse dev, and show one credential",
  arguments: {},
  options: {},
  examples: ["quickstart"],
  exits: { fine: "every check passed", findings: "a check failed" },
  // The package doesn't bring the environments that it rehearses.
  isHidden: !existsSync(join(__dirname, "../main.ts")),
  run: async (_, host) => {
    const { withRehearsal } =
      require("../../rehearsal/with-rehearsal") as typeof import("../../rehearsal/with-rehearsal");
    const { reportResult } = require("../output/report-result") as typeof import("../output/report-result");
    const found = await withRehearsal("dev", { ...host, postgres: 18 }, async (rehearsal) => ({
      report: rehearsal.report,
      credential: rehearsal.report.failed ? undefined : await issueCredential(rehearsal),
    }));
    const { exit, output } = reportResult(found.report, host);
    return {
      exit,
      output: {
        data: { report: output.data, credential: found.credential },
        text: (terminal) => [output.text(terminal), ...credentialLines(found.credential)].join("\n"),
      },
    };
  },
});

/** A credential without its password. */
interface Credential {
  readonly path: string;
  readonly user: string;
  readonly lease: string;
  /** Seconds. */
  readonly ttl: number;
  readonly maxTtl: number;
  /** What it may do, in words. */
  readonly can: string;
}

async function issueCredential({ deployment, servers }: Rehearsal): Promise<Credential | undefined> {
  const { Leases } = require("../../contract/leases") as typeof import("../../contract/leases");
  const access = deployment?.access;
  // One that an application reads, if there is one.
  const read = access?.workloads.flatMap(({ reads }) => reads) ?? [];
  const role =
    access?.roles.find(({ path }) => read.some((credential) => credential.path === path)) ?? access?.roles[0];
  if (!access || !role) return undefined;
  const { path, maxTtl } = role;
  const { user, id: lease, ttl } = await new Leases(servers.vault.client).issue(path);
  return { path, user, lease, ttl, maxTtl, can: privilegesInWords(access, role) };
}

function credentialLines(credential: Credential | undefined): string[] {
  if (!credential) return [];
  return [
    "",
    `A credential, issued just now by: vault read ${credential.path}`,
    `  user name  ${credential.user}`,
    "  password   known to Vault's caller alone, shown to nobody here",
    `  lease      ${credential.lease}`,
    `  TTL        ${credential.ttl / 60} minutes, renewable up to ${credential.maxTtl / 3600} hours`,
    `  can        ${credential.can}`,
    "It has ended, together with the servers.",
  ];
}

function privilegesInWords({ databases }: AccessManifest, { database, group }: RoleDescription): string {
  const { isSameDatabase } =
    require("../../contract/difference") as typeof import("../../contract/difference");
  const found = databases
    .find((each) => isSameDatabase(each, database))
    ?.groups.find(({ role }) => role === group);
  if (!found || found.privileges.owner) return `everything in ${database.name}, as its owner`;
  const words = found.privileges.schemas.flatMap(({ tables, columns }) => [
    ...tables.map(
      ({ table, privileges }) => `${privileges.join(", ")} on ${table === "*" ? "every table" : table}`,
    ),
    ...columns.map(({ table, privilege }) => `${privilege} on columns of ${table}`),
  ]);
  return `${[...new Set(words)].join("; ")} of ${database.name}`;
}
