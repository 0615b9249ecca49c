// A program with commands of its own, each of which shows one thing that is the same for all of them.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { command, type Command, type Terminal } from "../../cli/command";
import { runCommandLine } from "../../cli/command-line";
import { RehearsalError } from "../../clients/could-not-tell";

const greet = command({
  name: "greet",
  summary: "greet somebody",
  arguments: { who: { value: "name", summary: "whom" } },
  options: {
    language: { value: "code", summary: "in which language", choices: ["de", "en"], default: "en" },
    lastWords: { value: "words", summary: "what to say in the end" },
    loudly: { summary: "with an exclamation mark" },
  },
  examples: ["greet Ada", "greet Ada --last-words bye"],
  exits: { fine: "somebody was greeted", findings: "nobody is there" },
  run: async ({ who, language, lastWords, loudly }, host) => {
    host.notify("greeting");
    host.onCheck({ ok: true });
    host.tell("This is not the answer.");
    const greeting = `${language === "de" ? "Guten Tag" : "Hello"}, ${who}${loudly ? "!" : "."}`;
    const data = { greeting, lastWords };
    const text = ({ columns, isColored }: Terminal) =>
      [greeting, lastWords ?? "…", `${columns} columns, ${isColored ? "" : "not "}coloured`].join("\n");
    return { exit: who === "nobody" ? "findings" : "fine", output: { data, text } };
  },
});

const nothingSaid = { arguments: {}, options: {}, examples: [], exits: {} };
const answer = (data: string) => ({ exit: "fine" as const, output: { data, text: () => data } });

const advise: Command = {
  ...nothingSaid,
  name: "advise",
  summary: "find out nothing, and say what to do",
  run: async () => {
    throw new RehearsalError("Something is missing.", "Install it.");
  },
};

const stumble: Command = {
  ...nothingSaid,
  name: "stumble",
  summary: "do what should not happen",
  run: async () => {
    throw new TypeError("undefined is not a function");
  },
};

const wait: Command = {
  ...nothingSaid,
  name: "wait",
  summary: "print, and wait for Ctrl-C; what was begun ends a moment later",
  run: async (_, host) => {
    const directory = mkdtempSync(join(tmpdir(), "waiting-"));
    host.print(answer("waiting").output);
    try {
      await sleep(60_000, undefined, { signal: host.signal });
      return answer("too late");
    } finally {
      await sleep(100);
      rmSync(directory, { recursive: true });
    }
  },
};

const hang: Command = {
  ...nothingSaid,
  name: "hang",
  summary: "not listen to Ctrl-C",
  isHidden: true,
  run: async (_, host) => {
    host.print(answer("hanging").output);
    await sleep(60_000);
    return answer("too late");
  },
};

const measure: Command = {
  ...nothingSaid,
  name: "measure",
  summary: "say how long it has taken since the process was started",
  run: async (_, { seconds }) => ({
    exit: "fine",
    output: { data: seconds(), text: () => String(seconds()) },
  }),
};

runCommandLine([greet, advise, stumble, wait, hang, measure]);
