import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AccessManifest } from "../../../constructs";
import { ownPart } from "../../../rehearsal/stack/mixed/own-part";
import { expectAllNeeded, readSettings } from "../../../rehearsal/stack/mixed/settings";

type Block = Readonly<Record<string, unknown>>;

const ACCESS = { connections: [], undescribed: [], providers: [] } as unknown as AccessManifest;

/** A stack with a mount whose path is a text, and what else it has. */
const config = (path: unknown, others: Block = {}): Block => ({
  resource: { vault_mount: { database: { path } }, aws_vpc: { main: { cidr_block: "10.0.0.0/16" } } },
  data: { aws_region: { here: {} } },
  module: { names: { source: "./names" } },
  locals: {
    name: "local",
    nested: { "a-b": ["${var.name}"] },
    again: "${local.name}-${var.name}",
    circle: "${local.circle}",
  },
  variable: { name: { type: "string", default: "variable" }, secret: { type: "string", sensitive: true } },
  ...others,
});

const own = (path: unknown, set: readonly string[] = [], others: Block = {}) =>
  ownPart("dev", config(path, others), ACCESS, readSettings(set));

/** The path that the mount is applied with. */
const pathOf = (path: unknown, ...set: string[]) =>
  (own(path, set).config.resource as { vault_mount: { database: { path: unknown } } }).vault_mount.database
    .path;

function refusal(attempt: () => unknown): string {
  try {
    attempt();
  } catch (error) {
    const { name, problem, advice } = error as Record<string, string>;
    expect(name).toBe("RehearsalError");
    return `${problem}\n${advice}`;
  }
  throw new Error("It was taken.");
}

test.each([
  ["a local", "${local.name}", "local"],
  ["a local of a local and a variable", "${local.again}", "local-variable"],
  ["a part of a local", '${local.nested["a-b"][0]}', "variable"],
  ["a local within a text", "a/${local.name}/b", "a/local/b"],
  ["a function of a variable", '${join("-", ["a", var.name])}', "a-variable"],
  ["a variable alone stays", "${var.name}", "${var.name}"],
  ["another resource's argument stays", "${vault_mount.database.type}", "${vault_mount.database.type}"],
  [
    "what only Terraform knows of its own resources stays",
    '${upper("${vault_mount.database.type}-${local.name}")}',
    '${upper("${vault_mount.database.type}-local")}',
  ],
  ["what nobody may see stays", '${join("-", ["a", var.secret])}', '${join("-", ["a", var.secret])}'],
  ["an escape stays", "$${local.name}", "$${local.name}"],
  ["a list", "${local.nested.a-b}", ["variable"]],
])("%s is put into its place", (_, path, expected) => {
  expect(pathOf(path)).toEqual(expected);
});

test.each([
  ["of a data source", "${data.aws_region.here.name}", "data.aws_region.here.name=eu", "eu"],
  ["of a resource of another provider", "${aws_vpc.main.id}", "aws_vpc.main.id=vpc-1", "vpc-1"],
  ["of one of several", "${aws_vpc.main[0].id}", "aws_vpc.main[0].id=vpc-1", "vpc-1"],
  ["of a module", "${upper(module.names.vault)}", "module.names.vault=a", "A"],
  ["of a part of it", '${module.names.all["a b"].c}', 'module.names.all["a b"].c=d', "d"],
  ["of a whole", "${module.names.all[1]}", 'module.names.all=["a","b"]', "b"],
  ["that holds an =", "${module.names.vault}", "module.names.vault=a=b", "a=b"],
  [
    "that looks like an expression",
    "${module.names.vault}",
    "module.names.vault=${local.name}",
    "$${local.name}",
  ],
  ["of an expression that is not known", "${timestamp()}-a", "${timestamp()}=2030", "2030-a"],
  ["of a directory", "${path.module}/a", "path.module=/app", "/app/a"],
])("a value %s stands in for it", (_, path, set, expected) => {
  expect(pathOf(path, set)).toBe(expected);
});

test("a value of a variable is its default", () => {
  expect(own("${var.name}", ["var.name=set"]).config.variable).toMatchObject({ name: { default: "set" } });
});

test("what others make is not checked, and nothing waits for it", () => {
  const { config, notChecked } = own("a", [], {
    resource: {
      vault_mount: {
        database: { path: "a", depends_on: ["aws_vpc.main", "module.names", "vault_policy.a"] },
      },
      aws_vpc: { main: {} },
    },
    provider: { vault: [{}], aws: [{ region: "eu" }] },
    terraform: { required_providers: { aws: {}, vault: { source: "hashicorp/vault" } } },
    output: { ours: { value: "${vault_mount.database.path}" }, theirs: { value: "${local.theirs}" } },
    locals: { theirs: '${join("", module.names.all)}' },
  });
  expect(config).toEqual({
    resource: { vault_mount: { database: { path: "a", depends_on: ["vault_policy.a"] } } },
    provider: { vault: [{}] },
    terraform: { required_providers: { vault: { source: "hashicorp/vault" } } },
    output: { ours: { value: "${vault_mount.database.path}" } },
    variable: { name: { type: "string", default: "variable" }, secret: { type: "string", sensitive: true } },
  });
  expect(notChecked).toEqual([
    { what: "aws_vpc.main", because: "it is of another provider" },
    { what: "data.aws_region.here", because: "it is a data source, which reads from elsewhere" },
    { what: "module.names", because: "it is a module, whose resources are not in the stack" },
    { what: "output.theirs", because: "it tells of what is not rehearsed" },
  ]);
});

test("what is set is told among what was substituted, without its value", () => {
  expect(own("${aws_vpc.main.id}", ["aws_vpc.main.id=vpc-1"]).substitutions).toEqual([
    {
      address: "vault_mount.database",
      what: "aws_vpc.main.id",
      from: "what Terraform finds",
      to: "what --set says",
    },
  ]);
});

