import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Run } from "./run-command";
import { SynthesizedApp } from "./stack-on-disk";

let app: SynthesizedApp;
beforeAll(async () => {
  app = await SynthesizedApp.make();
});
afterAll(() => app.remove());

/** How each server is called, and its own process: it is told where its data is, or to serve. */
const SERVERS = {
  PostgreSQL: { name: "PostgreSQL 18", process: /\/postgres -D / },
  Vault: { name: "(OpenBao|Vault)", process: /\/\S+ server -dev / },
};

const MOMENTS: Record<string, (running: Run) => boolean> = {
  "as soon as it is there": () => true,
  "while the stack is applied": ({ processes }) =>
    processes.some(({ command }) => command.startsWith("postgres: rehearsal_admin appdb ")),
  "during the contract": ({ workspace }) =>
    auditLog(workspace).includes('"path":"database/creds/app-readonly"'),
};

function auditLog(workspace: string | undefined): string {
  if (!workspace || !readdirSync(workspace).includes("audit-file.log")) return "";
  return readFileSync(join(workspace, "audit-file.log"), "utf8");
}

test.each([
  ["PostgreSQL", "is killed", "SIGKILL", "as soon as it is there"],
  ["PostgreSQL", "is killed", "SIGKILL", "while the stack is applied"],
  ["PostgreSQL", "is killed", "SIGKILL", "during the contract"],
  ["PostgreSQL", "is shut down", "SIGINT", "while the stack is applied"],
  ["PostgreSQL", "is shut down", "SIGINT", "during the contract"],
  ["Vault", "is killed", "SIGKILL", "as soon as it is there"],
  ["Vault", "is killed", "SIGKILL", "while the stack is applied"],
  ["Vault", "is killed", "SIGKILL", "during the contract"],
  ["Vault", "is shut down", "SIGTERM", "during the contract"],
] as const)("when %s %s (%s) %s, it is named, and is no finding", async (server, _, signal, moment) => {
  const running = new Run(["rehearse", app.stack()], { env: { VAULT_BINARY: app.vault } });
  const { name, process: own } = SERVERS[server];
  const id = await running.until(
    () => MOMENTS[moment]?.(running) && running.processes.find(({ command }) => own.test(command))?.id,
  );
  process.kill(id, signal);
  const { status, stdout, stderr } = await running.ended;
  expect(stderr).toMatch(
    new RegExp(
      `^${name} is gone: it (was ended by ${signal}|ended with status \\d+)\\.\n(It wrote: .+|It wrote nothing\\.)\n$`,
    ),
  );
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(running.leftovers).toEqual([]);
});
