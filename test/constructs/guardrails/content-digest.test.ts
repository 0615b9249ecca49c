import { contentDigest } from "../../../constructs/guardrails/rendered/content-digest";

const NONE = {};

test("another content has another digest, wherever it stands", () => {
  const policy = (text: string) => contentDigest({ name: "a", policy: text }, NONE);
  expect(policy("read")).toBe(policy("read"));
  expect(policy("read")).not.toBe(policy("write"));
  expect(contentDigest(["-- one"], NONE)).not.toBe(contentDigest(["-- two"], NONE));
});

test.each([
  ["local", "locals", (text: string) => ({ x: text })],
  ["var", "variable", (text: string) => ({ x: { default: text } })],
  ["data", "data", (text: string) => ({ x: { y: { program: [text] } } })],
] as const)("what it refers to is part of it: %s", (kind, block, define) => {
  const content = `\${${kind}.x.y}`;
  const digests = ["one", "two"].map((text) => contentDigest(content, { [block]: define(text) }));
  expect(digests[0]).not.toBe(digests[1]);
});

test("a local value that refers to another one, and to itself, is gone through to its end", () => {
  const of = (text: string) =>
    contentDigest("${local.x}", { locals: { x: "${local.y}", y: `\${local.x} ${text}` } });
  expect(of("one")).not.toBe(of("two"));
});

test("nothing is in it by which a secret could be guessed", () => {
  const of = (secret: string) => [
    contentDigest({ password: secret }, NONE),
    contentDigest(secret, NONE, "password"),
    contentDigest({ data_json: JSON.stringify({ token: secret, path: "a" }) }, NONE),
    contentDigest("${local.db_password}", { locals: { db_password: secret } }),
  ];
  expect(of("one")).toEqual(of("two"));
});

test("what the text of data_json says besides is part of it", () => {
  const of = (path: string) => contentDigest({ data_json: JSON.stringify({ path }) }, NONE);
  expect(of("a")).not.toBe(of("b"));
});
