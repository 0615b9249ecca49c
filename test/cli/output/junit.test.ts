import { junit, junitOfError } from "../../../cli/output/junit";
import type { CheckResult } from "../../../contract/check";

const app = { kind: "role", name: "app", engine: "database" } as const;
const check = (id: string, outcome: CheckResult["outcome"], detail: string): CheckResult => {
  return { id, kind: "may", says: id, about: app, ok: outcome === "passed", outcome, detail, ms: 12 };
};

test("JUnit XML has a test case for each check, whose class is its subject, and three states besides passed", () => {
  const checks = [
    check("may-select", "passed", "3 rows"),
    check("may-insert", "failed", "refused, but described: INSERT INTO t"),
    check("may-delete", "broken off", "because of it"),
    { ...check("expired-token", "not checked", "it takes a cluster"), about: { ...app, object: "public.t" } },
  ];
  const notChecked = [
    { what: "app: expired-token (public.t)", because: "it takes a cluster" },
    { what: "aws_vpc.main", because: "it is of another provider" },
  ];
  expect(junit([{ stack: "dev", checks, notChecked }])).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="vault-db rehearse">
  <testsuite name="dev" tests="5" failures="1" errors="1" skipped="2">
    <testcase classname="dev.app" name="may-select" time="0.012"/>
    <testcase classname="dev.app" name="may-insert" time="0.012">
      <failure message="refused, but described: INSERT INTO t"/>
    </testcase>
    <testcase classname="dev.app" name="may-delete" time="0.012">
      <error message="because of it"/>
    </testcase>
    <testcase classname="dev.app" name="expired-token (public.t)" time="0.012">
      <skipped message="it takes a cluster"/>
    </testcase>
    <testcase classname="dev.not checked" name="aws_vpc.main" time="0.000">
      <skipped message="it is of another provider"/>
    </testcase>
  </testsuite>
</testsuites>
`);
});

test("a rehearsal that could not tell is an error", () => {
  expect(junitOfError("dev", "There is no stack.\nName one.")).toContain(`
  <testsuite name="dev" tests="1" failures="0" errors="1" skipped="0">
    <testcase classname="dev" name="could be rehearsed" time="0.000">
      <error message="There is no stack. Name one."/>`);
});

test.each([
  [`<b a="1">'x' & ]]>`, "&lt;b a=&quot;1&quot;&gt;&apos;x&apos; &amp; ]]&gt;"],
  ["one\r\ntwo", "one two"],
  ["\u001b[31mred\u0000", "\ufffd[31mred\ufffd"],
  ["half \ud800 of one", "half \ufffd of one"],
])("%j is written so that it stays a text", (detail, written) => {
  const stack = { stack: "dev", checks: [check("may-select", "failed", detail)], notChecked: [] };
  expect(junit([stack])).toContain(`<failure message="${written}"/>`);
});
