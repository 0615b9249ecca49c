import { join } from "node:path";
import { dependencies } from "../../examples/node-pg/package.json";
import { devDependencies } from "../../package.json";
import { EXAMPLES } from "./examples";
import { type Runnable, type Trial, type Trials, tryExamples } from "./trial";

const runnables: Runnable[] = [];
for (const example of EXAMPLES) {
  try {
    runnables.push({ example, program: example.program(join(__dirname, "../../examples", example.name)) });
  } catch (error) {
    const line = `examples/${example.name} was left out: ${(error as Error).message}`;
    test(line, () => void process.stderr.write(`${line}\n`));
  }
}

/** How many of them run at once, each as three services: two processors have no time for more. */
const AT_ONCE = 2;
const names = runnables.map(({ example }) => example.name);
const groups = names.flatMap((_, index) => (index % AT_ONCE ? [] : [names.slice(index, index + AT_ONCE)]));

describe.each(groups.map((group) => ({ group, at: group.join(" and ") })))("$at", ({ group }) => {
  let trials: Trials;
  beforeAll(async () => {
    trials = await tryExamples(runnables.filter(({ example }) => group.includes(example.name)));
  }, 170_000);

  describe.each(group)("%s", (name) => {
    const trial = () => trials.of.get(name) as Trial;

    test.each([
      ["that leases its credential", () => trial().inCode],
      ["that reads it from the agent's file, while the agent restarts", () => trial().fromFile],
    ])("a service %s fails no query across five replacements", (_, outcome) => {
      const { counts, errors, exit, rate, users } = outcome();
      expect({ failed: counts.failed, errors, exit }).toEqual({ failed: 0, errors: [], exit: 0 });
      expect(rate).toBeGreaterThan(50);
      expect(users.length).toBeGreaterThanOrEqual(6);
    });

    test("the same service without the swap serves until its credential's max_ttl, and then fails", () => {
      const { counts } = trial().withoutSwap;
      expect(counts.answered).toBeGreaterThan(300);
      expect(counts.failed).toBeGreaterThan(0);
    });

    test("asked to end, it gives its lease back", () => {
      expect(trial().inCode.left).toEqual([]);
    });

    test("a secret ID that somebody else has opened ends it, in one line", () => {
      const { exit, errors } = trial().openedToken;
      expect({ exit, errors }).toEqual({ exit: 2, errors: [expect.stringContaining("was opened already")] });
    });

    test("a secret ID that somebody else has wrapped ends it, in one line", () => {
      const { exit, errors } = trial().foreignToken;
      expect({ exit, errors }).toEqual({
        exit: 2,
        errors: [expect.stringContaining("by sys/wrapping/wrap")],
      });
    });
  });

  test("PostgreSQL has logged no failure but those of services without a swap", () => {
    expect(trials.failures).toEqual([]);
  });

  test("no session was there five seconds after its user had been revoked", () => {
    expect(trials.oldSessions).toEqual([]);
  });
});

test("examples/node-pg names the packages that it runs with here", () => {
  expect(devDependencies).toMatchObject(dependencies);
});
