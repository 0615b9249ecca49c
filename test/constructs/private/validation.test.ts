import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DatabaseSecretBackendConnection } from "@cdktf/provider-vault/lib/database-secret-backend-connection";
import { App, Aspects, TerraformStack } from "cdktf";
import {
  DatabaseSecretsEngine,
  type Finding,
  FindingsError,
  Guardrails,
  type PostgresConnection,
} from "../../../constructs";
import { addConnection } from "../postgres/postgres-resources";
import { addProviders } from "../vault-resources";

/** What a synthesis of an app finds, and the files that it leaves. */
function synthesized(build: (app: App) => void): { findings: readonly Finding[]; files: string[] } {
  const outdir = mkdtempSync(join(tmpdir(), "validated-"));
  const files = () => readdirSync(outdir, { recursive: true, withFileTypes: true });
  try {
    const app = new App({ outdir, stackTraces: false });
    build(app);
    let findings: readonly Finding[] = [];
    try {
      app.synth();
    } catch (error) {
      if (!(error instanceof FindingsError)) throw error;
      findings = error.findings;
    }
    const names = files().filter((entry) => entry.isFile());
    return { findings, files: names.map(({ name }) => name) };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** A stack that is right, and guarded. */
function addStack(app: App, id: string): { stack: TerraformStack; connection: PostgresConnection } {
  const stack = new TerraformStack(app, id);
  addProviders(stack);
  Guardrails.attach(stack, Guardrails.development({ auditDevices: 0 }));
  return { stack, connection: addConnection(stack) };
}

function doNotVerify({ node }: PostgresConnection): void {
  (node.defaultChild as DatabaseSecretBackendConnection).addOverride("verify_connection", false);
}

const notVerified = (stack: string): Finding => ({
  rule: "verify-connection",
  path: `${stack}/database/appdb`,
  message: "verify_connection is false",
  fix: "leave verify_connection as addPostgresConnection writes it",
});

const wrongPath = (stack: string): Finding => ({
  rule: "mount-path",
  path: `${stack}/wrong`,
  message: '"" can\'t be the path of a mount',
  fix: "use names joined by slashes, without a slash at either end: team-a/database",
});

test("stacks that are right are written", () => {
  const { findings, files } = synthesized((app) => ["one", "two"].forEach((id) => addStack(app, id)));
  expect(findings).toEqual([]);
  expect(files.sort()).toEqual(["access.json", "access.json", "cdk.tf.json", "cdk.tf.json", "manifest.json"]);
});

test("what is wrong in several stacks is told at once, and nothing is written", () => {
  const { findings, files } = synthesized((app) => {
    for (const id of ["one", "two"])
      new DatabaseSecretsEngine(addStack(app, id).stack, "wrong", { path: "" });
  });
  expect(findings).toEqual([wrongPath("one"), wrongPath("two")]);
  expect(files).toEqual([]);
});

test("what guardrails find in several stacks is told at once, and nothing is written", () => {
  const { findings, files } = synthesized((app) =>
    ["one", "two"].forEach((id) => doNotVerify(addStack(app, id).connection)),
  );
  expect(findings).toEqual([notVerified("one"), notVerified("two")]);
  expect(files).toEqual([]);
});

test("the first stack isn't written when only the second is wrong", () => {
  const { findings, files } = synthesized((app) => {
    addStack(app, "one");
    doNotVerify(addStack(app, "two").connection);
  });
  expect(findings).toEqual([notVerified("two")]);
  expect(files).toEqual([]);
});

test("what is wrong with props hides nothing that guardrails find", () => {
  const { findings } = synthesized((app) => {
    doNotVerify(addStack(app, "one").connection);
    new DatabaseSecretsEngine(addStack(app, "two").stack, "wrong", { path: "" });
  });
  expect(findings).toEqual([wrongPath("two"), notVerified("one")]);
});

test("a stack that its own aspect breaks, after the first was found right, is refused", () => {
  const { findings, files } = synthesized((app) => {
    addStack(app, "one");
    const { stack, connection } = addStack(app, "two");
    Aspects.of(stack).add({ visit: (construct) => construct === connection && doNotVerify(connection) });
  });
  expect(findings).toEqual([notVerified("two")]);
  expect(files).not.toContain("manifest.json");
});

test("an aspect may put a stack right", () => {
  const { findings } = synthesized((app) => {
    const { stack, connection } = addStack(app, "one");
    doNotVerify(connection);
    const resource = connection.node.defaultChild as DatabaseSecretBackendConnection;
    Aspects.of(stack).add({ visit: () => resource.addOverride("verify_connection", true) });
  });
  expect(findings).toEqual([]);
});
