import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { VaultClient } from "../../clients/vault-client";
import { asSuperuser } from "../rehearsal/attack";
import { Agent } from "./agent";
import type { Example } from "./examples";
import { OldSessions } from "./old-sessions";
import { PostgresLog } from "./postgres-log";
import { type Counts, type Program, Service } from "./service";
import { ShortLeases } from "./short-leases";

/** How many users the database has to have seen of each service: five replacements. */
const USERS = 6;
const LONGEST_MS = 80_000;
/** How soon users have to be gone that a service gave back. Nobody's ends that soon by itself. */
const GIVEN_BACK_MS = 1_000;

/** What a session may be told that its client has just closed, when its user is given back right after. */
const CUT_OFF = /terminating connection due to administrator command/;

/** An example that can run here. */
export interface Runnable {
  readonly example: Example;
  readonly program: Program;
}

/** What became of a service. */
export interface Outcome {
  readonly counts: Counts;
  readonly rate: number;
  readonly errors: readonly string[];
  readonly exit: number | NodeJS.Signals;
  /** As whom it has logged in to the database. */
  readonly users: readonly string[];
  /** Those of them who were there when it had ended. */
  readonly left: readonly string[];
}

/** An example as it is, both ways, and in each way that has to fail. */
export interface Trial {
  readonly inCode: Outcome;
  readonly fromFile: Outcome;
  readonly withoutSwap: Outcome;
  readonly openedToken: Pick<Outcome, "exit" | "errors">;
  readonly foreignToken: Pick<Outcome, "exit" | "errors">;
}

/** What became of the examples, by their names, and of the database meanwhile. */
export interface Trials {
  readonly of: ReadonlyMap<string, Trial>;
  /** What PostgreSQL's log has of failures, but for those of the services without a swap. */
  readonly failures: readonly string[];
  /** Services of which a session went on though its user was gone. */
  readonly oldSessions: readonly string[];
}

/** Runs all examples at once until each has replaced its credential five times, during which the agent restarts. */
export function tryExamples(runnables: readonly Runnable[]): Promise<Trials> {
  return ShortLeases.with(async (servers) => {
    // Compilers run before there is anything that ends in seconds.
    const twinPrograms = runnables.map(({ example }) => withoutSwap(example, servers.workspace.directory));
    const log = await PostgresLog.of(servers.deployment);
    const sessions = new OldSessions(servers.deployment);
    const agent = await Agent.start(servers);
    const started = await Promise.all(
      runnables.map((runnable, index) => start(servers, runnable, twinPrograms[index] as Program, agent)),
    );
    const fromFile = started.map((each) => each.fromFile);
    await until(log, 3, fromFile);
    await agent.restart();
    await until(log, USERS, [...fromFile, ...started.map(({ inCode }) => inCode)]);
    const twins = () => started.flatMap(({ withoutSwap }) => log.usersOf(withoutSwap.name));
    const failures = log.failuresBut(twins());
    const trials = await Promise.all(
      started.map(async ({ name, inCode, fromFile, withoutSwap, refused }) => {
        const outcomes = [inCode, fromFile, withoutSwap].map((each) => stop(servers, log, each));
        const [own, read, twin] = (await Promise.all(outcomes)) as [Outcome, Outcome, Outcome];
        return [name, { inCode: own, fromFile: read, withoutSwap: twin, ...(await refused) }] as const;
      }),
    );
    await sessions.end();
    const later = log.failuresBut(twins()).slice(failures.length);
    failures.push(...later.filter((line) => !CUT_OFF.test(line)));
    return { of: new Map(trials), failures, oldSessions: [...sessions.found] };
  });
}

async function start(servers: ShortLeases, { example, program }: Runnable, twin: Program, agent: Agent) {
  const { name } = example;
  const inCode = new Service(servers, name, program, await servers.login());
  const fromFile = new Service(servers, `${name}-from-file`, program, {
    DATABASE_CREDENTIAL_FILE: agent.file,
  });
  const without = new Service(servers, `${name}-without-swap`, twin, await servers.login());
  await Promise.all([inCode, fromFile, without].map((service) => service.isReady()));
  return { name, inCode, fromFile, withoutSwap: without, refused: refusals(servers, { example, program }) };
}

/** The same program but for the swap, in a directory of its own. */
function withoutSwap({ name, swap, program }: Example, directory: string): Program {
  const copy = join(directory, name);
  cpSync(join(__dirname, "../../examples", name), copy, { recursive: true });
  const path = join(copy, swap.file);
  const [before, after, ...more] = readFileSync(path, "utf8").split(swap.line);
  if (after === undefined || more.length)
    throw new Error(`${swap.file} of ${name} has not one line: ${swap.line}`);
  writeFileSync(path, before + swap.without + after);
  return program(copy);
}

async function refusals(
  servers: ShortLeases,
  { example, program }: Runnable,
): Promise<Pick<Trial, "openedToken" | "foreignToken">> {
  const opened = await servers.wrappedSecretId();
  await new VaultClient(servers.deployment.vault.address, opened).request("POST", "sys/wrapping/unwrap");
  const foreign = await servers.wrapped("sys/wrapping/wrap", {
    secret_id: "00000000-0000-0000-0000-000000000000",
  });
  const refused = async (token: string) => {
    const settings = { ...(await servers.login()), VAULT_SECRET_ID_FILE: servers.file(token) };
    const service = new Service(servers, `${example.name}-refused`, program, settings);
    return { exit: await service.end, errors: service.errors };
  };
  return { openedToken: await refused(opened), foreignToken: await refused(foreign) };
}

/** Waits until services have logged in to the database as so many users. */
async function until(log: PostgresLog, users: number, services: readonly Service[]): Promise<void> {
  const deadline = Date.now() + LONGEST_MS;
  const isDone = ({ name }: Service) => log.usersOf(name).length >= users;
  while (!services.every(isDone) && Date.now() < deadline) await sleep(250);
}

async function stop({ deployment }: ShortLeases, log: PostgresLog, service: Service): Promise<Outcome> {
  const { rate } = service;
  const exit = await service.stop();
  await sleep(GIVEN_BACK_MS);
  const users = log.usersOf(service.name);
  const left = await asSuperuser(deployment, (session) =>
    session.query("SELECT rolname FROM pg_roles WHERE rolname = ANY ($1)", [users]),
  );
  const { counts, errors } = service;
  return { counts, rate, errors, exit, users, left: left.map(({ rolname }) => String(rolname)) };
}
