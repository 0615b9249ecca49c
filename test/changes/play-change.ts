import { Session } from "../../clients/postgres-session";
import { VaultError } from "../../clients/vault-client";
import { type Lease, Leases } from "../../contract/leases";
import { type AppliedStack, ApplyError } from "../../rehearsal/apply/applier";
import { DirectApplier } from "../../rehearsal/apply/direct-applier";
import { PostgresTarget } from "../../rehearsal/apply/postgres-target";
import { prepareStack, type PreparedStack } from "../../rehearsal/prepared-stack";
import type { PostgresVersion } from "../../rehearsal/servers/postgres-binaries";
import { substitute } from "../../rehearsal/stack/substitutions";
import { withWorkspace } from "../../rehearsal/with-workspace";
import { whatIsLeft } from "../terraform/what-is-left";
import { type Synthesized, synthesized } from "../terraform/synthesized";
import { TerraformStack } from "cdktf";
import type { ChangeKind } from "./kinds";

/** What an applier is asked to do, one after the other. */
export interface TriedApplier {
  apply(synthesized: Synthesized): Promise<Outcome>;
  destroy(): Promise<Outcome>;
  /** Ends its sessions. @default - it has none */
  close?(): Promise<void>;
}

/** How an apply went. */
export interface Outcome {
  /** What a server refused: the resource's address, and what the server said. */
  readonly refusals: readonly { readonly address: string; readonly says: string }[];
  /** `update vault_mount.database`; nothing where it was refused: what is done meanwhile depends on which is begun first. */
  readonly changes: readonly string[];
}

/** How a change went. */
export interface PlayedChange {
  /** While others are leased. */
  readonly first: Outcome;
  readonly leftThen: object;
  /** The same once more, where the first was refused: after all leases were revoked. */
  readonly afterwards?: Outcome;
  /** The same once more: what Terraform would change although nobody did. */
  readonly again: Outcome;
  readonly left: object;
}

/** Deploys a stack, issues what is to be leased, and changes it. */
export function playChange(
  kind: ChangeKind,
  postgres: PostgresVersion,
  applierOn: (prepared: PreparedStack, before: Synthesized, directory: string) => Promise<TriedApplier>,
): Promise<PlayedChange> {
  const before = synthesizedShop(kind.before);
  const after = kind.after && synthesizedShop(kind.after);
  return withWorkspace(async (workspace) => {
    const props = { postgres, env: process.env, notify: () => undefined };
    const prepared = await prepareStack(before.stack, workspace, props);
    const applier = await applierOn(prepared, before, workspace.directory);
    const { refusals } = await applier.apply(onServers(before, prepared));
    expect(refusals).toEqual([]);
    await migrate(prepared, kind.migration);
    const { leases, sessions } = await lease(prepared, kind.leased ?? []);
    const change = () => (after ? applier.apply(onServers(after, prepared)) : applier.destroy());
    const first = await change();
    const leftThen = comparable(await whatIsLeft(prepared));
    await Promise.all(sessions.map((session) => session.close().catch(() => undefined)));
    const afterwards = first.refusals.length ? await revoke(prepared, leases).then(change) : undefined;
    const again = await change();
    await Promise.all([applier.close?.(), prepared.close()]);
    return { first, leftThen, afterwards, again, left: comparable(await whatIsLeft(prepared)) };
  });
}

function synthesizedShop(build: (stack: TerraformStack) => void): Synthesized {
  return synthesized("test", (app) => build(new TerraformStack(app, "test")));
}

function onServers({ stack, configuration }: Synthesized, { servers }: PreparedStack): Synthesized {
  return { stack: substitute(stack, servers).stack, configuration };
}

/** As the owner, whose the database is for all who migrate it. */
async function migrate({ servers, stack }: PreparedStack, sql = ""): Promise<void> {
  const [database] = stack.access.databases;
  if (!database) return;
  const server = servers.serverOf(database);
  await Session.with(server, database.name, server.superuser, async (session) => {
    await session.query(`SET ROLE "${database.owner}"`);
    await session.query(`CREATE TABLE customers (id serial, name text); ${sql}`);
  });
}

/** Leases of credentials, each with a session. */
async function lease({ servers, stack }: PreparedStack, paths: readonly string[]) {
  const [database] = stack.access.databases;
  const issued = new Leases(servers.vault.client);
  const leases: Lease[] = [];
  const sessions: Session[] = [];
  for (const path of database ? paths : []) {
    const each = await issued.issue(path);
    leases.push(each);
    sessions.push(await Session.open(servers.serverOf(database!), database!.name, each));
  }
  return { leases, sessions };
}

/** As an operator does before the second try; what can't be revoked any more is for a third. */
async function revoke({ servers }: PreparedStack, leases: readonly Lease[]): Promise<void> {
  const { client } = servers.vault;
  for (const { id } of leases)
    await client.request("POST", "sys/leases/revoke", { lease_id: id, sync: true }).catch(() => undefined);
}

/** The rehearsal's own applier. */
export function builtIn({ servers, deployer: vault, variables }: PreparedStack): Promise<TriedApplier> {
  const [endpoint = ""] = servers.endpoints.all;
  const { host, port, admin } = servers.at(endpoint);
  const target = new PostgresTarget({ host, port, ...admin });
  const applier = new DirectApplier({ vault, variables, postgresOf: () => target });
  return Promise.resolve({
    apply: ({ stack }) => outcomeOf(applier.apply(stack)),
    destroy: () => outcomeOf(applier.destroy()),
    close: () => target.close(),
  });
}

async function outcomeOf(applied: Promise<Pick<AppliedStack, "changes">>): Promise<Outcome> {
  try {
    const { changes } = await applied;
    return { refusals: [], changes: changes.map(({ action, address }) => `${action} ${address}`).sort() };
  } catch (error) {
    if (!(error instanceof ApplyError)) throw error;
    const refusals = [error, ...error.others].map(({ resource, cause }) => ({
      address: resource.address,
      says: wordsOf(cause as Error),
    }));
    return { refusals: refusals.sort((one, other) => (one.address < other.address ? -1 : 1)), changes: [] };
  }
}

/** What the server said, without who asked it how. */
function wordsOf(cause: Error): string {
  const said = cause instanceof VaultError ? cause.errors.join(" ") : cause.message;
  return said.replace(/\s+/g, " ").trim();
}

/** Without what differs from lease to lease. */
function comparable(left: object): object {
  const text = JSON.stringify(left)
    .replace(/v-(\w+)-([\w-]+?)-\w{20}-\d+/g, "v-$1-$2")
    .replace(/"rolvaliduntil":"[^"]*"/g, '"rolvaliduntil":"later"');
  return JSON.parse(text) as object;
}
