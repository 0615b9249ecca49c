import { TerraformVariable } from "cdktf";
import {
  AgentProcess,
  AgentTemplate,
  type AgentTemplateProps,
  type CredentialVariables,
  AppRoleAuth,
  type DatabaseRole,
  DatabaseSecretsEngine,
  Duration,
  OnChange,
  PostgresConnection,
  PostgresDatabase,
  Privileges,
  type Signal,
  type SslMode,
  type TargetSessionAttrs,
  VaultToken,
} from "../../../constructs";
import { type AgentOf, LOGIN, withAgent } from "../agent/granted-agent";
import { addRoles } from "../vault-resources";
import type { BadInput } from "./bad-input";

const AGENT = "bad/approle/myapp/agent";
const FILE =
  "write it from / to the file's name, without braces, line breaks, //, . or .. in it: /run/myapp/db.env";
const COMMAND = 'name the program and each of its arguments: ["systemctl", "reload", "myapp"]';
const SIGNALS = "use one of SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGWINCH";
const TEXT = "write it as text: policies and access.json contain it, and are written before Terraform runs";

const file = (role: DatabaseRole, changes: Partial<AgentTemplateProps> = {}) =>
  AgentTemplate.json({ role, destination: "/run/myapp/db.json", ...changes });

/** An agent with one file. */
const writing = (changes: Partial<AgentTemplateProps>): ReturnType<typeof withAgent> =>
  withAgent((role) => ({ templates: [file(role, changes)] }));

const beside = (props: ReturnType<AgentOf>) => withAgent((role) => ({ templates: [file(role)], ...props }));

const variables = (names: Readonly<Record<string, string>>) =>
  withAgent((role) => ({
    templates: [
      AgentTemplate.envFile({ role, destination: "/run/myapp/env", variables: names as CredentialVariables }),
    ],
  }));

const supervising = (command: readonly string[], stopSignal?: string) =>
  withAgent((role) => ({
    process: AgentProcess.supervise({ command, environment: [{ role }], stopSignal: stopSignal as Signal }),
  }));

const bounded = (maxTtl: Duration) => VaultToken.bounded({ ttl: Duration.hours(1), maxTtl });

/** An agent whose connection was configured elsewhere. */
const elsewhere =
  (changes: Partial<AgentTemplateProps>): BadInput[1] =>
  (stack) => {
    const role = PostgresConnection.fromName(stack, "appdb", {
      engine: DatabaseSecretsEngine.fromPath(stack, "engine", "database"),
      database: PostgresDatabase.fromExisting(stack, "database", {
        databaseName: "appdb",
        owner: "app_owner",
        account: "vault",
      }),
    }).addRole("reader", { privileges: Privileges.readOnly() });
    const myapp = new AppRoleAuth(stack, "approle").addWorkload("myapp", {
      secretIdTtl: Duration.minutes(10),
      token: VaultToken.periodic(Duration.hours(1)),
    });
    role.grantRead(myapp);
    myapp.agent({ ...LOGIN, templates: [file(role, changes)] });
  };

