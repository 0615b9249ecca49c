import { Issuance } from "../../constructs";
import { checkContract } from "../../contract";
import type { Ability } from "../../contract/abilities";
import type { CheckResult } from "../../contract/check";
import type { Deployment } from "../../contract/deployment";
import { readSchemas } from "../../rehearsal/schema/schemas";
import {
  ADOPTED_STACK,
  CLUSTERS_STACK,
  EXTERNAL_SECRETS_STACK,
  HOSTS_STACK,
  INJECTOR_STACK,
  DECLARED_AUDIT_STACK,
  PAIRS_STACK,
  SESSIONS_STACK,
  STATIC_ROLES_STACK,
  VAULT_SECRETS_OPERATOR_STACK,
} from "../other-stacks";
import { EXTENSION_SCHEMA_STACK, FUTURE_SCHEMAS_STACK, OTHER_OWNERS_STACK } from "../schema-stacks";
import { BY_NAME_STACK, IMPORTED_ROUTINES_STACK, ROUTINES_STACK, SEQUENCES_STACK } from "../privilege-stacks";
import { synthesizeEnvironment } from "../synthesize";
import { synthesizeOtherStack } from "../synthesize-other-stack";
import { ServerSideDryRun } from "../../rehearsal/servers/server-side-dry-run";
import { newShop, SHOP } from "../rehearsal/schema/shop-stack";
import { withDeployed } from "../rehearsal/deploy-stack";
import { withStandInKubectl } from "../rehearsal/servers/stand-in-kubectl";
import { ACCESS_MUTATIONS } from "./mutations/access";
import { ADOPTED_SERVER_MUTATIONS, ADOPTION_MUTATIONS } from "./mutations/adoption";
import { AGENT_MUTATIONS } from "./mutations/agents";
import { CLUSTER_MUTATIONS, CLUSTER_SERVER_MUTATIONS } from "./mutations/clusters";
import { AWKWARD_OBJECT_MUTATIONS } from "./mutations/awkward-objects";
import { DATABASE_MUTATIONS } from "./mutations/database";
import { FUNCTION_MUTATIONS } from "./mutations/functions";
import { HOST_MUTATIONS, HOST_SERVER_MUTATIONS } from "./mutations/hosts";
import { INJECTOR_MUTATIONS } from "./mutations/injectors";
import type { Failure } from "./mutations/mutation";
import { EXTERNAL_SECRETS_MUTATIONS, VAULT_SECRETS_OPERATOR_MUTATIONS } from "./mutations/operators";
import { OWN_SCHEMA_MUTATIONS } from "./mutations/own-schema";
import { ROLE_MUTATIONS } from "./mutations/roles";
import { SEQUENCE_MUTATIONS } from "./mutations/sequences";
import { BY_NAME_MUTATIONS, IMPORTED_ROUTINE_MUTATIONS, ROUTINE_MUTATIONS } from "./mutations/routines";
import { PAIR_MUTATIONS, STATIC_ROLE_MUTATIONS } from "./mutations/static-roles";
import {
  EXTENSION_SCHEMA_MUTATIONS,
  FUTURE_SCHEMA_MUTATIONS,
  OTHER_OWNER_MUTATIONS,
} from "./mutations/schemas";
import { DECLARED_AUDIT_MUTATIONS } from "./mutations/declared-audit";
import { SESSION_MUTATIONS } from "./mutations/sessions";
import { SERVER_MUTATIONS, STATEMENT_SERVER_MUTATIONS } from "./mutations/servers";
import { VAULT_MUTATIONS } from "./mutations/vault";
import { failuresOf, rehearseStack } from "../rehearsal/rehearse-stack";

const dev = synthesizeEnvironment("dev");
const byFunctions = synthesizeEnvironment("dev", { issuance: Issuance.functions() });
const staticRoles = synthesizeOtherStack(STATIC_ROLES_STACK);
const pairs = synthesizeOtherStack(PAIRS_STACK);
const adopted = synthesizeOtherStack(ADOPTED_STACK);
const vaultSecretsOperator = synthesizeOtherStack(VAULT_SECRETS_OPERATOR_STACK);
const hosts = synthesizeOtherStack(HOSTS_STACK);
const clusters = synthesizeOtherStack(CLUSTERS_STACK);
const externalSecrets = synthesizeOtherStack(EXTERNAL_SECRETS_STACK);
const futureSchemas = synthesizeOtherStack(FUTURE_SCHEMAS_STACK);
const otherOwners = synthesizeOtherStack(OTHER_OWNERS_STACK);
const extensionSchema = synthesizeOtherStack(EXTENSION_SCHEMA_STACK);
const injector = synthesizeOtherStack(INJECTOR_STACK);
const routines = synthesizeOtherStack(ROUTINES_STACK);
const importedRoutines = synthesizeOtherStack(IMPORTED_ROUTINES_STACK);
/** Checks that have failed at least once, as they have to. */
const failed = new Set<string>();

