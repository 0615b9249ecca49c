import { Database } from "@cdktf/provider-postgresql/lib/database";
import { PostgresqlProvider } from "@cdktf/provider-postgresql/lib/provider";
import {
  Duration,
  PostgresDatabase,
  type PostgresDatabaseProps,
  Privileges,
  SessionSettings,
  StaticRotation,
} from "../../../constructs";
import { findingsOf } from "../bad-inputs/bad-input";
import { addConnection, addDatabase, onlyArgumentsOf } from "./postgres-resources";
import { argumentsOf, synthesize } from "../vault-resources";

const made = (props: Partial<PostgresDatabaseProps> = {}) => synthesize((scope) => addDatabase(scope, props));

test("a database comes with an owner, an issuer and an account, none of which is a superuser", () => {
  expect(argumentsOf(made(), "postgresql_role")).toEqual({
    "postgresql_role.appdb_owner_0ABFA907": { name: "appdb_owner", login: false },
    "postgresql_role.appdb_issuer_67B2223B": {
      name: "vault_appdb_issuer",
      login: false,
      create_role: true,
      lifecycle: { ignore_changes: ["roles"] },
      depends_on: ["postgresql_default_privileges.appdb_public-types_1933B455"],
    },
    "postgresql_role.appdb_account_9087196E": {
      name: "vault_appdb",
      login: true,
      roles: ["vault_appdb_issuer"],
      assume_role: "vault_appdb_issuer",
      depends_on: ["postgresql_role.appdb_issuer_67B2223B"],
    },
  });
});

test("PUBLIC may not connect; the owner and Vault's account may", () => {
  const grants = Object.values(argumentsOf(made(), "postgresql_grant")) as Record<string, unknown>[];
  expect(
    grants
      .filter(({ object_type }) => object_type === "database")
      .map(({ role, privileges }) => ({ role, privileges })),
  ).toEqual([
    { role: "vault_appdb", privileges: ["CONNECT"] },
    { role: "appdb_owner", privileges: ["CONNECT", "CREATE", "TEMPORARY"] },
    { role: "public", privileges: [] },
  ]);
});

test("it has schema public, which the owner may use, and makes none", () => {
  const stack = made();
  expect(argumentsOf(stack, "postgresql_schema")).toEqual({});
  expect(Object.values(argumentsOf(stack, "postgresql_grant"))).toContainEqual(
    expect.objectContaining({ role: "appdb_owner", schema: "public", privileges: ["CREATE", "USAGE"] }),
  );
  expect(stack.access.databases[0]?.schemas).toEqual(["public"]);
});

test("owner, account and schemas are what was given", () => {
  const stack = made({ owner: "app_owner", account: "vault", schemas: ["sales"] });
  expect(stack.access.databases).toEqual([
    {
      kind: "postgresql",
      server: "postgresql",
      name: "appdb",
      imported: false,
      owner: "app_owner",
      account: "vault",
      issuer: "vault_issuer",
      schemas: ["sales"],
      groups: [],
    },
  ]);
  expect(onlyArgumentsOf(stack, "postgresql_schema")).toMatchObject({ name: "sales", owner: "app_owner" });
});

test("Terraform refuses to destroy a database only where it is told to", () => {
  const lifecycle = (preventDestroy?: boolean) =>
    onlyArgumentsOf(made({ preventDestroy }), "postgresql_database").lifecycle;
  expect(lifecycle()).toBeUndefined();
  expect(lifecycle(false)).toBeUndefined();
  expect(lifecycle(true)).toEqual({ prevent_destroy: true });
});

test("everything is made by the stack's provider, or by the one that was given", () => {
  const providers = (alias?: string) => {
    const stack = synthesize((scope) => {
      const provider = alias ? new PostgresqlProvider(scope, alias, { alias }) : undefined;
      addDatabase(scope, { provider, schemas: ["public", "sales"] }).group(Privileges.readWrite());
    });
    const made = stack.resources.filter(({ type }) => type.startsWith("postgresql_"));
    return [...new Set(made.map(({ attributes }) => attributes.provider))];
  };
  expect(providers()).toEqual([undefined]);
  expect(providers("blue")).toEqual(["postgresql.blue"]);
});

