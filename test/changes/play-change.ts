import { Session } from "../../clients/postgres-session";
import { VaultError } from "../../clients/vault-client";
import { Leases } from "../../contract/leases";
import { drain } from "../../drain/drain";
import { leasingRoles } from "../../drain/leases-that-go";
import { endSessionsOf, movedConnections } from "../../drain/moved-connections";
import { type AppliedStack, ApplyError } from "../../rehearsal/apply/applier";
import { DirectApplier } from "../../rehearsal/apply/direct-applier";
import { PostgresTargets } from "../../rehearsal/apply/postgres-targets";
import { prepareStackOn, type PreparedStack } from "../../rehearsal/prepared-stack";
import type { PostgresVersion } from "../../rehearsal/servers/postgres-binaries";
import { ThrowawayServers } from "../../rehearsal/servers/throwaway-servers";
import { withWorkspace } from "../../rehearsal/with-workspace";
import { whatIsLeft } from "../terraform/what-is-left";
import { drainerOf } from "./drainer";
import { type Synthesized, synthesized } from "../terraform/synthesized";
import { TerraformStack } from "cdktf";
import type { ChangeKind } from "./kinds";

/** What an applier is asked to do, one after the other. */
export interface TriedApplier {
  apply(prepared: PreparedStack, synthesized: Synthesized): Promise<Outcome>;
  destroy(): Promise<Outcome>;
  /** Ends its sessions. */
  close(): Promise<void>;
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

interface Leased {
  readonly id: string;
  readonly session: Session;
}

/**
 * Deploys a stack, issues what is to be leased, and changes it.
 *
 * @param isCleared whether what is in the way is taken out of it first, by whoever read what the change does
 */
export function playChange(
  kind: ChangeKind,
  version: PostgresVersion,
  applierIn: (directory: string) => TriedApplier,
  isCleared = false,
): Promise<PlayedChange> {
  const before = synthesizedShop(kind.before);
  const build = (isCleared && kind.instead) || kind.after;
  const after = build && synthesizedShop(build);
  return withWorkspace(async (workspace) => {
    const props = { postgres: version, env: process.env, notify: () => undefined };
    const stacks = [before, after].flatMap((each) => (each ? [each.stack.access] : []));
    const shared = await ThrowawayServers.start(stacks, workspace, props);
    const prepared = await prepareStackOn(shared, before.stack, workspace, {});
    const applier = applierIn(workspace.directory);
    const { refusals } = await applier.apply(prepared, before);
    expect(refusals).toEqual([]);
    await asOwner(prepared, `CREATE TABLE customers (id serial, name text); ${kind.migration ?? ""}`);
    const leased = await lease(prepared, kind.leased ?? []);
    if (isCleared) await clear(prepared, kind, after);
    const next = after && (await prepareStackOn(shared, after.stack, workspace, { before: prepared }));
    const change = () => (next ? applier.apply(next, after) : applier.destroy());
    const first = await change();
    const leftThen = comparable(await whatIsLeft(prepared));
    const afterwards = first.refusals.length ? await revoke(prepared, leased).then(change) : undefined;
    const again = await change();
    await Promise.all([applier, prepared, next].map((each) => each?.close()));
    return { first, leftThen, afterwards, again, left: comparable(await whatIsLeft(prepared)) };
  });
}

function synthesizedShop(build: (stack: TerraformStack) => void): Synthesized {
  return synthesized("test", (app) => build(new TerraformStack(app, "test")));
}

/** Takes what is in the way out of it: what is in a schema, and what is leased. */
async function clear(
  prepared: PreparedStack,
  { cleared = "" }: ChangeKind,
  after?: Synthesized,
): Promise<void> {
  await asOwner(prepared, cleared);
  const vault = await drainerOf(prepared);
  const before = prepared.stack.access;
  const roles = await leasingRoles(vault, before, after?.stack.access);
  const left = await drain(vault, roles, before.workloads, { notify: () => undefined });
  expect(left.flatMap(({ remaining }) => remaining)).toEqual([]);
  if (after) await endSessionsOf(vault, movedConnections(before, after.stack.access));
}

/** As the owner, whose the database is for all who migrate it. */
async function asOwner({ servers, stack }: PreparedStack, sql: string): Promise<void> {
  const [database] = stack.access.databases;
  if (!database) return;
  const server = servers.serverOf(database);
  await Session.with(server, database.name, server.superuser, async (session) => {
    await session.query(`SET ROLE "${database.owner}"`);
    await session.query(sql);
  });
}

/** Leases of credentials, each with a session. */
async function lease({ servers, stack }: PreparedStack, paths: readonly string[]): Promise<Leased[]> {
  const issued = new Leases(servers.vault.client);
  const [database] = stack.access.databases;
  if (!database) return [];
  return Promise.all(
    paths.map(async (path) => {
      const { id, ...login } = await issued.issue(path);
      return { id, session: await Session.open(servers.serverOf(database), database.name, login) };
    }),
  );
}

/** As an operator does before the second try; what can't be revoked any more is for a third. */
async function revoke({ servers }: PreparedStack, leased: readonly Leased[]): Promise<void> {
  const { client } = servers.vault;
  for (const { id, session } of leased) {
    await session.close().catch(() => undefined);
    await client.request("POST", "sys/leases/revoke", { lease_id: id, sync: true }).catch(() => undefined);
  }
}

/** The rehearsal's own applier. */
export function builtIn(): TriedApplier {
  const targets: PostgresTargets[] = [];
  let applier: DirectApplier | undefined;
  return {
    apply: ({ servers, deployer: vault, variables, stack }) => {
      const own = new PostgresTargets(servers);
      targets.push(own);
      const props = { vault, variables, postgresOf: (provider: string) => own.ofProvider(provider) };
      applier = applier?.following(props) ?? new DirectApplier(props);
      return outcomeOf(applier.apply(stack));
    },
    destroy: () => outcomeOf((applier as DirectApplier).destroy()),
    close: async () => void (await Promise.all(targets.map((each) => each.close()))),
  };
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
  return inOneLine(said);
}

/** What was said, without what differs from server to server and from lease to lease. */
export function inOneLine(said: string): string {
  return said
    .replace(/127\.0\.0\.1:\d+/g, "127.0.0.1")
    .replace(/(creds\/[\w-]+\/)\w+/g, "$1…")
    .replace(/\s+/g, " ")
    .trim();
}

/** Without what differs from lease to lease. */
function comparable(left: object): object {
  const text = JSON.stringify(left)
    .replace(/v-([\w-]*?)-\w{20}-\d{10}/g, "v-$1")
    .replace(/"rolvaliduntil":"[^"]*"/g, '"rolvaliduntil":"later"');
  return JSON.parse(text) as object;
}
