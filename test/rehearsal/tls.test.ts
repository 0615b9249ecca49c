import type { SynthesizedStack } from "../../rehearsal/stack/synthesized-stack";
import { synthesizeEnvironment } from "../synthesize";
import { failuresOf, rehearseStack } from "./rehearse-stack";

const production = synthesizeEnvironment("production");

const withSslMode = (mode: string): SynthesizedStack => ({
  ...production,
  resources: production.resources.map((resource) => {
    const { connection_url: url, ...others } = (resource.attributes.postgresql ?? {}) as Record<
      string,
      string
    >;
    if (!url) return resource;
    const postgresql = { ...others, connection_url: url.replace("sslmode=verify-full", `sslmode=${mode}`) };
    return { ...resource, attributes: { ...resource.attributes, postgresql } };
  }),
});

const UNKNOWN_CA = "a server whose certificate is by an unknown CA";
const OTHER_HOST = "a server whose certificate is another host's";

test.concurrent.each([
  ["disable", UNKNOWN_CA],
  ["prefer", UNKNOWN_CA],
  ["require", UNKNOWN_CA],
  ["verify-ca", OTHER_HOST],
])("production fails, and names the cause, when its connection has sslmode=%s", async (mode, impostor) => {
  expect(failuresOf(await rehearseStack(withSslMode(mode)))).toEqual([
    `production/database/appdb: keeps-guardrails: verified-tls: sslmode is ${mode}`,
    `database/appdb: configuration-as-described: sslmode is ${mode} instead of verify-full`,
    `database/appdb: impostor-refused: Vault logs in to ${impostor}`,
  ]);
});

test("production turns away from both impostors, and fails where another server is named than is described", async () => {
  const report = await rehearseStack(production);
  expect(failuresOf(report)).toEqual([]);
  expect(report.checks.find(({ id }) => id === "impostor-refused")?.detail).toBe(
    `turns away from ${UNKNOWN_CA}, and from ${OTHER_HOST}`,
  );
  const elsewhere = production.resources.map((resource) =>
    JSON.parse(JSON.stringify(resource).replace("postgres.production.internal:5432", "127.0.0.1:1")),
  ) as SynthesizedStack["resources"];
  expect(failuresOf(await rehearseStack({ ...production, resources: elsewhere })).join()).toMatch(
    /: applies: .*127\.0\.0\.1:1\b.*connection refused/,
  );
});
