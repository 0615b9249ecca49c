import { type RehearsalError } from "../../../clients/could-not-tell";
import type { Resource } from "../../../constructs/guardrails/rendered/resources";
import { podSubstitutions } from "../../../rehearsal/agent/agent-substitutions";
import { shortenedStack } from "../../../rehearsal/time-lapse/shortened-stack";
import type { SynthesizedStack } from "../../../rehearsal/stack/synthesized-stack";
import { INJECTOR_STACK, PAIRS_STACK, STATIC_ROLES_STACK } from "../../other-stacks";
import { synthesizeEnvironment } from "../../synthesize";
import { synthesizeOtherStack } from "../../synthesize-other-stack";

const dev = synthesizeEnvironment("dev");

const attributesOf = ({ resources }: Pick<SynthesizedStack, "resources">, type: string, start: string) =>
  (resources.find(({ address }) => address.startsWith(`${type}.${start}`)) as Resource).attributes;

describe("dev, 1,200 times faster", () => {
  const { stack, floored } = shortenedStack(dev, 1200);

  test("has durations that are divided, in what is applied and in what is described", () => {
    const role = attributesOf(stack, "vault_database_secret_backend_role", "database_appdb_app-readwrite");
    const described = stack.access.roles.find(({ name }) => name === "app-readwrite");
    expect(role).toMatchObject({ default_ttl: described?.defaultTtl, max_ttl: 72 });
    expect(described?.maxTtl).toBe(72);
    const mount = attributesOf(stack, "vault_mount", "database");
    expect(mount).toMatchObject({ max_lease_ttl_seconds: 72 });
    const [workload] = stack.access.workloads;
    const login = attributesOf(stack, "vault_approle_auth_backend_role", "approle_myapp");
    expect(workload?.token).toEqual({ kind: "periodic", period: login.token_period });
  });

  test("says which of them would have been too short, of what is played", () => {
    expect(floored.map(({ what, described }) => [what, described])).toEqual([
      ["default_ttl of database/creds/app-readwrite", 3600],
      ["interval of rate limit database-app-readwrite", 60],
      ["token_period of myapp (approle)", 3600],
      ["secret_id_ttl of myapp (approle)", 600],
      ["token_period of myapp (kubernetes)", 3600],
    ]);
    for (const { described, played } of floored) expect(played).toBeGreaterThan(described / 1200);
  });
});

test("with a smaller factor, nothing is too short", () => {
  expect(shortenedStack(dev, 60).floored.map(({ what }) => what)).toEqual([
    "secret_id_ttl of myapp (approle)",
  ]);
});

test("what can't be renewed in a stack can't be in its time-lapse", () => {
  const roles = dev.access.roles.map((role) => ({
    ...role,
    defaultTtl: role.maxTtl / 24,
    maxTtl: role.maxTtl / 24,
  }));
  const { stack } = shortenedStack({ ...dev, access: { ...dev.access, roles } }, 60);
  for (const { defaultTtl, maxTtl } of stack.access.roles) expect(maxTtl).toBe(defaultTtl);
});

test("a duration that a variable says is its default, divided", () => {
  const original = synthesizeOtherStack(
    "what Terraform's variables say, a table in two sets, and tokens of whoever logs in as reviewers",
  );
  const { stack, described } = shortenedStack(original, 60);
  const named = ({ roles }: SynthesizedStack["access"]) =>
    roles.find(({ name }) => name === "mail")?.defaultTtl;
  expect([named(described), named(stack.access)]).toEqual([1800, 30]);
  const role = attributesOf(stack, "vault_database_secret_backend_role", "database_appdb_mail");
  expect(role.default_ttl).toBe(30);
});

test("a schedule is played as a period, that of its pair or a day", () => {
  const { stack, substitutions } = shortenedStack(synthesizeOtherStack(STATIC_ROLES_STACK), 1200);
  const reports = attributesOf(stack, "vault_database_secret_backend_static_role", "database_appdb_reports");
  expect(reports).toMatchObject({ rotation_period: 72, rotation_schedule: undefined });
  expect(substitutions([]).map(({ what, to }) => [what, to])).toContainEqual([
    "the rotation schedule of reports",
    "a period of 24 h, played faster",
  ]);
  const pairs = shortenedStack(synthesizeOtherStack(PAIRS_STACK), 1200).stack.access;
  for (const { blue, green, engine, period } of pairs.staticRolePairs)
    for (const role of pairs.staticRoles)
      if (role.engine === engine && [blue, green].includes(role.name))
        expect(role.rotation).toEqual({ kind: "period", period });
});

test("agents of pods are not played, and nothing is said to stand in for what they have", () => {
  const injected = synthesizeOtherStack(INJECTOR_STACK);
  const [injector] = injected.access.workloads.flatMap(({ injector }) => injector ?? []);
  const forAny = podSubstitutions(injector!);
  expect(forAny).not.toEqual([]);
  expect(shortenedStack(injected, 1200).substitutions(forAny)).toEqual([]);
});

describe("is refused", () => {
  const refusal = (action: () => unknown) => {
    try {
      action();
    } catch (error) {
      return (error as RehearsalError).message;
    }
    return "not refused";
  };

  test("a factor by which everything is as short as it can be played", () => {
    expect(refusal(() => shortenedStack(dev, 1e9))).toBe(
      'With a factor of 1000000000, each duration of stack "dev" is shorter than it can be played.\n' +
        "Name a smaller one, up to 2700: a day takes 1 min then.",
    );
  });

  test("a stack in which nothing ends", () => {
    const access = { ...dev.access, workloads: [] };
    expect(refusal(() => shortenedStack({ ...dev, access }, 1200))).toBe(
      'Stack "dev" has nothing to play: no workload, and no static role.\n' +
        "Describe a workload that reads a credential, or a static role.",
    );
  });
});
