import { readFileSync } from "node:fs";
import { join } from "node:path";
import { asJavaScript, type Consumer, ROOT } from "./consumer";

/** Ways to run an app that a project has. */
export const RUNS: Readonly<Record<string, (consumer: Consumer, source: string) => readonly string[]>> = {
  "as CommonJS": (consumer, source) => {
    consumer.write("wrong.cjs", asJavaScript(source, "CommonJS"));
    return ["wrong.cjs"];
  },
  "as an ES module": (consumer, source) => {
    consumer.write("wrong.mjs", asJavaScript(source, "ESM"));
    return ["wrong.mjs"];
  },
  "by tsx": (consumer, source) => {
    consumer.write("wrong.ts", source);
    return [join(ROOT, "node_modules/tsx/dist/cli.mjs"), "wrong.ts"];
  },
};

const example = readFileSync(join(ROOT, "examples/app.ts"), "utf8").replace(/try \{[^]*/, "app.synth();\n");

/** Apps that catch nothing, and what they are told: all at once. */
export const WRONG_APPS = {
  "that a guardrail stops": {
    source: example.replace("Duration.minutes(10)", "Duration.days(4000)"),
    message: `FindingsError: 1 finding; nothing was written.

shop/approle/nightly-report
  bounded-secret-id: a secret ID lives 345600000 s
    Instead: set secretIdTtl to 24 hours or less, and secretIdUses to 1 or more`,
  },
  "whose props are wrong": {
    source: example
      .replace('databaseName: "shop" ', 'databaseName: "", owner: "" ')
      .replace("Duration.minutes(10)", "Duration.minutes(-1)"),
    message: `FindingsError: 3 findings; nothing was written.

shop/approle/nightly-report
  duration: secretIdTtl is -1 minutes, which is not a valid length of time
    Instead: use a whole number of seconds, minutes, hours or days, above zero

shop/shop-db
  identifier: database "" is not a plain PostgreSQL name
    Instead: give it a name
  identifier: owner "" is not a plain PostgreSQL name
    Instead: give it a name`,
  },
};
