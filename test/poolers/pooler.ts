import { userInfo } from "node:os";
import { join } from "node:path";
import type { ClientConfig } from "pg";
import type { Workspace } from "../../rehearsal/servers";
import { startAgent } from "./agent";
import type { Database } from "./database";
import type { Pairs } from "./pairs";
import { startPgBouncer } from "./pgbouncer";
import { adapt, snippet } from "./snippets";
import { directoryWith, writeOwned } from "./unprivileged";

export type PoolMode = "session" | "transaction";

/** A PgBouncer with files of its own, in one directory: those of /etc/pgbouncer and of /run/pgbouncer. */
export class Pooler {
  private readonly directory: string;

  constructor(
    private readonly workspace: Workspace,
    private readonly database: Database,
    name: string,
  ) {
    this.directory = directoryWith(workspace, name, { "postgres-ca.pem": database.ca });
  }

  /** Where a client finds it. */
  get address(): ClientConfig {
    return { host: this.directory, port: 6432, database: "appdb" };
  }

  write(file: string, text: string): void {
    writeOwned(join(this.directory, file), text);
  }

  /** Writes `pgbouncer.ini`. @param text the one of docs/poolers.md that holds it */
  configure(text: string, mode: PoolMode, changes: Readonly<Record<string, string>> = {}): void {
    const ini = adapt(snippet(text), {
      ...this.paths,
      "pool_mode = transaction": `pool_mode = ${mode}`,
      ...changes,
    });
    // There are several on this machine.
    this.write("pgbouncer.ini", ini.replace("listen_addr = 127.0.0.1", "listen_addr ="));
  }

  /** Lets who runs this test in, without a password. */
  letIn(): void {
    const { username } = userInfo();
    this.write("hba.conf", adapt(snippet("local appdb"), { myapp: username }));
    this.write("userlist.txt", adapt(snippet('"myapp" ""'), { myapp: username }));
  }

  /** Starts the agent, and waits for its `databases.ini`. @param hcl its configuration, as docs/poolers.md has it */
  async startAgent(pairs: Pairs, hcl: string): Promise<void> {
    const configuration = this.agentConfiguration(hcl, pairs.deployment.vault.address);
    await startAgent(pairs, this.directory, configuration, "databases.ini");
  }

  async start(): Promise<void> {
    await startPgBouncer(this.workspace, this.directory);
  }

  private agentConfiguration(hcl: string, vaultAddress: string): string {
    return adapt(hcl, {
      ...this.paths,
      "https://vault.internal:8200": vaultAddress,
      "host=postgres.internal port=5432": `host=localhost port=${this.database.port}`,
      // As on a busy machine: who has two seconds more to be wrong shows it for certain.
      "kill -HUP": "sleep 2; kill -HUP",
      // PgBouncer's user may not run the agent here.
      '= "0600"': '= "0644"',
    });
  }

  private get paths(): Record<string, string> {
    return { "/etc/pgbouncer": this.directory, "/run/pgbouncer": this.directory };
  }
}
