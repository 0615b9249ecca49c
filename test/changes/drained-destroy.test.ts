import { prepareStack } from "../../rehearsal/prepared-stack";
import type { PostgresVersion } from "../../rehearsal/servers/postgres-binaries";
import { readSynthesizedStack } from "../../rehearsal/stack/synthesized-stack";
import { withWorkspace } from "../../rehearsal/with-workspace";
import { run } from "../cli/run-command";
import { SynthesizedApp } from "../cli/stack-on-disk";
import { drainerOf } from "./drainer";
import { endOwnSessions, leaseTen, namesOn } from "./ten-leases";

let app: SynthesizedApp;
beforeAll(async () => {
  app = await SynthesizedApp.make();
});
afterAll(() => app.remove());

test.each([15, 16, 17, 18] as const)(
  "ten leases with open sessions are drained, and the first destroy leaves nothing in Vault and in PostgreSQL %i",
  (postgres: PostgresVersion) =>
    withWorkspace(async (workspace) => {
      const stack = readSynthesizedStack(app.stack());
      const props = { postgres, env: process.env, notify: () => undefined };
      const prepared = await prepareStack(stack, workspace, props);
      const drainer = await drainerOf(prepared);
      const env = { VAULT_ADDR: drainer.address, VAULT_TOKEN: String(drainer.token) };
      const before = await namesOn(prepared);
      await prepared.deploy();
      const sessions = await leaseTen(prepared);

      const drained = await run(["drain", app.stack(), "--yes"], { env });
      expect(drained).toMatchObject({ status: 0, stderr: "" });
      for (const session of sessions) expect(await session.isOpen()).toBe(false);
      await endOwnSessions(prepared);
      await prepared.applier.destroy();
      expect(await namesOn(prepared)).toEqual(before);
      await prepared.close();
    }),
  90_000,
);
