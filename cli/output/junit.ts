import XMLBuilder from "fast-xml-builder";
import type { CheckResult } from "../../contract/check";
import { lineOf, nameOf } from "../../contract/subject";
import type { NotChecked, RehearsalReport } from "../../rehearsal/report";

/** What a report says, for whatever shows the results of tests. */
export type ForJunit = Pick<RehearsalReport, "stack" | "checks" | "notChecked">;

interface TestCase {
  readonly "@classname": string;
  readonly "@name": string;
  readonly "@time": string;
  readonly failure?: Said;
  readonly error?: Said;
  readonly skipped?: Said;
}

interface Said {
  readonly "@message": string;
}

/**
 * Rehearsals as JUnit XML: a suite for each, a test case for each check, whose class is its subject. A check that failed is a
 * failure, one that broke off is an error, and what was not checked is skipped, with its reason.
 */
export function junit(reports: readonly ForJunit[]): string {
  return xml(reports.map(suite));
}

/** The same of a rehearsal that could not tell: one test case, with an error. */
export function junitOfError(name: string, message: string): string {
  const testcase = { ...testCase(name, "could be rehearsed"), error: said(message) };
  return xml([suiteOf(name, [testcase])]);
}

function xml(testsuite: readonly object[]): string {
  const builder = new XMLBuilder({
    ignoreAttributes: false,
    attributeNamePrefix: "@",
    format: true,
    suppressEmptyNode: true,
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build({ testsuites: { "@name": "vault-db rehearse", testsuite } })}`;
}

function suite({ stack, checks, notChecked }: ForJunit): object {
  const tried = checks.map((check) => caseOf(stack, check));
  const known = new Set(checks.filter(({ outcome }) => outcome === "not checked").map(lineOf));
  const others = notChecked.filter(({ what }) => !known.has(what));
  return suiteOf(stack, [...tried, ...others.map((each) => skippedCase(stack, each))]);
}

function suiteOf(name: string, testcase: readonly TestCase[]): object {
  const count = (state: "failure" | "error" | "skipped") => testcase.filter((each) => each[state]).length;
  return {
    "@name": readable(name),
    "@tests": testcase.length,
    "@failures": count("failure"),
    "@errors": count("error"),
    "@skipped": count("skipped"),
    testcase,
  };
}

function caseOf(stack: string, check: CheckResult): TestCase {
  const { about, id, outcome, detail, ms } = check;
  const object = "object" in about && about.object ? ` (${about.object})` : "";
  const base = testCase(`${stack}.${nameOf(about)}`, `${id}${object}`, ms);
  switch (outcome) {
    case "passed":
      return base;
    case "failed":
      return { ...base, failure: said(detail) };
    case "broken off":
      return { ...base, error: said(detail) };
    case "not checked":
      return { ...base, skipped: said(detail) };
  }
}

/** What stands beside what is described: no check knows it. */
function skippedCase(stack: string, { what, because }: NotChecked): TestCase {
  return { ...testCase(`${stack}.not checked`, what), skipped: said(because) };
}

function testCase(classname: string, name: string, ms = 0): TestCase {
  return {
    "@classname": readable(classname),
    "@name": readable(name),
    "@time": (ms / 1000).toFixed(3),
  };
}

function said(message: string): Said {
  return { "@message": readable(message) };
}

/** An attribute has one line, and XML no way to write other characters. */
function readable(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.replace(/[^\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, "�");
}
