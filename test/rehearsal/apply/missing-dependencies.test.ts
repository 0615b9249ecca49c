import { missingDependencies } from "../../../rehearsal/apply/missing-dependencies";
import { OTHER_STACKS, STATIC_ROLES_STACK } from "../../other-stacks";
import { synthesizeEnvironment } from "../../synthesize";
import { synthesizeOtherStack } from "../../synthesize-other-stack";

const dev = synthesizeEnvironment("dev");

/** What is said of the stack when resources whose address begins so wait only for what their arguments refer to. */
function said(...starts: string[]): string[] {
  const resources = dev.resources.map((resource) => {
    if (!starts.some((start) => resource.address.startsWith(start))) return resource;
    const { depends_on: _, ...attributes } = resource.attributes;
    return { ...resource, attributes };
  });
  return missingDependencies({ ...dev, resources }).map(({ detail }) =>
    detail.replace(/_[0-9A-F]{8}\b/g, ""),
  );
}

test.each(["dev", "staging", "production"])("in %s everything waits for what it needs", (name) => {
  expect(missingDependencies(synthesizeEnvironment(name))).toEqual([]);
});

test.each(OTHER_STACKS)("everything waits for what it needs in %s", (name) => {
  expect(missingDependencies(synthesizeOtherStack(name))).toEqual([]);
});

describe("it is said what doesn't wait for", () => {
  test.each([
    [
      "the role that it is a member of",
      "postgresql_role.break-glass",
      "postgresql_role.break-glass doesn't wait for postgresql_role.appdb_owner, which it needs",
    ],
    [
      "the roles that it makes a member of each other",
      "postgresql_grant_role.appdb_read_only_issuer",
      "postgresql_grant_role.appdb_read_only_issuer doesn't wait for postgresql_role.appdb_issuer, which it needs",
      "postgresql_grant_role.appdb_read_only_issuer doesn't wait for postgresql_role.appdb_read_only, which it needs",
    ],
    [
      "what Vault logs in to, which it does at once",
      "vault_database_secret_backend_connection",
      "vault_database_secret_backend_connection.database_appdb doesn't wait for postgresql_database.appdb, which it needs",
      "vault_database_secret_backend_connection.database_appdb doesn't wait for postgresql_role.appdb_account, which it needs",
      "vault_database_secret_backend_connection.database_appdb doesn't wait for postgresql_grant.appdb_account-connect, which it needs",
    ],
    [
      "the connection, which Vault doesn't look for",
      "vault_database_secret_backend_role.database_appdb_app-readonly",
      "vault_database_secret_backend_role.database_appdb_app-readonly doesn't wait for vault_database_secret_backend_connection.database_appdb, which it needs",
    ],
    [
      "the connection whose password it rotates",
      "vault_generic_endpoint",
      "vault_generic_endpoint.database_appdb_rotation doesn't wait for vault_database_secret_backend_connection.database_appdb, which it needs",
    ],
    [
      "the cluster, which Vault doesn't look for",
      "vault_kubernetes_auth_backend_role",
      "vault_kubernetes_auth_backend_role.kubernetes_myapp doesn't wait for vault_kubernetes_auth_backend_config.kubernetes_config, which it needs",
    ],
  ])("%s", (_, start, ...lines) => {
    expect(said(start).filter((line) => line.startsWith(start))).toEqual(lines);
  });

  test("what changes the same database", () => {
    expect(said("postgresql_role.appdb_read_write")).toEqual(
      expect.arrayContaining([
        expect.stringMatching(
          /^postgresql_\S+ and postgresql_\S+ change database appdb at once: neither waits for the other$/,
        ),
      ]),
    );
  });
});

test("it is said that a static role waits neither for its connection nor for who may change its password", () => {
  const stack = synthesizeOtherStack(STATIC_ROLES_STACK);
  const name = "vault_database_secret_backend_static_role.database_appdb_pgbouncer";
  const resources = stack.resources.map((resource) => {
    if (!resource.address.startsWith(name)) return resource;
    const { depends_on: _, ...attributes } = resource.attributes;
    return { ...resource, attributes };
  });
  const lines = missingDependencies({ ...stack, resources }).map(({ detail }) =>
    detail.replace(/_[0-9A-F]{8}\b/g, ""),
  );
  expect(lines).toEqual(
    [
      "vault_database_secret_backend_connection.database_appdb",
      "postgresql_role.appdb_pgbouncer",
      "postgresql_grant_role.appdb_pgbouncer_issuer",
      "vault_password_policy.passwords",
    ].map((needed) => `${name} doesn't wait for ${needed}, which it needs`),
  );
});