/** The failures that are expected, until all of them are found: nothing more has to be tried then. */
class Expected {
  private readonly missing: Set<string | RegExp>;

  constructor(failure: Failure) {
    this.missing = new Set([failure].flat());
  }

  /** Takes down a result. @returns whether every failure is found */
  readonly until = (result: CheckResult): boolean => {
    if (result.outcome === "failed") failed.add(result.id);
    const [line = ""] = failuresOf({ checks: [result] });
    for (const each of this.missing)
      if (typeof each === "string" ? line === each : each.test(line)) this.missing.delete(each);
    return !this.missing.size;
  };

  /** A test that fails says what failed instead. */
  expectFound(checks: readonly CheckResult[]): void {
    // A stack that can't be applied is tried no further.
    checks.forEach(this.until);
    expect({ missing: [...this.missing], failures: failuresOf({ checks }) }).toMatchObject({ missing: [] });
  }
}

describe.each([
  ["statements", dev, ROLE_MUTATIONS, STATEMENT_SERVER_MUTATIONS],
  ["functions", byFunctions, FUNCTION_MUTATIONS, []],
] as const)(
  "a rehearsal of leases by %s fails, and names the cause, when",
  (_, ofDev, ofRoles, onServers) => {
    test.concurrent.each([...ofRoles, ...DATABASE_MUTATIONS, ...VAULT_MUTATIONS, ...AGENT_MUTATIONS])(
      "%s",
      async (_, mutate, failure) => {
        const expected = new Expected(failure);
        const { checks } = await rehearseStack(mutate(ofDev), { until: expected.until });
        expected.expectFound(checks);
      },
    );

    test.concurrent.each([
      ...onServers,
      ...SERVER_MUTATIONS,
      ...ACCESS_MUTATIONS,
      ...AWKWARD_OBJECT_MUTATIONS,
    ])("%s", async (_, change, failure) => {
      await withDeployed(ofDev, 18, async (deployment) => {
        const expected = new Expected(failure);
        const changed = (await change(deployment)) ?? deployment;
        expected.expectFound(await checkContract(changed, expected));
      });
    });
  },
);

/** Mutations of stacks of other shapes. */
const MUTATIONS_OF_OTHERS = {
  "static roles": [
    ...STATIC_ROLE_MUTATIONS.map((mutation) => [...mutation, staticRoles] as const),
    ...PAIR_MUTATIONS.map((mutation) => [...mutation, pairs] as const),
  ],
  "schemas that are made later": FUTURE_SCHEMA_MUTATIONS.map(
    (mutation) => [...mutation, futureSchemas] as const,
  ),
  "several hosts": HOST_MUTATIONS.map((mutation) => [...mutation, hosts] as const),
  "several clusters": CLUSTER_MUTATIONS.map((mutation) => [...mutation, clusters] as const),
  "sequences by name": SEQUENCE_MUTATIONS.map(
    (mutation) => [...mutation, synthesizeOtherStack(SEQUENCES_STACK)] as const,
  ),
  "what is asked for by name": BY_NAME_MUTATIONS.map(
    (mutation) => [...mutation, synthesizeOtherStack(BY_NAME_STACK)] as const,
  ),
  "routines by name": ROUTINE_MUTATIONS.map((mutation) => [...mutation, routines] as const),
  "audit devices that OpenBao's servers declare": DECLARED_AUDIT_MUTATIONS.map(
    (mutation) => [...mutation, synthesizeOtherStack(DECLARED_AUDIT_STACK)] as const,
  ),
  sessions: SESSION_MUTATIONS.map((mutation) => [...mutation, synthesizeOtherStack(SESSIONS_STACK)] as const),
  "schemas for extensions": EXTENSION_SCHEMA_MUTATIONS.map(
    (mutation) => [...mutation, extensionSchema] as const,
  ),
  "several owners": OTHER_OWNER_MUTATIONS.map((mutation) => [...mutation, otherOwners] as const),
  "a database that a DBA owns": ADOPTION_MUTATIONS.map((mutation) => [...mutation, adopted] as const),
  "an agent injector": INJECTOR_MUTATIONS.map((mutation) => [...mutation, injector] as const),
  "the Vault Secrets Operator": VAULT_SECRETS_OPERATOR_MUTATIONS.map(
    (mutation) => [...mutation, vaultSecretsOperator] as const,
  ),
  "the External Secrets Operator": EXTERNAL_SECRETS_MUTATIONS.map(
    (mutation) => [...mutation, externalSecrets] as const,
  ),
};

