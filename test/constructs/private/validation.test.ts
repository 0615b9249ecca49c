import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DatabaseSecretBackendConnection } from "@cdktf/provider-vault/lib/database-secret-backend-connection";
import { Annotations, App, Aspects, TerraformStack, Testing } from "cdktf";
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
  rule: "undescribed",
  path: `${stack}/database/appdb (verify_connection)`,
  message: "its vault_database_secret_backend_connection has another value than its construct wrote: true",
  fix: "describe it by the constructs' props, move it into a stack of its own, or acknowledge it for this one construct and argument",
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

test("a stack that its own aspect breaks is refused, and the one before it isn't written either", () => {
  const { findings, files } = synthesized((app) => {
    addStack(app, "one");
    const { stack, connection } = addStack(app, "two");
    Aspects.of(stack).add({ visit: (construct) => construct === connection && doNotVerify(connection) });
  });
  expect(findings).toEqual([notVerified("two")]);
  expect(files).toEqual([]);
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

test("an aspect that fails, checks of other constructs and errors of anybody hide nothing, and nothing hides them", () => {
  const { findings, files } = synthesized((app) => {
    const { stack, connection } = addStack(app, "one");
    doNotVerify(connection);
    new DatabaseSecretsEngine(stack, "wrong", { path: "" });
    connection.node.addValidation({ validate: () => ["it is Friday"] });
    stack.node.addValidation({
      validate: () => {
        throw new Error("the check broke off");
      },
    });
    Annotations.of(connection).addError("nobody may connect");
    Annotations.of(connection).addWarning("somebody may connect");
    Aspects.of(addStack(app, "two").stack).add({
      visit: ({ node }) => {
        if (node.path === "two/database/appdb/Resource") throw new Error("no tags here");
      },
    });
  });
  expect(findings).toEqual([
    {
      rule: "aspect",
      path: "two/database/appdb",
      message: "an aspect failed here: no tags here",
      fix: "fix the aspect, or what it looks at",
    },
    wrongPath("one"),
    {
      rule: "validation",
      path: "one",
      message: "the check broke off",
      fix: "do what the message asks for: this check is the construct's own",
    },
    {
      rule: "validation",
      path: "one/database/appdb",
      message: "it is Friday",
      fix: "do what the message asks for: this check is the construct's own",
    },
    {
      rule: "annotation",
      path: "one/database/appdb",
      message: "nobody may connect",
      fix: "do what the message asks for: somebody added it as an error",
    },
    notVerified("one"),
  ]);
  expect(files).toEqual([]);
});

test("an aspect sees each construct once, and again when the app is synthesized again", () => {
  const outdir = mkdtempSync(join(tmpdir(), "validated-"));
  try {
    const app = new App({ outdir, stackTraces: false });
    const { stack, connection } = addStack(app, "one");
    let visits = 0;
    Aspects.of(stack).add({ visit: (construct) => void (construct === connection && visits++) });
    app.synth();
    expect(visits).toBe(1);
    app.synth();
    expect(visits).toBe(2);
  } finally {
    rmSync(outdir, { recursive: true });
  }
});

test("a stack without its app, as cdktf's Testing synthesizes it, is checked, too", () => {
  const { stack, connection } = addStack(Testing.app(), "one");
  doNotVerify(connection);
  expect(() => Testing.synth(stack, true)).toThrow(FindingsError);
});

test("a stack that comes before, in which nothing of this library is, was written", () => {
  expect(() =>
    synthesized((app) => {
      new TerraformStack(app, "zero");
      doNotVerify(addStack(app, "one").connection);
      throwAsMessage(app);
    }),
  ).toThrow("1 finding; the stacks before this one were written.");
});

/** Synthesizes, and throws what a person reads. */
function throwAsMessage(app: App): void {
  try {
    app.synth();
  } catch (error) {
    throw new Error((error as Error).message, { cause: error });
  }
}