test("no two of its grants run at once", () => {
  const stack = synthesize((scope) => {
    const database = addDatabase(scope, { schemas: ["public", "sales"] });
    [Privileges.readOnly(), Privileges.readWrite(), Privileges.owner()].map((set) => database.group(set));
  });
  const chained = stack.resources.filter(({ type }) => type !== "postgresql_grant_role");
  const waits = chained.map(({ attributes }) => (attributes.depends_on ?? []) as string[]);
  expect(waits.filter((each) => each.length === 0)).toHaveLength(1);
  expect(new Set(waits.flat()).size).toBe(chained.length - 1);
});

test("what lets the issuer lease a role is made last, after the connection that revokes leases, and destroyed first", () => {
  const stack = synthesize((scope) => {
    const database = addDatabase(scope, { schemas: ["public", "sales"] });
    addConnection(scope, { database });
    for (const set of [Privileges.readOnly(), Privileges.owner(), Privileges.readWrite()])
      database.group(set);
  });
  const memberships = Object.values(argumentsOf(stack, "postgresql_grant_role")) as {
    readonly grant_role: string;
    readonly depends_on: string[];
  }[];
  expect(memberships.map(({ grant_role: group }) => group)).toEqual([
    "appdb_owner",
    "appdb_read_only",
    "appdb_read_write",
  ]);
  const last = stack.resources.filter(({ type }) => type === "postgresql_default_privileges").at(-1);
  for (const { depends_on: waitsFor } of memberships)
    expect(waitsFor).toEqual([
      last?.address,
      "vault_database_secret_backend_connection.database_appdb_70D48C21",
    ]);
});

test("a set that is asked for twice has one group", () => {
  const stack = synthesize((scope) => {
    const database = addDatabase(scope);
    expect(database.group(Privileges.readOnly())).toBe(database.group(Privileges.readOnly()));
  });
  expect(stack.access.databases[0]?.groups.map(({ role }) => role)).toEqual(["appdb_read_only"]);
});

test.each(["account", "issuer", "owner_database", "public", "constructor"])(
  "a set called %s has a group of that name",
  (name) => {
    const stack = synthesize((scope) =>
      addDatabase(scope).group(Privileges.of({ name, tables: { "*": ["SELECT"] } })),
    );
    expect(Object.values(argumentsOf(stack, "postgresql_role"))).toContainEqual(
      expect.objectContaining({ name: `appdb_${name}`, login: false }),
    );
  },
);

test.each(["owner-database", "Resource"])(
  "a set called %s, as a child of the database is, is found for its name alone",
  (name) => {
    const findings = findingsOf((scope) =>
      addDatabase(scope).group(Privileges.of({ name, tables: { "*": ["SELECT"] } })),
    );
    expect(findings.map(({ path, message }) => [path, message])).toEqual([
      ["bad/appdb", `group role "appdb_${name}" is not a plain PostgreSQL name`],
    ]);
  },
);

test("a password is set once", () => {
  synthesize((scope) => {
    const database = addDatabase(scope);
    const server = { server: "postgres:5432", resource: { fqn: "vault_mount.database" } };
    expect(database.connect({ ...server, password: "${var.root}", generation: 1 })).toBe(true);
    expect(database.connect({ ...server, password: "${var.other}", generation: 2 })).toBe(false);
  });
});

test("two databases of one name are fine on two servers", () => {
  const stack = synthesize((scope) => {
    for (const alias of ["blue", "green"]) {
      const provider = new PostgresqlProvider(scope, alias, { alias });
      new PostgresDatabase(scope, `${alias}-appdb`, { databaseName: "appdb", provider });
    }
  });
  expect(stack.access.databases.map(({ name }) => name)).toEqual(["appdb", "appdb"]);
});