describe.each(Object.entries(MUTATIONS_OF_OTHERS))(
  "a rehearsal of %s fails, and names the cause, when",
  (_, mutations) => {
    test.concurrent.each(mutations)("%s", async (_, mutate, failure, stack) => {
      const expected = new Expected(failure);
      const { checks } = await rehearseStack(mutate(stack), { until: expected.until });
      expected.expectFound(checks);
    });
  },
);

test.concurrent.each(OWN_SCHEMA_MUTATIONS)(
  "a rehearsal on the user's own schema fails, and names the cause, when %s",
  async (_, change, failure) => {
    const check = async (deployment: Deployment) => {
      const expected = new Expected(failure);
      await change(deployment);
      expected.expectFound(await checkContract(deployment, expected));
    };
    await withDeployed(newShop, 18, check, readSchemas([`shop=${SHOP}`], newShop));
  },
);

test.concurrent.each([
  ...CLUSTER_SERVER_MUTATIONS.map((mutation) => [...mutation, clusters] as const),
  ...HOST_SERVER_MUTATIONS.map((mutation) => [...mutation, hosts] as const),
])(
  "a rehearsal of several clusters or several hosts fails, and names the cause, when %s",
  async (_, change, failure, stack) => {
    await withDeployed(stack, 18, async (deployment) => {
      const expected = new Expected(failure);
      await change(deployment);
      expected.expectFound(await checkContract(deployment, expected));
    });
  },
);
describe("a rehearsal of a database that a DBA owns fails, and names the cause, when", () => {
  test.concurrent.each([
    ...ADOPTED_SERVER_MUTATIONS.map((mutation) => [...mutation, adopted] as const),
    ...IMPORTED_ROUTINE_MUTATIONS.map((mutation) => [...mutation, importedRoutines] as const),
  ])("%s", async (_, change, failure, stack) => {
    await withDeployed(stack, 18, async (deployment) => {
      const expected = new Expected(failure);
      const changed = (await change(deployment)) ?? deployment;
      expected.expectFound(await checkContract(changed, expected));
    });
  });
});

test("a rehearsal fails, and names the cause, when a cluster refuses what an operator is told", async () => {
  const refusal = 'The ExternalSecret "writer" is invalid: spec.refreshPolicy: Unsupported value: "Periodic"';
  const groups = ["external-secrets.io", "generators.external-secrets.io"];
  await withStandInKubectl({ groups, refusal }, (kubectl) =>
    withDeployed(externalSecrets, 18, async (deployment) => {
      const file = "east-web.external-secrets.yaml";
      const expected = new Expected(
        `web (east): cluster-takes-manifests (${file}): ${file}: kubectl: ${refusal}`,
      );
      const manifests = new ServerSideDryRun(kubectl, () => Promise.resolve());
      const abilities = new Set<Ability>([...deployment.abilities, "a real cluster"]);
      expected.expectFound(await checkContract({ ...deployment, abilities, manifests }, expected));
    }),
  );
});

test("static roles and pairs of them have no check that can't fail", async () => {
  const reports = await Promise.all([staticRoles, pairs].map((stack) => rehearseStack(stack)));
  const ids = reports
    .flatMap(({ checks }) => checks)
    .flatMap(({ id, kind }) => (kind === "rotation" || id.includes("static") ? [id] : []));
  expect([...new Set(ids)].filter((id) => !failed.has(id))).toEqual([]);
});

test("operators of a cluster have no check that can't fail", async () => {
  const reports = await Promise.all(
    [vaultSecretsOperator, externalSecrets, injector].map((stack) => rehearseStack(stack)),
  );
  const ids = reports
    .flatMap(({ checks }) => checks)
    .flatMap(({ id }) => (/^(vault-secrets-operator|external-secrets|injector)-/.test(id) ? [id] : []));
  expect(ids).not.toEqual([]);
  expect(ids.filter((id) => !failed.has(id))).toEqual([]);
});

test.each([
  ["statements", dev],
  ["functions", byFunctions],
])("leases by %s, without a wrong edit, have no failures, and no check that can't fail", async (_, stack) => {
  const report = await rehearseStack(stack);
  expect(failuresOf(report)).toEqual([]);
  expect(report).toMatchObject({ failed: 0, brokenOff: 0, notChecked: [] });
  const ids = [...new Set(report.checks.map(({ id }) => id))];
  expect(ids.filter((id) => !failed.has(id))).toEqual([]);
});
