import { expectApplicable } from "../../../rehearsal/apply/applicable";
import type { SynthesizedStack } from "../../../rehearsal/stack/synthesized-stack";
import type { Resource } from "../../../constructs/guardrails/rendered/resources";

const resource = (address: string, attributes: Resource["attributes"]): Resource => ({
  address,
  type: address.slice(0, address.lastIndexOf(".")),
  attributes,
});

const stackOf = (...resources: Resource[]) =>
  ({ name: "dev", resources, variables: { path: {} } }) as unknown as SynthesizedStack;

/** What is said of a stack that can't be applied. */
function refusal(...resources: Resource[]): string {
  try {
    expectApplicable(stackOf(...resources));
  } catch (error) {
    const { name, problem, advice } = error as Record<string, string>;
    expect(name).toBe("RehearsalError");
    return `${problem}\n${advice}`;
  }
  throw new Error("It can be applied.");
}

test("a stack of known resources, arguments and references can be applied", () => {
  expect(() =>
    expectApplicable(
      stackOf(
        resource("vault_mount.database", { path: "${var.path}", type: "database" }),
        resource("vault_policy.app", {
          name: "app",
          policy: "${vault_mount.database.path}",
          depends_on: ["vault_mount.database"],
        }),
      ),
    ),
  ).not.toThrow();
});

test("a stack is refused for types, arguments, expressions and references, all in one message", () => {
  const logs = resource("aws_s3_bucket.logs", { bucket: "logs" });
  const mount = resource("vault_mount.database", {
    seal_wrap_all: true,
    path: '${upper("a")} ${var.nothing} ${vault_mount.nothing.path}',
    depends_on: ["vault_mount.nothing"],
  });
  expect(refusal(logs, mount)).toBe(`Stack "dev" can't be rehearsed:
  aws_s3_bucket.logs: resource type "aws_s3_bucket" is not known
  vault_mount.database: argument "seal_wrap_all" is not known
  vault_mount.database: expression "\${upper("a")}" is not known
  vault_mount.database: "\${var.nothing}" refers to nothing in the stack
  vault_mount.database: "\${vault_mount.nothing.path}" refers to nothing in the stack
  vault_mount.database: depends_on names "vault_mount.nothing", which is not in the stack
A rehearsal knows only what this library emits. Move the rest into a stack of its own.`);
});

test("a stack is refused for a circle of resources", () => {
  expect(
    refusal(
      resource("postgresql_database.appdb", { name: "appdb", depends_on: ["postgresql_role.owner"] }),
      resource("postgresql_role.owner", { name: "owner", depends_on: ["postgresql_schema.sales"] }),
      resource("postgresql_schema.sales", { name: "sales", database: "${postgresql_database.appdb.name}" }),
    ),
  ).toBe(`Stack "dev" can't be rehearsed:
  a circle of resources that wait for each other: postgresql_database.appdb → postgresql_role.owner → postgresql_schema.sales → postgresql_database.appdb
A rehearsal knows only what this library emits. Move the rest into a stack of its own.`);
});