test("a database gives out its Terraform resource", () => {
  synthesize((scope) => {
    expect(addDatabase(scope).node.defaultChild).toBeInstanceOf(Database);
  });
});

test("another owner comes with its schemas, and what it makes is not PUBLIC's", () => {
  const stack = made({
    schemas: ["sales"],
    otherOwners: [{ name: "billing_owner", schemas: ["billing", "sales"] }],
  });
  expect(stack.access.databases[0]).toMatchObject({
    schemas: ["billing", "sales"],
    otherOwners: [{ role: "billing_owner", schemas: ["billing"], sharedSchemas: ["sales"] }],
  });
  const [roles, schemas, grants, defaults, members] = [
    "postgresql_role",
    "postgresql_schema",
    "postgresql_grant",
    "postgresql_default_privileges",
    "postgresql_grant_role",
  ].map((type) => Object.values(argumentsOf(stack, type)));
  const has = (values: Record<string, unknown>) => expect.objectContaining(values);
  expect(roles).toContainEqual(has({ name: "billing_owner", login: false }));
  expect(schemas).toContainEqual(has({ name: "billing", owner: "billing_owner" }));
  expect(grants).toContainEqual(
    has({ role: "billing_owner", privileges: ["CONNECT", "CREATE", "TEMPORARY"] }),
  );
  expect(grants).toContainEqual(
    has({ role: "billing_owner", schema: "sales", privileges: ["CREATE", "USAGE"] }),
  );
  for (const object_type of ["routine", "type"])
    expect(defaults).toContainEqual(
      has({ owner: "billing_owner", role: "public", object_type, privileges: [] }),
    );
  expect(members).toContainEqual(
    has({ role: "vault_appdb_issuer", grant_role: "billing_owner", with_admin_option: true }),
  );
});

test("schema public can be another owner's", () => {
  const stack = made({ schemas: ["sales"], otherOwners: [{ name: "web_owner", schemas: ["public"] }] });
  expect(onlyArgumentsOf(stack, "postgresql_schema")).toMatchObject({ name: "sales", owner: "appdb_owner" });
  expect(Object.values(argumentsOf(stack, "postgresql_grant"))).toContainEqual(
    expect.objectContaining({ role: "web_owner", schema: "public", privileges: ["CREATE", "USAGE"] }),
  );
});

test("every group uses a schema for extensions, and every login finds what is in it last", () => {
  const stack = synthesize((scope) => {
    const connection = addConnection(scope, { database: addDatabase(scope, { extensionSchemas: ["ext"] }) });
    connection.addRole("reader", { privileges: Privileges.readOnly() });
    connection.addRole("person", {
      privileges: Privileges.owner(),
      settings: SessionSettings.of({ searchPath: ["public"] }),
    });
    connection.addStaticRole("reports", {
      privileges: Privileges.readOnly(),
      rotation: StaticRotation.every(Duration.hours(24)),
    });
  });
  const paths = [...stack.access.roles, ...stack.access.staticRoles].map(({ name, settings }) => [
    name,
    settings?.searchPath,
  ]);
  expect(Object.fromEntries(paths)).toEqual({
    person: ["public", "ext"],
    reader: ["$user", "public", "ext"],
    reports: ["$user", "public", "ext"],
  });
  expect(Object.values(argumentsOf(stack, "postgresql_grant"))).toContainEqual(
    expect.objectContaining({ role: "appdb_read_only", schema: "ext", privileges: ["USAGE"] }),
  );
  expect(onlyArgumentsOf(stack, "postgresql_schema")).toMatchObject({ name: "ext", owner: "appdb_owner" });
  const creations = Object.values(argumentsOf(stack, "vault_database_secret_backend_role")).map((role) =>
    JSON.stringify((role as { creation_statements: string[] }).creation_statements),
  );
  expect(creations.every((statements) => statements.includes(', \\"ext\\"'))).toBe(true);
});
