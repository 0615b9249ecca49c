import type { Rehearsal } from "../../rehearsal/rehearse";
import { POSTGRES_VERSIONS, type PostgresVersion } from "../../rehearsal/servers/postgres-binaries";
import type { RehearsalReport } from "../../rehearsal/report";
import type { Workspace } from "../../rehearsal/servers/workspace";
import type { RehearseAllProps } from "../../rehearsal/rehearse-all";
import { command, type Host, type Result, type Values } from "../command";
import type { JunitFile } from "../junit-file";
import type { PageFile } from "../page-file";

const ARGUMENTS = {
  targets: {
    value: "stack|directory",
    summary:
      "a stack of the app in cdktf.json, or the directory of a synthesized one; several are rehearsed together, on the same servers",
    isRepeatable: true,
  },
} as const;

const OPTIONS = {
  all: { summary: "rehearse every stack of the app: those that take something from each other together" },
  postgres: {
    value: "version",
    summary: "PostgreSQL's version",
    choices: POSTGRES_VERSIONS.map(String).reverse(),
    default: String(POSTGRES_VERSIONS[0]),
  },
  schema: {
    value: "database=file",
    summary: "what the database has, as pg_dump --schema-only wrote it; can be given for each",
    isRepeatable: true,
  },
  set: {
    value: "name=value|file",
    summary:
      "what stands in for what the stack takes from others; can be given for each, or in a file of such lines",
    isRepeatable: true,
  },
  from: {
    value: "stack|directory",
    summary: "the same stack as it is: it is applied first, used, and changed while it is in use",
  },
  kubernetes: {
    value: "kubeconfig",
    summary: "check Kubernetes logins, and what operators are told, with this cluster's API server",
  },
  timeLapse: {
    value: "factor",
    summary: "play a day of it so many times faster, in place of the checks",
  },
  html: {
    value: "file",
    summary: "where the page of a time-lapse is written, in place of <stack>.time-lapse.html",
  },
  accessPage: {
    value: "file",
    summary: "write a page that says who may do what, to be searched, printed and kept",
  },
  junit: {
    value: "file",
    summary: "write the checks as JUnit XML, for a CI to show",
  },
  terraform: {
    summary: "apply it with Terraform or OpenTofu and the real providers, in place of the built-in applier",
  },
  thorough: { summary: "try also what takes 5 seconds a role to show" },
  quiet: { summary: "tell only what failed, and the last sentence" },
  keep: { summary: "leave the servers running until Ctrl-C" },
} as const;

type Options = Values<typeof ARGUMENTS, typeof OPTIONS>;

export const rehearse = command({
  name: "rehearse",
  summary: "apply a stack to a throwaway Vault and PostgreSQL, and check every credential it describes",
  arguments: ARGUMENTS,
  options: OPTIONS,
  examples: [
    "rehearse dev",
    "rehearse cdktf.out/stacks/production --postgres 16 --json",
    "rehearse dev --schema appdb=schema.sql --access-page access.html",
    "rehearse dev --set data.aws_db_instance.main.address=db.internal",
    "rehearse dev --from ../before/cdktf.out/stacks/dev",
    "rehearse dev --time-lapse 1200 --html day.html",
    "rehearse shop reports",
    "rehearse --all --quiet --junit results.xml",
  ],
  exits: { fine: "every check passed", findings: "a check failed" },
  run: (options, host) => {
    const { targets, junit } = options;
    if (junit === undefined) return rehearseNamed(options, host);
    const { JunitFile } = require("../junit-file") as typeof import("../junit-file");
    const results = new JunitFile(junit);
    return results.orError(targets.join(" ") || "every stack", () => rehearseNamed(options, host, results));
  },
});

async function rehearseNamed(options: Options, host: Host, results?: JunitFile): Promise<Result> {
  const { targets, all, postgres, schema, set, from, kubernetes } = options;
  const { timeLapse, html, accessPage, terraform, thorough, quiet, keep } = options;
  const { expectStacks } = require("../stacks-named") as typeof import("../stacks-named");
  expectStacks(options);
  const { timeLapseFactor, timelineFile, writeTimelinePage } =
    require("../time-lapse") as typeof import("../time-lapse");
  const { accessPageFile } = require("../access-page") as typeof import("../access-page");
  const factor = timeLapseFactor({ timeLapse, html, thorough, from });
  if (factor) timelineFile(html).expectWritable();
  const page = accessPageFile(accessPage, factor !== undefined);
  const { withRehearsal } =
    require("../../rehearsal/with-rehearsal") as typeof import("../../rehearsal/with-rehearsal");
  const { reportResult, unchangedResult } =
    require("../output/report-result") as typeof import("../output/report-result");
  const props = {
    ...host,
    postgres: Number(postgres) as PostgresVersion,
    schemas: schema,
    set,
    kubeconfig: kubernetes,
    terraform: terraform ? terraformOf(host) : undefined,
    thorough,
    timeLapse: factor,
  };
  if (all) return rehearseAll(props, host, quiet, results);
  const use = async (rehearsal: Rehearsal, workspace: Workspace) => {
    const { report } = rehearsal;
    results?.write(report);
    if (report.timeline) host.tell(`The day is in ${writeTimelinePage(report, html)}.`);
    if (page) writeAccessPage(report, page, host);
    if (!keep) return report;
    host.print(reportResult(report, host, quiet).output);
    return keepRunning(rehearsal, workspace, host);
  };
  if (from === undefined) return reportResult(await withRehearsal(targets, props, use), host, quiet);
  const { withChange } =
    require("../../rehearsal/with-change") as typeof import("../../rehearsal/with-change");
  const found = await withChange(targets[0]!, from, props, use);
  if (!("unchanged" in found)) return reportResult(found, host, quiet);
  results?.write({ stack: found.unchanged, checks: [], notChecked: [] });
  return unchangedResult(found.unchanged, from);
}

/** What applies the stack. @throws RehearsalError when there is none */
function terraformOf({ env }: Host) {
  const { findTerraform } =
    require("../../rehearsal/apply/terraform/terraform-program") as typeof import("../../rehearsal/apply/terraform/terraform-program");
  return findTerraform(env);
}

async function rehearseAll(
  props: RehearseAllProps,
  host: Host,
  isQuiet?: boolean,
  results?: JunitFile,
): Promise<Result> {
  const { rehearseAll: rehearse } =
    require("../../rehearsal/rehearse-all") as typeof import("../../rehearsal/rehearse-all");
  const { allResult } = require("../output/all-result") as typeof import("../output/all-result");
  const found = await rehearse(props);
  results?.write(...found.stacks);
  return allResult(found, host, isQuiet);
}

/** Who may do what, on a page that is kept. Where the stack could not be applied, nobody knows. */
function writeAccessPage(report: RehearsalReport, page: PageFile, host: Host): void {
  const { accessPage } = require("../output/access-page") as typeof import("../output/access-page");
  if (!report.access?.length)
    return host.tell("Nothing could be tried: there is no page of who may do what.");
  page.write(accessPage(report, new Date()));
  host.tell(`Who may do what is in ${page.path}.`);
}

/** Leaves the servers running until the command is ended. Logins are in a file, not on the screen. */
function keepRunning({ servers }: Rehearsal, workspace: Workspace, host: Host): Promise<never> {
  const { writeLoginFile } =
    require("../../rehearsal/servers/login-file") as typeof import("../../rehearsal/servers/login-file");
  host.tell(`\nThe servers run until Ctrl-C. To use them: source ${writeLoginFile(servers, workspace)}`);
  return workspace.failure;
}
