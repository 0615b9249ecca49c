import type { AccessManifest, WorkloadDescription } from "../../../constructs";

const appdb = { server: "postgresql", name: "appdb" };
const address = {
  host: "postgres.internal,standby.internal",
  port: "5432,5433",
  database: "appdb",
  sslMode: "verify-full",
  caFile: "/etc/ssl/postgres.pem",
  targetSessionAttrs: "read-write",
} as const;
const readwrite = { credential: "database/creds/app-readwrite", address };
const readonly = { credential: "database/creds/app-readonly", address };
const variables = { DB_USER: "user" } as const;
const operator = {
  vaultAddress: "https://vault.internal:8200",
  vaultCaSecret: "vault-ca",
  serviceAccount: "web",
};
const settings = {
  searchPath: ["sales", "public"],
  statementTimeout: 30,
  lockTimeout: 10,
  idleInTransactionSessionTimeout: 60,
  connectionLimit: 5,
};
const files = [
  {
    kind: "env",
    destination: "/run/app/env",
    mode: "0600",
    owner: { user: "app", group: "app" },
    ...readwrite,
    variables,
    onChange: { kind: "command", command: ["systemctl", "reload", "app"], timeout: 30 },
  },
  {
    kind: "pg_service",
    destination: "/run/app/service",
    mode: "0600",
    ...readwrite,
    service: "appdb",
    onChange: { kind: "signal", signal: "SIGHUP", pidFile: "/run/app.pid" },
  },
] as const;

const app: WorkloadDescription = {
  name: "app",
  login: { method: "approle", path: "approle", secretId: { ttl: 600, uses: 2, boundCidrs: ["10.0.0.0/8"] } },
  policy: "approle-app",
  reads: [{ path: readwrite.credential, kind: "leased" }],
  token: { kind: "periodic", period: 3600 },
  agent: {
    file: "approle-app.agent.json",
    vaultAddress: "https://vault.internal:8200",
    vaultCaFile: "/etc/ssl/vault.pem",
    roleIdFile: "/etc/app/role-id",
    secretIdFile: "/run/app/secret-id",
    sink: { path: "/run/app/token", mode: "0600" },
    templates: files,
    process: {
      command: ["node", "server.js"],
      stopSignal: "SIGTERM",
      environment: [{ ...readwrite, variables }],
    },
  },
};

const web: WorkloadDescription = {
  name: "web",
  login: {
    method: "kubernetes",
    path: "kubernetes",
    serviceAccounts: ["web", "worker"],
    namespaces: ["shop"],
    audience: "vault",
  },
  policy: "kubernetes-web",
  reads: [
    { path: readonly.credential, kind: "leased" },
    { path: "database/static-creds/pool-blue", kind: "static" },
    { path: "database/static-creds/pool-green", kind: "static" },
  ],
  token: { kind: "bounded", ttl: 3600, maxTtl: 7200 },
  injector: {
    ...operator,
    file: "kubernetes-web.injector.yaml",
    product: "vault",
    pods: { kind: "Deployment", name: "web" },
    longest: 3600,
    user: 1000,
    revokeAfter: 30,
    templates: files.map((each) => ({ ...each, ...readonly })),
  },
  vaultSecretsOperator: {
    ...operator,
    file: "kubernetes-web.vault-secrets-operator.yaml",
    operator: "vso",
    secrets: [
      {
        name: "web-database",
        ...readonly,
        variables,
        renewalPercent: 67,
        restart: [{ kind: "Deployment", name: "web" }],
      },
    ],
  },
  externalSecrets: {
    ...operator,
    file: "kubernetes-web.external-secrets.yaml",
    secrets: [{ name: "web-database", ...readonly, variables, refreshInterval: 600 }],
  },
};

const vso: WorkloadDescription = {
  name: "vso",
  login: {
    method: "kubernetes",
    path: "kubernetes",
    serviceAccounts: ["vso"],
    namespaces: ["vso"],
    audience: "vault",
  },
  policy: "kubernetes-vso",
  reads: [],
  encrypts: [{ engine: "transit", name: "vso" }],
  token: { kind: "bounded", ttl: 600, maxTtl: 600 },
  clientCache: { ...operator, file: "kubernetes-vso.helm-values.yaml" },
};

const pipeline: WorkloadDescription = {
  name: "pipeline",
  login: { method: "token", path: "token" },
  policy: "token-pipeline",
  reads: [],
  makes: [{ kind: "secret-id", path: "auth/approle/role/app/secret-id", wrappingTtl: { min: 10, max: 600 } }],
  token: { kind: "periodic", period: 3600 },
};

