import { AppRoleAuth, Duration, VaultToken } from "../../constructs";
import { findingsOf } from "./bad-inputs/bad-input";

test("a periodic token has a period and no maximum", () => {
  expect(VaultToken.periodic(Duration.hours(1)).toArguments()).toEqual({ tokenPeriod: 3600 });
});

test("a bounded token has a TTL and a maximum, and no period", () => {
  const token = VaultToken.bounded({ ttl: Duration.minutes(15), maxTtl: Duration.hours(1) });
  expect(token.toArguments()).toEqual({ tokenTtl: 900, tokenMaxTtl: 3600 });
});

test("a token describes itself in seconds", () => {
  expect(VaultToken.periodic(Duration.hours(1)).describe()).toEqual({ kind: "periodic", period: 3600 });
  expect(VaultToken.bounded({ ttl: Duration.minutes(15), maxTtl: Duration.hours(1) }).describe()).toEqual({
    kind: "bounded",
    ttl: 900,
    maxTtl: 3600,
  });
});

function tokenFindings(token: VaultToken) {
  return findingsOf((stack) =>
    new AppRoleAuth(stack, "approle").addWorkload("myapp", { secretIdTtl: Duration.minutes(10), token }),
  ).filter(({ rule }) => rule !== "workload-reads");
}

test("a maximum that equals the TTL is fine", () => {
  expect(tokenFindings(VaultToken.bounded({ ttl: Duration.hours(1), maxTtl: Duration.minutes(60) }))).toEqual(
    [],
  );
});

test("a maximum below the TTL is told with both", () => {
  expect(tokenFindings(VaultToken.bounded({ ttl: Duration.hours(2), maxTtl: Duration.minutes(30) }))).toEqual(
    [
      {
        rule: "ttl-order",
        path: "bad/approle/myapp",
        message: "the token's ttl is 2 hours, longer than its maxTtl, which is 30 minutes",
        fix: "lower the token's ttl or raise its maxTtl",
      },
    ],
  );
});

test("two durations that are none are told at once", () => {
  const findings = tokenFindings(
    VaultToken.bounded({ ttl: Duration.hours(0), maxTtl: Duration.seconds(-1) }),
  );
  expect(findings.map(({ message }) => message)).toEqual([
    "the token's ttl is 0 hours, which is not a valid length of time",
    "the token's maxTtl is -1 seconds, which is not a valid length of time",
  ]);
});
