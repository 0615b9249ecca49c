import type { DrainedRole } from "../../drain/drain";
import { command, type Result } from "../command";
import { counted } from "../output/counted";

export const drain = command({
  name: "drain",
  summary: "revoke the leases that stand in the way of a destroy or of a change",
  arguments: {
    target: {
      value: "stack|directory",
      summary: "a stack of the app in cdktf.json, or the directory of a synthesized one",
    },
  },
  options: {
    from: {
      value: "stack|directory",
      summary:
        "the stack as it is deployed: only what goes on the way to the other one, or is another then, is drained",
    },
    dryRun: { summary: "say what would be revoked, and change nothing" },
    yes: { summary: "don't ask" },
  },
  examples: [
    "drain dev --dry-run",
    "drain dev && npx cdktf-cli@0.21 destroy dev",
    "drain production --from ../before/cdktf.out/stacks/production --yes",
  ],
  exits: { fine: "nothing is leased any more", findings: "leases are left: each is named" },
  run: async ({ target, from, dryRun = false, yes = false }, host) => {
    const { accessOfTarget } = require("../access-of-target") as typeof import("../access-of-target");
    const { leasingRoles } =
      require("../../drain/leases-that-go") as typeof import("../../drain/leases-that-go");
    const { drain, leased } = require("../../drain/drain") as typeof import("../../drain/drain");
    const { endSessionsOf, movedConnections } =
      require("../../drain/moved-connections") as typeof import("../../drain/moved-connections");
    const { vaultOfCaller } = require("../vault-of-caller") as typeof import("../vault-of-caller");
    const { expectSameStack } =
      require("../../rehearsal/change/same-stack") as typeof import("../../rehearsal/change/same-stack");
    const vault = vaultOfCaller(host.env);
    const access = await accessOfTarget(target, host);
    const before = from === undefined ? undefined : await accessOfTarget(from, host);
    if (before) expectSameStack(before.stack, access.stack);
    host.notify("looking for leases");
    const roles = before ? await leasingRoles(vault, before, access) : await leasingRoles(vault, access);
    const now = await leased(vault, roles);
    const none = before ? "Nothing of what goes is leased." : "Nothing is leased.";
    if (dryRun) return resultOf(now, none);
    if (countOf(now) && !yes && !(await host.confirm(questionOf(now, vault.address))))
      return resultOf(now, none);
    const left = countOf(now) ? await drain(vault, roles, (before ?? access).workloads, host) : now;
    if (before) await endSessionsOf(vault, movedConnections(before, access), host.signal);
    return resultOf(left, none);
  },
});

function countOf(roles: readonly DrainedRole[]): number {
  return roles.reduce((sum, { remaining }) => sum + remaining.length, 0);
}

function questionOf(roles: readonly DrainedRole[], address: string): string {
  return `At ${address}\n${linesOf(roles)}\n\nRevoke them? Their users' sessions end, and these roles lease nothing until the next deploy.`;
}

/** @param none what is said where nothing was leased */
function resultOf(roles: readonly DrainedRole[], none: string): Result {
  const remaining = countOf(roles);
  return {
    exit: remaining ? "findings" : "fine",
    output: { data: { remaining, roles }, text: () => linesOf(roles) || none },
  };
}

function linesOf(roles: readonly DrainedRole[]): string {
  const lines = roles.flatMap(({ path, revoked, remaining }) => {
    const done = revoked ? [`✓ ${path}: ${counted(revoked, "lease")} revoked`] : [];
    const [first] = remaining;
    if (!first) return done;
    const because = first.because ? `: ${first.because}` : "";
    return [
      ...done,
      `${first.because ? "✗" : "-"} ${path}: ${counted(remaining.length, "lease")} left${because}`,
    ];
  });
  return lines.join("\n");
}
