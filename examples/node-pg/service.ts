import { setTimeout as sleep } from "node:timers/promises";
import { agentFile } from "./agent-file";
import { Database } from "./database";
import { leasedCredentials } from "./leased-credentials";
import { Vault } from "./vault";

const env = process.env as Record<string, string>;
const stopping = new AbortController();
process.once("SIGTERM", () => stopping.abort());

const database = new Database();
const counts = { answered: 0, failed: 0 };
const report = () => console.log(JSON.stringify(counts));

/** Stands for what a service does, once for each of those that it serves at the same time. */
async function serve(): Promise<void> {
  while (!stopping.signal.aborted) {
    try {
      await database.query("SELECT pg_sleep(CASE WHEN random() < 0.01 THEN 0.5 ELSE 0.03 END)");
      counts.answered++;
    } catch (error) {
      counts.failed++;
      console.error((error as Error).message);
      await sleep(100);
    }
  }
}

async function run(vault?: Vault): Promise<void> {
  const credentials = vault
    ? leasedCredentials(vault, env.VAULT_CREDENTIAL!, stopping.signal)
    : agentFile(env.DATABASE_CREDENTIAL_FILE!, stopping.signal);
  const served: Promise<void>[] = [];
  const reports = setInterval(report, 1_000);
  try {
    for await (const credential of credentials) {
      database.replace(credential);
      // Twice as many as there are connections: some always wait for one.
      while (served.length < 8) served.push(serve());
    }
  } finally {
    stopping.abort();
    await Promise.all(served);
    await database.end();
    await vault?.logOut();
    clearInterval(reports);
    report();
  }
}

async function main(): Promise<void> {
  const { VAULT_ADDR, VAULT_ROLE_ID, VAULT_SECRET_ID_FILE } = env;
  try {
    await run(VAULT_ADDR ? await Vault.logIn(VAULT_ADDR, VAULT_ROLE_ID!, VAULT_SECRET_ID_FILE!) : undefined);
  } catch (error) {
    if ((error as Error).name === "AbortError") return;
    console.error((error as Error).message);
    process.exitCode = 2;
  }
}

void main();
