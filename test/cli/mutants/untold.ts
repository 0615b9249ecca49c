import { stripVTControlCharacters } from "node:util";
import type { CheckResult } from "../../../contract/check";
import type { NotChecked, RehearsalReport } from "../../../rehearsal/report";
import type { Command, Exit, Result } from "../../../cli/command";
import { reportOf as reportOfChecks } from "../output/found";

/** What of the command is tried. */
export interface Told {
  reportResult(report: RehearsalReport, host: { seconds(): number }, isQuiet?: boolean): Result;
  allResult(
    found: {
      readonly schemaVersion: 3;
      readonly stacks: readonly RehearsalReport[];
      readonly notChecked: readonly NotChecked[];
    },
    host: { seconds(): number },
    isQuiet?: boolean,
  ): Result;
  unchangedResult(stack: string, from: string): Result;
  junit(reports: readonly RehearsalReport[]): string;
  run(command: Command, parsed: object, env: NodeJS.ProcessEnv): Promise<void>;
}

const app = { kind: "role", name: "app", engine: "database" } as const;

const check = (id: string, outcome: CheckResult["outcome"], detail: string): CheckResult => {
  const ok = outcome === "passed";
  return { id, kind: "may", says: id.replaceAll("-", " "), about: app, ok, outcome, detail, ms: 1 };
};

const PASSED = check("may-select", "passed", "3 rows");
const FAILED = check("may-insert", "failed", "refused, but described");
const BROKEN = {
  ...check("may-delete", "broken off", "because of it"),
  because: { id: FAILED.id, about: app },
};
const NOT_CHECKED = check("expired-token", "not checked", "it takes a cluster");

/** What stands beside what is described. */
const FOREIGN = { what: "aws_vpc.main", because: "it is of another provider" };

const reportOf = (...checks: CheckResult[]): RehearsalReport => {
  const report = reportOfChecks(...checks);
  return {
    ...report,
    notChecked: report.notChecked.length ? [...report.notChecked, FOREIGN] : [],
    substitutions: [{ address: "vault_audit.file", what: "the audit file", from: "/var/log", to: "a file" }],
    acknowledged: [{ rule: "root-rotation", path: "dev/database", reason: "it is done by hand" }],
  };
};

const host = { seconds: () => 1.5 };
const WIDTHS = [60, 118];

const textsOf = ({ output }: Result) =>
  WIDTHS.flatMap((columns) => [false, true].map((isColored) => output.text({ columns, isColored }))).map(
    (text) => stripVTControlCharacters(text).replace(/\s+/g, " "),
  );

/** What an answer doesn't tell of what was found, or tells that wasn't. */
export async function untold(told: Told): Promise<string[]> {
  const wrong: string[] = [];
  const expectThat = (what: string, holds: boolean) => void (holds || wrong.push(what));
  const tells = (what: string, result: Result, ...parts: readonly RegExp[]) => {
    for (const part of parts)
      expectThat(
        `${what}: ${part}`,
        textsOf(result).every((text) => part.test(text)),
      );
  };

  const bad = reportOf(PASSED, FAILED, BROKEN, NOT_CHECKED);
  const failure = /✗ app: may-insert: refused, but described/;
  const verdict =
    /1 of 3 checks failed in 1\.5 s, 1 broke off because of it, 2 things were not checked: dev does not do what it describes\.$/;
  for (const isQuiet of [false, true]) {
    const result = told.reportResult(bad, host, isQuiet);
    expectThat("a failed check is a finding", result.exit === "findings");
    tells("a failed check", result, failure, verdict);
    expectThat("JSON has it", JSON.stringify(result.output.data).includes('"outcome":"failed"'));
  }
  const whole = told.reportResult(bad, host);
  tells(
    "each outcome",
    whole,
    /Failed ✗ app: may-insert: refused, but described 1 check broke off because of it/,
    /app ✗ may may select, may insert ✗, may delete –, expired token –/,
    /^dev: 3 resources on OpenBao 2\.7\.2 and PostgreSQL 18\.4/,
    /Not checked – app: expired-token: it takes a cluster – aws_vpc\.main: it is of another provider/,
    /Substituted for the rehearsal the audit file: \/var\/log → a file/,
    /Acknowledged findings root-rotation at dev\/database: it is done by hand/,
  );
  const xml = told.junit([bad]);
  for (const [state, name] of [
    ["failure", "may-insert"],
    ["error", "may-delete"],
    ["skipped", "expired-token"],
    ["skipped", "aws_vpc.main"],
  ])
    expectThat(`JUnit: ${state}`, new RegExp(`name="${name}" [^>]*>\\s*<${state} message=`).test(xml));
  expectThat("JUnit: passed", /name="may-select" time="0.001"\/>/.test(xml));
  expectThat("JUnit: counts", xml.includes('tests="5" failures="1" errors="1" skipped="2"'));

  const good = told.reportResult(reportOf(PASSED), host);
  expectThat("nothing failed is fine", good.exit === "fine");
  tells(
    "what passed",
    good,
    /1 check passed in 1\.5 s: every credential of dev can be issued, .* revoked\.$/,
    /app ✓ may may select/,
  );
  const partly = told.reportResult(reportOf(PASSED, NOT_CHECKED), host);
  expectThat("what was not checked is no finding", partly.exit === "fine");
  tells(
    "what was not checked",
    partly,
    /, 2 things were not checked: what was checked of dev does what it should/,
  );

  for (const isQuiet of [false, true]) {
    const all = { schemaVersion: 3, stacks: [reportOf(PASSED), bad], notChecked: [FOREIGN] } as const;
    const result = told.allResult(all, host, isQuiet);
    expectThat("one stack of several is a finding", result.exit === "findings");
    tells(
      "one stack of several",
      result,
      failure,
      /– aws_vpc\.main: it is of another provider All stacks in 1\.5 s: checks failed in dev\.$/,
    );
    const fine = told.allResult({ ...all, stacks: [reportOf(PASSED)] }, host, isQuiet);
    expectThat("no stack is fine", fine.exit === "fine");
    tells("no stack", fine, /All stacks in 1\.5 s: no check failed\.$/);
  }
  expectThat("what is unchanged is fine", told.unchangedResult("dev", "before").exit === "fine");
  for (const [exit, status] of [
    ["fine", 0],
    ["findings", 1],
    [undefined, 2],
  ] as const)
    expectThat(`${exit ?? "could not tell"} ends with ${status}`, (await statusOf(told, exit)) === status);
  return wrong;
}

class Ended extends Error {}

/** The exit status of a command that ends so; without an end, it could not tell. */
async function statusOf({ run }: Told, exit: Exit | undefined): Promise<unknown> {
  const before = process.exitCode;
  let status: unknown;
  const spies = [
    jest.spyOn(process, "exit").mockImplementation((code) => {
      status ??= code;
      throw new Ended();
    }),
    jest.spyOn(console, "log").mockReturnValue(),
    jest.spyOn(console, "error").mockReturnValue(),
  ];
  const answer = () => Promise.resolve({ exit: exit!, output: { data: {}, text: () => "" } });
  const command = { run: () => (exit ? answer() : Promise.reject(new Error("nobody knows"))) };
  try {
    await run(command as unknown as Command, {}, {});
    status ??= process.exitCode;
  } catch (error) {
    if (!(error instanceof Ended)) throw error;
  } finally {
    process.exitCode = before;
    for (const spy of spies) spy.mockRestore();
  }
  return status;
}
