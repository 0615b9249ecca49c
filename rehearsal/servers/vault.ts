import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { RehearsalError } from "../rehearsal-error";
import { VaultClient } from "../vault-client";
import { freePort } from "./free-port";
import type { Workspace } from "./workspace";

const run = promisify(execFile);
const START_TIMEOUT_MS = 30_000;

/** A throwaway Vault or OpenBao on loopback, unsealed, with everything in memory. */
export interface Vault {
  readonly product: "Vault" | "OpenBao";
  readonly version: string;
  /** As root. */
  readonly client: VaultClient;
}

/** Starts a development server. @param caFile the CA that its host trusts, in PEM */
export async function startVault(workspace: Workspace, binary: string, caFile: string): Promise<Vault> {
  const [{ stdout }, port] = await Promise.all([run(binary, ["version"]), freePort()]);
  const product = stdout.startsWith("OpenBao") ? "OpenBao" : "Vault";
  const token = randomBytes(24).toString("hex");
  workspace.secrets.add(token);
  const args = [
    "server",
    "-dev",
    "-dev-no-store-token",
    `-dev-listen-address=127.0.0.1:${port}`,
    "-log-level=error",
  ];
  if (product === "OpenBao") args.push(`-config=${writeConfig(workspace)}`);
  const env = {
    PATH: process.env.PATH,
    SystemRoot: process.env.SystemRoot,
    HOME: workspace.directory,
    SSL_CERT_FILE: caFile,
    // Not as an argument, which every user of this machine could read.
    VAULT_DEV_ROOT_TOKEN_ID: token,
    BAO_DEV_ROOT_TOKEN_ID: token,
  };
  workspace.start(product, binary, args, { env, cwd: workspace.directory }, "SIGKILL");
  const client = new VaultClient(`http://127.0.0.1:${port}`, token);
  const version = await Promise.race([whenReady(client, product), workspace.failure]);
  return { product, version, client };
}

/** OpenBao takes audit devices over its API only when it is told so. */
function writeConfig(workspace: Workspace): string {
  const path = join(workspace.directory, "openbao.json");
  writeFileSync(path, JSON.stringify({ unsafe_allow_api_audit_creation: true }));
  return path;
}

/** @returns the server's version */
async function whenReady(client: VaultClient, product: string): Promise<string> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    try {
      const health = await client.request("GET", "sys/health");
      return String(health.version);
    } catch (cause) {
      if (Date.now() > deadline) {
        throw new RehearsalError(`${product} doesn't answer.`, "Is this machine very busy? Try again.", {
          cause,
        });
      }
      await sleep(20);
    }
  }
}
