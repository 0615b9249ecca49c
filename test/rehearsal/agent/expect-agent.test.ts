import { expectRecentAgent } from "../../../rehearsal/agent/expect-agent";

const expectation = (product: "Vault" | "OpenBao", version: string) => () =>
  expectRecentAgent({ product, version });

test("an agent that is too old for what it is told is named", () => {
  expect(expectation("Vault", "1.13.12")).toThrow(
    "The agent of Vault 1.13.12 is too old for what a stack's agent is told.\nName another in VAULT_BINARY: Vault 1.14 or newer, or OpenBao.",
  );
  expect(expectation("Vault", "0.11.6")).toThrow();
});

test.each([
  ["Vault", "1.14.0"],
  ["Vault", "1.21.1+ent"],
  ["Vault", "2.0.0"],
  ["OpenBao", "2.0.0"],
] as const)("the agent of %s %s will do", (product, version) => {
  expect(expectation(product, version)).not.toThrow();
});