const plan: WorkloadDescription = {
  name: "plan",
  login: {
    method: "jwt",
    path: "github",
    audience: "vault",
    userClaim: "sub",
    subject: "repo:acme/platform:pull_request",
    claims: { repository: ["acme/platform"] },
  },
  policy: "github-plan",
  reads: [],
  operates: [
    {
      stack: "shop",
      work: "drain",
      rules: [
        {
          path: "sys/leases/revoke",
          capabilities: ["update"],
          allowedParameters: { lease_id: ["database/creds/*"] },
        },
      ],
    },
  ],
  token: { kind: "bounded", ttl: 1200, maxTtl: 1200 },
};

/** A stack that describes every field that there is. */
export const EVERYTHING: AccessManifest = {
  schemaVersion: 3,
  stack: "everything",
  files: ["approle-app.agent.json", "deployer.policy.json"],
  engines: [
    { path: "database", imported: true, defaultLeaseTtl: 3600, maxLeaseTtl: 86_400, product: "vault" },
  ],
  transitEngines: [{ path: "transit", imported: true, keys: [{ name: "vso", deletionAllowed: true }] }],
  databases: [
    {
      kind: "postgresql",
      ...appdb,
      imported: true,
      script: "appdb.dba.sql",
      undoScript: "appdb.dba.undo.sql",
      publicRole: "appdb_public",
      keepsAccess: ["shop_app"],
      losesAccess: ["old_app"],
      owner: "app_owner",
      account: "vault_appdb",
      issuer: "vault_appdb_issuer",
      issuingSchema: "vault_appdb_issuance",
      schemas: ["public", "sales", "billing"],
      extensionSchemas: ["ext"],
      otherOwners: [{ role: "billing_owner", schemas: ["billing"], sharedSchemas: ["sales"] }],
      futureSchemas: true,
      groups: [
        { role: "app_owner", privileges: { name: "owner", owner: true, schemas: [] } },
        {
          role: "appdb_read_only",
          privileges: {
            name: "read_only",
            owner: false,
            memberOf: ["pg_monitor"],
            schemas: [
              {
                schema: "public",
                tables: [{ table: "product", privileges: ["SELECT"] }],
                columns: [{ table: "person", privilege: "SELECT", columns: ["id", "name"] }],
                sequences: [],
                needsNoSequence: true,
                functions: [],
                definers: ["purge(integer)"],
                types: [],
              },
            ],
          },
        },
        {
          role: "appdb_read_write",
          privileges: {
            name: "read_write",
            owner: false,
            temporary: true,
            schemas: ["*", "public", "sales"].map((schema) => ({
              schema,
              tables: [{ table: "*", privileges: ["SELECT", "UPDATE"] }],
              columns: [],
              sequences: [{ sequence: "*", privileges: ["USAGE"] }],
              functions: ["EXECUTE"],
              definers: ["*"],
              types: ["USAGE"],
            })),
          },
        },
      ],
    },
  ],
  connections: [
    {
      kind: "postgresql",
      name: "appdb",
      engine: "database",
      imported: true,
      database: appdb,
      endpoint: {
        hosts: [
          { host: "postgres.internal", port: 5432 },
          { host: "standby.internal", port: 5433 },
        ],
        targetSessionAttrs: "read-write",
      },
      rotated: true,
      tls: "verify-ca",
      ca: { variable: "postgres_ca", sha256: "0d1e" },
      caFile: "/etc/vault/postgres.pem",
      clientCertificate: { certFile: "/etc/vault/client.pem", keyFile: "/etc/vault/client.key" },
      settings: {
        usernameTemplate: "v-{{random 20}}",
        maxOpenConnections: 4,
        maxIdleConnections: 4,
        maxConnectionLifetime: 300,
        rootRotationStatements: [`ALTER ROLE "{{username}}" PASSWORD '{{password}}'`],
      },
    },
    {
      kind: "postgresql",
      name: "near",
      engine: "database",
      imported: false,
      database: appdb,
      endpoint: { host: "localhost", port: 5432 },
      rotated: false,
      tls: "disable",
      ca: { file: "near.pem" },
    },
  ],
  roles: [
    {
      kind: "leased",
      name: "app-readonly",
      path: readonly.credential,
      engine: "database",
      connection: "appdb",
      database: appdb,
      group: "appdb_read_only",
      privileges: "read_only",
      actsAsGroup: false,
      defaultTtl: 3600,
      maxTtl: 86_400,
      passwordPolicy: "long",
      rateLimit: { name: "database-app-readonly", requests: 2, per: 60 },
      settings,
    },
    {
      kind: "leased",
      name: "app-readwrite",
      path: readwrite.credential,
      engine: "database",
      connection: "appdb",
      database: appdb,
      group: "appdb_read_write",
      privileges: "read_write",
      actsAsGroup: true,
      defaultTtl: 3600,
      maxTtl: 86_400,
    },
    {
      kind: "leased",
      name: "app-migrator",
      path: "database/creds/app-migrator",
      engine: "database",
      connection: "appdb",
      database: appdb,
      group: "app_owner",
      privileges: "owner",
      actsAsGroup: true,
      defaultTtl: 900,
      maxTtl: 3600,
    },
  ],
  staticRoles: ["blue", "green"].map((color) => ({
    name: `pool-${color}`,
    path: `database/static-creds/pool-${color}`,
    engine: "database",
    connection: "appdb",
    database: appdb,
    group: "appdb_read_only",
    privileges: "read_only",
    userName: `pool_${color}`,
    rotation:
      color === "blue"
        ? { kind: "period", period: 86_400 }
        : { kind: "schedule", cron: "0 0 * * *", window: 3600 },
    actsAsGroup: false,
    passwordPolicy: "long",
    settings,
  })),
  staticRolePairs: [
    {
      name: "pool",
      engine: "database",
      blue: "pool-blue",
      green: "pool-green",
      period: 86_400,
      longestUse: 3600,
      apartBy: "forced-rotation",
    },
  ],
  passwordPolicies: [{ name: "long", length: 40, charsets: ["abcdefghij", "0123456789"] }],
  authMethods: [
    { type: "approle", path: "approle", imported: true },
    {
      type: "kubernetes",
      path: "kubernetes",
      imported: false,
      cluster: {
        host: "https://kubernetes.default.svc",
        ca: { variable: "kubernetes_ca", sha256: "0d1e" },
        reviewer: "vault-service-account",
      },
    },
    {
      type: "kubernetes",
      path: "elsewhere",
      imported: false,
      cluster: { host: "https://elsewhere", ca: { file: "elsewhere.pem" }, reviewer: "client-jwt" },
    },
    {
      type: "jwt",
      path: "github",
      imported: false,
      issuer: {
        issuer: "https://github.acme.example/_services/token",
        kind: "github",
        keys: {
          discoveryUrl: "https://github.acme.example/_services/token",
          ca: { variable: "github_ca", sha256: "0d1e" },
        },
        algorithm: "RS256",
      },
    },
    {
      type: "jwt",
      path: "jwks",
      imported: false,
      issuer: {
        issuer: "https://ci.acme.example",
        kind: "subject",
        keys: { jwksUrl: "https://ci.acme.example/keys", ca: { file: "ci.pem" } },
        algorithm: "ES256",
      },
    },
    {
      type: "jwt",
      path: "keys",
      imported: false,
      issuer: {
        issuer: "https://ci.acme.example",
        kind: "subject",
        keys: { publicKeys: ["0d1e"] },
        algorithm: "ES256",
      },
    },
  ],
  workloads: [app, web, vso, pipeline, plan],
  auditDevices: [
    {
      path: "file",
      type: "file",
      options: { file_path: "/var/log/vault/audit.log" },
      declaredIn: "audit.hcl",
    },
  ],
  breakGlass: [{ role: "appdb_break_glass", database: appdb }],
  guardrails: {
    path: "everything",
    minTtl: 900,
    maxTtl: 86_400,
    auditDevices: 2,
    verifiedTls: true,
    remoteState: true,
    preventDestroy: true,
    ownRules: [{ id: "short-payroll-leases", what: "A lease of payroll's ends within an hour." }],
  },
  providers: [{ provider: "vault", settings: { address: "https://vault.internal:8200" } }],
  undescribed: [
    {
      path: "everything/appdb",
      what: "vault_database_secret_backend_connection",
      argument: "plugin_name",
      written: "postgresql-database-plugin",
      content: "0123456789abcdef",
      harmless: false,
    },
    {
      path: "everything/appdb/account",
      what: "postgresql_role",
      argument: "connection_limit",
      content: "fedcba9876543210",
      harmless: true,
    },
  ],
  acknowledged: [{ rule: "undescribed", path: "everything/appdb", reason: "the fork of our DBAs" }],
};
