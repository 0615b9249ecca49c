import type { Ability } from "../../contract/abilities";
import { contractOf } from "../../contract/contract";
import type { Deployment, PostgresServer } from "../../contract/deployment";
import { type Phase, run } from "../../contract/run";
import { lineOf } from "../../contract/subject";
import type { VaultClient } from "../../clients/vault-client";
import { withDeployed } from "../rehearsal/deploy-stack";
import { failuresOf } from "../rehearsal/rehearse-stack";
import { synthesizeEnvironment } from "../synthesize";

const production = synthesizeEnvironment("production");

/** A deployment that takes down which of its abilities are used. */
function watched(deployment: Deployment, used: Set<Ability>): Deployment {
  const servers = new Map<PostgresServer, PostgresServer>();
  const client = (vault: VaultClient, ability: Ability): VaultClient =>
    new Proxy(vault, {
      get: (target, name) => {
        if (name === "request") used.add(ability);
        return Reflect.get(target, name) as unknown;
      },
    });
  const server = (original: PostgresServer): PostgresServer => ({
    host: original.host,
    port: original.port,
    version: original.version,
    ca: original.ca,
    deployer: original.deployer,
    get superuser() {
      used.add("superuser of PostgreSQL");
      return original.superuser;
    },
    get outsider() {
      used.add("login for something else");
      return original.outsider;
    },
  });
  return {
    ...deployment,
    vault: client(deployment.vault, "root of Vault"),
    get vaultBefore() {
      used.add("Vault before the apply");
      return deployment.vaultBefore;
    },
    stacks: deployment.stacks.map((stack) => ({
      access: stack.access,
      get resources() {
        used.add("resources");
        return stack.resources;
      },
      get files() {
        used.add("files");
        return stack.files;
      },
    })),
    serverOf: (database) => {
      const original = deployment.serverOf(database);
      const known = servers.get(original) ?? server(original);
      servers.set(original, known);
      return known;
    },
    get bootstrapPasswords() {
      used.add("bootstrap passwords");
      return deployment.bootstrapPasswords;
    },
    get impostors() {
      used.add("impostors");
      return deployment.impostors;
    },
    serverLog: (database) => {
      used.add("server log");
      return deployment.serverLog(database);
    },
    auditLog: (device) => {
      used.add("audit log");
      return deployment.auditLog(device);
    },
    serviceAccountTokens: (path) => ({
      issue: (claims) => {
        used.add("service account tokens");
        if (claims.ttlSeconds < 0) used.add("expired service account tokens");
        return deployment.serviceAccountTokens(path).issue(claims);
      },
    }),
    applyAgain: () => {
      used.add("a second apply");
      return deployment.applyAgain();
    },
  };
}

/** One check after the other, each of which tells what it used. */
function oneByOne(phases: readonly Phase[], used: Set<Ability>, tell: (line: string) => void): Phase[] {
  return phases.map(({ name, groups }) => ({
    name,
    groups: [
      {
        close: async () => void (await Promise.all(groups.map((group) => group.close?.()))),
        checks: groups.flatMap(({ checks }) =>
          checks.map((check) => ({
            ...check,
            attempt: async () => {
              used.clear();
              const seen = await check.attempt();
              const secret = [...used].filter((ability) => !check.needs.includes(ability));
              if (secret.length) tell(`${lineOf(check)}: ${secret.join(", ")}`);
              return seen;
            },
          })),
        ),
      },
    ],
  }));
}

test("no check uses an ability of a deployment that it doesn't name, and one that names another is not checked", async () => {
  await withDeployed(production, 18, async (deployment) => {
    const used = new Set<Ability>();
    const unnamed: string[] = [];
    const phases = oneByOne(contractOf(watched(deployment, used)), used, (line) => unnamed.push(line));
    const lacking = new Set(
      [...deployment.abilities].filter((each) => each !== "expired service account tokens"),
    );
    const checks = await run(phases, { abilities: lacking });
    expect(failuresOf({ checks })).toEqual([]);
    expect(unnamed).toEqual([]);
    expect(
      checks.filter(({ ok }) => !ok).map((check) => [lineOf(check), check.outcome, check.detail]),
    ).toEqual([
      [
        "myapp (kubernetes): expired-service-account-token-refused",
        "not checked",
        "it needs: expired service account tokens",
      ],
    ]);
  });
});