test("what is in one namespace is rehearsed in the root namespace, and that is told", () => {
  const { config: played, substitutions } = own("a", [], {
    provider: { vault: [{ namespace: "admin" }] },
    resource: { vault_mount: { database: { path: "a", namespace: "team" } } },
  });
  expect(played.resource).toEqual({ vault_mount: { database: { path: "a" } } });
  expect(substitutions).toEqual([
    { address: "provider.vault", what: "Vault's namespace", from: "admin/team", to: "the root namespace" },
  ]);
});

describe("a rehearsal is refused", () => {
  test("when it is in several namespaces", () => {
    const resource = { vault_mount: { a: { path: "a", namespace: "team" }, b: { path: "b" } } };
    expect(refusal(() => own("a", [], { resource }))).toBe(
      'Stack "dev" has resources of Vault in several namespaces: "team", that of the provider.\n' +
        "Give them all the same, best as namespace of the provider: a rehearsal has one.",
    );
  });

  test("when nobody set what it takes from others, with the lines to write", () => {
    expect(
      refusal(() => own("${module.names.vault}-${lower(data.aws_region.here.name)}-${timestamp()}")),
    ).toBe(
      [
        'Stack "dev" takes from others what only Terraform knows:',
        "  module.names.vault, for vault_mount.database",
        "  data.aws_region.here.name, for vault_mount.database",
        "  ${timestamp()}, for vault_mount.database",
        "Say what stands in for it: --set 'module.names.vault=<value>' --set 'data.aws_region.here.name=<value>' --set '${timestamp()}=<value>'",
      ].join("\n"),
    );
  });

  test("when nothing needs what is set", () => {
    const { unneeded } = own("a", ["module.names.vault=a", "var.name=b"]);
    expect(refusal(() => expectAllNeeded(unneeded))).toBe(
      "Nothing needs what --set names: module.names.vault, var.name.\n" +
        "Leave it out: what is rehearsed takes nothing of that name from others.",
    );
  });

  test("when it tells Terraform what its state holds of what is rehearsed", () => {
    const moved = [{ from: "vault_mount.old", to: "vault_mount.database" }];
    const removed = [{ from: "postgresql_role.old", lifecycle: { destroy: false } }];
    expect(refusal(() => own("a", [], { moved, removed }))).toBe(
      'Stack "dev" tells Terraform what its state holds, which no rehearsal has: moved of vault_mount.database, removed of postgresql_role.old.\n' +
        "Rehearse it without: Terraform needs such a block for one apply alone.",
    );
  });

  test("when something is set twice", () => {
    expect(refusal(() => readSettings(["a.b=1", "a.b=2"]))).toBe(
      '"a.b" is set twice, to different values.\nSet it once.',
    );
  });

  test("when what is set is neither a line nor a file", () => {
    expect(refusal(() => readSettings(["nothing/here"]))).toBe(
      '"nothing/here" is neither name=value nor a file that can be read.\n' +
        "Write --set 'data.aws_vpc.main.cidr_block=10.0.0.0/16', or name a file of such lines.",
    );
  });

  test("when a line of a file sets nothing, by its number", () => {
    const directory = mkdtempSync(join(tmpdir(), "settings-"));
    const file = join(directory, "dev.set");
    writeFileSync(file, "# of the network\n\ndata.aws_vpc.main.cidr_block=10.0.0.0/16\n10.0.0.0/8\n");
    const message = refusal(() => readSettings([file]));
    rmSync(directory, { recursive: true });
    expect(message).toBe(
      `Line 4 of ${file} names nothing that it sets.\nEach line is one of: data.aws_vpc.main.cidr_block=10.0.0.0/16`,
    );
  });

  test("when a line sets nothing", () => {
    expect(refusal(() => readSettings(["=value"]))).toBe(
      "A line of --set names nothing that it sets.\nEach line is one of: data.aws_vpc.main.cidr_block=10.0.0.0/16",
    );
  });
});

test("an output of what nobody here computes is passed over, and asks for nothing", () => {
  const { notChecked, config: kept } = own("a", [], { output: { now: { value: "${timestamp()}" } } });
  expect(kept.output).toBeUndefined();
  expect(notChecked.map(({ what }) => what)).toContain("output.now");
});

test("checks, and what Terraform is told of others' state, are passed over", () => {
  const { notChecked, config: kept } = own("a", [], {
    check: { health: { assert: [{ condition: "${true}" }] } },
    import: [{ id: "vpc-1", to: "aws_vpc.main" }],
    moved: { from: "aws_vpc.old", to: "aws_vpc.main" },
    removed: [{ from: "aws_vpc.gone" }],
  });
  expect(Object.keys(kept)).not.toEqual(expect.arrayContaining(["check", "import", "moved", "removed"]));
  expect(notChecked.map(({ what }) => what)).toEqual(
    expect.arrayContaining([
      "check.health",
      "import of aws_vpc.main",
      "moved of aws_vpc.main",
      "removed of aws_vpc.gone",
    ]),
  );
});

test("a file holds a line for each value, and comments", () => {
  const directory = mkdtempSync(join(tmpdir(), "settings-"));
  try {
    const file = join(directory, "dev.set");
    writeFileSync(file, "# the database\na.b.c = 1\r\n\n${timestamp()}=a=b\nd.e.f=[1]\n");
    expect([...readSettings([file])]).toEqual([
      ["a.b.c", " 1"],
      ["${timestamp()}", "a=b"],
      ["d.e.f", [1]],
    ]);
  } finally {
    rmSync(directory, { recursive: true });
  }
});
