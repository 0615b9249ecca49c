import { workloadName } from "../../../constructs/access/access-facts";
import type { LoginDescription } from "../../../constructs/access/access-manifest";
import { added, changedFields, inOneLine, kept } from "./compared";
import type { BroadeningRule } from "./rule";

export const newLogin: BroadeningRule = {
  id: "new-login",
  what: "Somebody else may log in as a workload",
  why: "Whoever logs in as it may read what it may.",
  gains: (before, after) => [
    ...added(before.workloads, after.workloads, workloadName).map((workload) => ({
      who: workloadName(workload),
      what: `a login by ${inOneLine(workload.login)}`,
      on: workload.login.path,
    })),
    ...kept(before.workloads, after.workloads, workloadName).flatMap(({ was, is }) => {
      if (isNarrower(was.login, is.login)) return [];
      const changed = changedFields(was.login, is.login, ["secretId"]);
      return changed ? [{ who: workloadName(is), ...changed, on: is.login.path }] : [];
    }),
  ],
};

/** A service account, a namespace or a value of a claim fewer, or a claim more. */
function isNarrower(was: LoginDescription, is: LoginDescription): boolean {
  if (was.method === "jwt" && is.method === "jwt") {
    const bound = Object.entries(was.claims);
    return (
      bound.every(([claim, values]) => is.claims[claim]?.every((each) => values.includes(each))) &&
      (was.subject === undefined || was.subject === is.subject) &&
      changedFields(was, is, ["claims", "subject"]) === undefined
    );
  }
  if (was.method !== "kubernetes" || is.method !== "kubernetes") return false;
  const isWithin = (some: readonly string[], all: readonly string[]) =>
    all.includes("*") || some.every((each) => all.includes(each));
  return (
    isWithin(is.serviceAccounts, was.serviceAccounts) &&
    isWithin(is.namespaces, was.namespaces) &&
    changedFields(was, is, ["serviceAccounts", "namespaces"]) === undefined
  );
}
