import { expectStacks, type StacksNamed } from "../../cli/stacks-named";

const APART = "Leave it out, or rehearse one stack.";
const NOT_OF_ALL = "Leave it out, or name the stack in place of --all.";

const refused: [what: string, named: StacksNamed, problem: string, advice: string][] = [
  [
    "no stack",
    { targets: [] },
    "No stack is named.",
    "Name one, or rehearse all of the app: vault-db rehearse --all",
  ],
  [
    "a stack beside all",
    { targets: ["dev"], all: true },
    "--all is every stack of the app.",
    "Leave out dev, or --all.",
  ],
  ["a stack twice", { targets: ["dev", "dev"] }, 'Stack "dev" is named twice.', "Name it once."],
  [
    "the schema of one of several",
    { targets: ["shop", "reports"], schema: ["shop=shop.sql"] },
    "--schema is about one stack.",
    APART,
  ],
  [
    "a day of several",
    { targets: ["shop", "reports"], timeLapse: "1200" },
    "--time-lapse is about one stack.",
    APART,
  ],
  [
    "a change of all",
    { targets: [], all: true, from: "../before" },
    "--from is about one stack.",
    NOT_OF_ALL,
  ],
  [
    "a page of all",
    { targets: [], all: true, accessPage: "access.html" },
    "--access-page is about one stack, or about several that are named.",
    NOT_OF_ALL,
  ],
];

test.each(refused)("%s can't be rehearsed", (_, named, problem, advice) => {
  expect(() => expectStacks(named)).toThrow(expect.objectContaining({ problem, advice }));
});

const taken: [what: string, named: StacksNamed][] = [
  ["one stack, with what is about one", { targets: ["dev"], schema: ["appdb=schema.sql"], keep: true }],
  ["several, with a page of who may do what", { targets: ["shop", "reports"], accessPage: "access.html" }],
  ["all", { targets: [], all: true }],
];

test.each(taken)("%s can be rehearsed", (_, named) => {
  expect(() => expectStacks(named)).not.toThrow();
});