export const BAD_AGENTS: readonly BadInput[] = [
  [
    "a file twice",
    withAgent((role) => ({ templates: [file(role), file(role)] })),
    "file-path",
    AGENT,
    '"/run/myapp/db.json" is used twice, so that one overwrites the other',
    "give each file its own path",
  ],
  [
    "a file over that of the secret ID",
    writing({ destination: LOGIN.secretIdFile }),
    "file-path",
    AGENT,
    '"/run/myapp/secret-id" is used twice, so that one overwrites the other',
    "give each file its own path",
  ],
  [
    "a file over the one that says whom to signal",
    writing({ onChange: OnChange.signal("SIGHUP", { pidFile: "/run/myapp/db.json" }) }),
    "file-path",
    AGENT,
    '"/run/myapp/db.json" is used twice, so that one overwrites the other',
    "give each file its own path",
  ],
  [
    "a file over the CA that it tells of",
    writing({ caFile: "/run/myapp/db.json" }),
    "file-path",
    AGENT,
    '"/run/myapp/db.json" is used twice, so that one overwrites the other',
    "give each file its own path",
  ],
  [
    "a file where a directory has to be",
    writing({ destination: "/run/myapp" }),
    "file-path",
    AGENT,
    '"/run/myapp" is a file, and a directory of another one',
    "give each file its own path",
  ],
  [
    "a path with two slashes, by which a file would be there twice",
    withAgent((role) => ({ templates: [file(role), file(role, { destination: "/run//myapp/db.json" })] })),
    "file-path",
    AGENT,
    'destination "/run//myapp/db.json" is not the absolute path of a file',
    FILE,
  ],
  [
    "a mode that is none to the agent, which would let everybody read",
    writing({ mode: "0000" }),
    "agent-file-mode",
    AGENT,
    'the mode of "/run/myapp/db.json" is 0000, with which not even its owner may read it',
    "use 0600, or 0400",
  ],
  [
    "a token that its owner may not read",
    beside({ sink: { path: "/run/myapp/token", mode: "0200" } }),
    "agent-file-mode",
    AGENT,
    "the sink's mode is 0200, with which not even its owner may read it",
    "use 0600, or 0400",
  ],
  [
    "a token in a file with a credential",
    beside({ sink: { path: "/run/myapp/db.json" } }),
    "file-path",
    AGENT,
    '"/run/myapp/db.json" is used twice, so that one overwrites the other',
    "give each file its own path",
  ],
  [
    "a file that others may read",
    writing({ mode: "0644" }),
    "agent-file-mode",
    AGENT,
    'the mode of "/run/myapp/db.json" is 0644, which lets others at the file',
    "end it with 0, 0600 or 0640 with a group, so that nobody but owner and group may read it",
  ],
  [
    "a token that others may read",
    beside({ sink: { path: "/run/myapp/token", mode: "604" } }),
    "agent-file-mode",
    AGENT,
    "the sink's mode is 604, which lets others at the file",
    "end it with 0, 0600 or 0640 with a group, so that nobody but owner and group may read it",
  ],
  [
    "a mode that is a word",
    writing({ mode: "private" }),
    "agent-file-mode",
    AGENT,
    'the mode of "/run/myapp/db.json" is "private", which is not the mode of a file',
    "write it in octal: 0600",
  ],
  [
    "a relative path",
    writing({ destination: "db.json" }),
    "file-path",
    AGENT,
    'destination "db.json" is not the absolute path of a file',
    FILE,
  ],
  [
    "a path that goes up",
    writing({ destination: "/run/../etc/shadow" }),
    "file-path",
    AGENT,
    'destination "/run/../etc/shadow" is not the absolute path of a file',
    FILE,
  ],
  [
    "a path that only Terraform knows",
    withAgent((role, stack) => ({
      templates: [file(role, { destination: new TerraformVariable(stack, "path", {}).stringValue })],
    })),
    "file-path",
    AGENT,
    "the destination is known only when Terraform runs",
    TEXT,
  ],
  [
    "a relative path of the secret ID",
    beside({ secretIdFile: "secret-id" }),
    "file-path",
    AGENT,
    'secretIdFile "secret-id" is not the absolute path of a file',
    FILE,
  ],
  [
    "a relative path of the token",
    beside({ sink: { path: "token" } }),
    "file-path",
    AGENT,
    'the sink\'s path "token" is not the absolute path of a file',
    FILE,
  ],
  [
    "a relative path of a CA",
    writing({ caFile: "ca.pem" }),
    "file-path",
    AGENT,
    'caFile "ca.pem" is not the absolute path of a file',
    FILE,
  ],
  [
    "an owner with a space",
    writing({ owner: { user: "my app" } }),
    "agent-file-owner",
    AGENT,
    '"my app" is not the name of a user',
    "use a name, or a number, of where the agent runs",
  ],
  [
    "a signal that doesn't exist",
    writing({ onChange: OnChange.signal("SIGRELOAD" as Signal, { pidFile: "/run/myapp.pid" }) }),
    "agent-signal",
    AGENT,
    'onChange has the signal "SIGRELOAD", which no program can take',
    SIGNALS,
  ],
  [
    "a signal that ends a program before it can take it",
    writing({ onChange: OnChange.signal("SIGKILL" as Signal, { pidFile: "/run/myapp.pid" }) }),
    "agent-signal",
    AGENT,
    'onChange has the signal "SIGKILL", which no program can take',
    SIGNALS,
  ],
  [
    "a signal to a relative path",
    writing({ onChange: OnChange.signal("SIGHUP", { pidFile: "myapp.pid" }) }),
    "file-path",
    AGENT,
    'pidFile "myapp.pid" is not the absolute path of a file',
    FILE,
  ],
  [
    "a command that is a shell's line",
    writing({ onChange: OnChange.command(["systemctl reload myapp"]) }),
    "agent-command",
    AGENT,
    'the command of onChange has a line, "systemctl reload myapp", for a program',
    COMMAND,
  ],
  [
    "a command with a variable",
    writing({ onChange: OnChange.command(["kill", "${PID}"]) }),
    "agent-command",
    AGENT,
    'the command of onChange has "${" in it, which nothing replaces: it is no shell\'s line',
    "write what is meant",
  ],
  [
    "a command with a NUL",
    writing({ onChange: OnChange.command(["reload", "a\0b"]) }),
    "agent-command",
    AGENT,
    "the command of onChange has a NUL in it, with which no program can be started",
    COMMAND,
  ],
  [
    "two commands as a shell joins them",
    supervising(["cd", "/srv", "&&", "node", "server.js"]),
    "agent-command",
    AGENT,
    'the command of the process has "&&" in it, which the program would get as an argument: no shell reads it',
    'start a shell: ["/bin/sh", "-c", "…"]',
  ],
  [
    "a command of no time",
    writing({ onChange: OnChange.command(["reload"], { timeout: Duration.seconds(0) }) }),
    "duration",
    AGENT,
    "the timeout of onChange is 0 seconds, which is not a valid length of time",
    "use a whole number of seconds, minutes, hours or days, above zero",
  ],
  [
    "a process without a program",
    supervising([]),
    "agent-command",
    AGENT,
    "the command of the process names no program",
    COMMAND,
  ],
  [
    "a process that is stopped by no signal",
    supervising(["myapp"], "SIGSTOP"),
    "agent-signal",
    AGENT,
    'stopSignal has the signal "SIGSTOP", which no program can take',
    SIGNALS,
  ],
  [
    "a process beside files",
    withAgent((role) => ({
      templates: [file(role)],
      process: AgentProcess.supervise({ command: ["myapp"], environment: [{ role }] }),
    })),
    "agent-mode",
    AGENT,
    "it has templates and a process, which neither Vault's agent nor OpenBao's takes together",
    "give the process its credentials by its environment, or start it by something else",
  ],
  [
    "a process without a credential",
    withAgent(() => ({ process: AgentProcess.supervise({ command: ["myapp"], environment: [] }) })),
    "agent-mode",
    AGENT,
    "its process is given no credential",
    "name a role in environment, or leave the process out",
  ],
  [
    "an agent that does nothing",
    withAgent(() => ({})),
    "agent-mode",
    AGENT,
    "it has nothing to write",
    "give it templates, a process or a sink",
  ],
  [
    "one variable of a process for two credentials",
    withAgent((role) => ({
      process: AgentProcess.supervise({
        command: ["myapp"],
        environment: [
          { role, variables: { DB_USER: "user", DB_PASSWORD: "password" } },
          { role, variables: { DB_USER: "user", DB_URL: "url" } },
        ],
      }),
    })),
    "credential-variable",
    AGENT,
    "the environment of the process has DB_USER twice",
    "give each credential variables of its own",
  ],
  [
    "a file of no variables",
    variables({}),
    "credential-variable",
    AGENT,
    "variables is empty, so that nothing of the credential is told",
    'name some, as { DATABASE_URL: "url" }, or leave variables out for libpq\'s',
  ],
  [
    "a process of no variables, which no agent starts",
    withAgent((role) => ({
      process: AgentProcess.supervise({ command: ["myapp"], environment: [{ role, variables: {} }] }),
    })),
    "credential-variable",
    AGENT,
    "variables is empty, so that nothing of the credential is told",
    'name some, as { DATABASE_URL: "url" }, or leave variables out for libpq\'s',
  ],
  [
    "a variable that no shell takes",
    variables({ "db.user": "user" }),
    "credential-variable",
    AGENT,
    '"db.user" is not the name of an environment variable',
    "write it like DB_USER",
  ],
  [
    "a variable for what isn't there",
    variables({ DB_USER: "username" }),
    "credential-variable",
    AGENT,
    'variable DB_USER is to hold "username"',
    "use one of host, port, database, user, password, sslmode, sslrootcert, target_session_attrs, url",
  ],
  [
    "a variable for a CA that isn't given",
    variables({ PGSSLROOTCERT: "sslrootcert" }),
    "credential-variable",
    AGENT,
    "variable PGSSLROOTCERT is to hold the CA's file, and there is none",
    "give caFile",
  ],
  [
    "a service with a bracket",
    withAgent((role) => ({
      templates: [AgentTemplate.pgService({ role, destination: "/run/myapp/service", service: "app]" })],
    })),
    "agent-service",
    AGENT,
    '"app]" can\'t be the name of a service',
    "use letters, digits, dashes, dots and underscores",
  ],
  [
    "the address of a Vault that has a password in it",
    beside({ vaultAddress: "https://admin:secret@vault.internal:8200" }),
    "vault-address",
    AGENT,
    'vaultAddress "…@vault.internal:8200" is not the address of a server',
    "write scheme, host and port: https://vault.internal:8200",
  ],
  [
    "the address of a Vault with a port out of range",
    beside({ vaultAddress: "https://vault.internal:82000" }),
    "vault-address",
    AGENT,
    'vaultAddress "https://vault.internal:82000" is not the address of a server',
    "write scheme, host and port: https://vault.internal:8200",
  ],
  [
    "the address of a Vault that is none of IPv6",
    beside({ vaultAddress: "https://[::1::]:8200" }),
    "vault-address",
    AGENT,
    'vaultAddress "https://[::1::]:8200" is not the address of a server',
    "write scheme, host and port: https://vault.internal:8200",
  ],
  [
    "an sslmode that takes a connection without encryption, too",
    writing({ sslMode: "prefer" as SslMode }),
    "server-address",
    AGENT,
    'sslMode is "prefer", by which nobody can tell whether a connection is encrypted',
    "use one of disable, require, verify-ca, verify-full",
  ],
  [
    "the host of a server with a scheme",
    writing({ endpoint: { host: "postgres://pooler" } }),
    "server-address",
    AGENT,
    '"postgres://pooler" is not a host name or an IP address',
    "write the name or the address alone, without scheme, port, user or path; an IPv6 address in brackets",
  ],
  [
    "the host of a server that only Terraform knows",
    withAgent((role, stack) => ({
      templates: [file(role, { endpoint: { host: new TerraformVariable(stack, "host", {}).stringValue } })],
    })),
    "server-address",
    AGENT,
    'the host of role "app-readonly" is known only when Terraform runs',
    TEXT,
  ],
  [
    "an endpoint of no hosts",
    writing({ endpoint: { hosts: [] } }),
    "server-address",
    AGENT,
    "the hosts of an endpoint are none",
    "name at least one",
  ],
  [
    "hosts of which none is taken",
    writing({ endpoint: { hosts: [{ host: "a" }], targetSessionAttrs: "master" as TargetSessionAttrs } }),
    "server-address",
    AGENT,
    'targetSessionAttrs of an endpoint is "master"',
    "use one of any, read-write, read-only, primary, standby, prefer-standby",
  ],
  [
    "a variable for which of several servers is taken, and there is one",
    variables({ PGTARGETSESSIONATTRS: "target_session_attrs" }),
    "credential-variable",
    AGENT,
    "variable PGTARGETSESSIONATTRS is to hold which of several servers is taken, and there is one",
    "give hosts, or leave it out",
  ],
  [
    "a port out of range",
    writing({ endpoint: { host: "pooler", port: 0 } }),
    "server-address",
    AGENT,
    "the port of an endpoint is 0",
    "use a whole number from 1 to 65535",
  ],
  [
    "no address of a connection from elsewhere",
    elsewhere({ sslMode: "verify-full" }),
    "server-address",
    AGENT,
    'endpoint is missing: the connection of role "reader" was configured elsewhere',
    "give endpoint, as the workload sees the server",
  ],
  [
    "no sslmode of a connection from elsewhere",
    elsewhere({ endpoint: { host: "postgres.internal" } }),
    "server-address",
    AGENT,
    'sslMode is missing: the connection of role "reader" was configured elsewhere',
    "give sslMode, as the workload sees the server",
  ],
  [
    "a role that the workload may not read",
    (stack) => {
      const { reader, writer } = addRoles(stack);
      const myapp = new AppRoleAuth(stack, "approle").addWorkload("myapp", {
        secretIdTtl: Duration.minutes(10),
        token: VaultToken.periodic(Duration.hours(1)),
      });
      reader.grantRead(myapp);
      myapp.agent({ ...LOGIN, templates: [file(writer)] });
    },
    "credential-grant",
    AGENT,
    'it reads database/creds/app-readwrite, which workload "myapp" may not read',
    "call grantRead(workload) on the role",
  ],
  [
    "a second agent",
    (stack) =>
      withAgent((role) => ({ templates: [file(role)] }))(stack).agent({
        ...LOGIN,
        sink: { path: "/run/myapp/token" },
      }),
    "duplicate-name",
    "bad/approle/myapp/agent-agent",
    'agent configuration "approle-myapp.agent.json" is already taken by bad/approle/myapp/agent',
    "call agent(…) once, with all of its templates",
  ],
  [
    "a secret ID that ends before the agent logs in again",
    withAgent((role) => ({ templates: [file(role)] }), {
      secretIdUses: 10,
      token: bounded(Duration.hours(4)),
    }),
    "agent-login",
    AGENT,
    "its token ends after 4 hours at most, and its secret ID ends after 10 minutes: the agent can't log in again",
    "use VaultToken.periodic(…), which doesn't end while the agent runs, or a secretIdTtl above 4 hours",
  ],
  [
    "a secret ID of one use for an agent that logs in again",
    withAgent((role) => ({ templates: [file(role)] }), {
      secretIdTtl: Duration.hours(24),
      token: bounded(Duration.hours(4)),
    }),
    "agent-login",
    AGENT,
    "its token ends after 4 hours at most, and its secret ID has one use: the agent can't log in again",
    "use VaultToken.periodic(…), which doesn't end while the agent runs, or 6 or more as secretIdUses",
  ],
  [
    "a token that ends before the lease it carries",
    withAgent((role) => ({ templates: [file(role)] }), {
      secretIdTtl: Duration.hours(1),
      secretIdUses: 10,
      token: VaultToken.bounded({ ttl: Duration.minutes(30), maxTtl: Duration.minutes(30) }),
    }),
    "agent-token",
    "bad/approle/myapp",
    'its token ends after 30 minutes at most, before a lease of "app-readonly", which is of 1 hour',
    "use VaultToken.periodic(…), raise maxTtl of the token, or lower defaultTtl of the role",
  ],
  [
    "an agent with a secret ID that can be used without end",
    withAgent((role) => ({ templates: [file(role)] }), { secretIdUses: 0 }),
    "secret-id-uses",
    "bad/approle/myapp",
    "secretIdUses is 0, which Vault takes for any number",
    "use a whole number of 1 or more",
  ],
];
