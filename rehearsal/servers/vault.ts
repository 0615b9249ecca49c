import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { RehearsalError } from "../../clients/could-not-tell";
import { VaultClient } from "../../clients/vault-client";
import type { ChildProcess } from "./child-process";
import { ANSWER_TIMEOUT_MS, freePort, startOnFreePort } from "./free-port";
import { isOfPackage } from "./openbao-package";
import type { Workspace } from "./workspace";

/** How long it may take to tell its version. */
const VERSION_TIMEOUT_MS = 10_000;

/** A throwaway Vault or OpenBao on loopback, unsealed, with everything in memory. */
export interface Vault {
  readonly product: "Vault" | "OpenBao";
  readonly version: string;
  /** The program, which is an agent, too. */
  readonly binary: string;
  /** As root. */
  readonly client: VaultClient;
  readonly process: ChildProcess;
  /** What of its configuration declares audit devices: OpenBao reads it again on SIGHUP. */
  readonly auditFile: string;
}

/** Lets OpenBao take audit devices over its API, as Vault does. It is refused where its configuration declares them. */
const TAKES_AUDIT_DEVICES = "unsafe_allow_api_audit_creation = true\n";

/** Starts a development server. @param caFile the CA that its host trusts, in PEM */
export async function startVault(
  workspace: Workspace,
  binary: string,
  caFile: string,
  choosePort = freePort,
): Promise<Vault> {
  const token = randomBytes(24).toString("hex");
  workspace.secrets.add(token);
  const env = {
    PATH: process.env.PATH,
    SystemRoot: process.env.SystemRoot,
    HOME: workspace.directory,
    SSL_CERT_FILE: caFile,
    // Not as an argument, which every user of this machine could read.
    VAULT_DEV_ROOT_TOKEN_ID: token,
    BAO_DEV_ROOT_TOKEN_ID: token,
  };
  const { directory } = workspace;
  const product = await productOf(workspace, binary, env);
  const args = ["server", "-dev", "-dev-no-store-token", "-log-level=error"];
  // Besides the development server's own, which believes no address.
  let listener = 0;
  const configFile = () => join(directory, `vault-${listener}.json`);
  const auditFile = () => join(directory, `vault-${listener}-audit.hcl`);
  const { answer: client, server } = await startOnFreePort({
    workspace,
    start: (port) =>
      workspace.start({
        name: product,
        command: binary,
        args: [
          ...args,
          `-config=${configFile()}`,
          `-config=${auditFile()}`,
          `-dev-listen-address=127.0.0.1:${port}`,
        ],
        env,
        directory,
      }),
    ask: () => clientOf(listener, token),
    choosePort: async () => {
      listener = await freePort();
      writeFileSync(configFile(), JSON.stringify(configuration(listener)));
      writeFileSync(auditFile(), product === "OpenBao" ? TAKES_AUDIT_DEVICES : "");
      return choosePort();
    },
  });
  // A development server has a mount there that a real one doesn't have.
  await client.request("DELETE", "sys/mounts/secret");
  const { version } = await client.request("GET", "sys/health");
  return { product, version: String(version), binary, client, process: server, auditFile: auditFile() };
}

async function productOf(
  workspace: Workspace,
  binary: string,
  env: NodeJS.ProcessEnv,
): Promise<Vault["product"]> {
  if (isOfPackage(binary)) return "OpenBao";
  const version = { name: binary, command: binary, args: ["version"], env, directory: workspace.directory };
  const [product] = /OpenBao|Vault/.exec(await workspace.run(version, VERSION_TIMEOUT_MS)) ?? [];
  if (product) return product as Vault["product"];
  throw new RehearsalError(`"${binary}" is neither Vault nor OpenBao.`, "Name one of them in VAULT_BINARY.");
}

/** Its storage can be listed, and it believes its clients' addresses, so that a limit for each of them is not one for all. */
function configuration(port: number): object {
  const tcp = {
    address: `127.0.0.1:${port}`,
    tls_disable: true,
    x_forwarded_for_authorized_addrs: "127.0.0.1",
    x_forwarded_for_reject_not_present: false,
  };
  return { raw_storage_endpoint: true, listener: [{ tcp }] };
}

/** A client that is root: somebody else's server on the same port doesn't know the token. */
async function clientOf(port: number, token: string): Promise<VaultClient> {
  const client = new VaultClient(`http://127.0.0.1:${port}`, token);
  const signal = AbortSignal.timeout(ANSWER_TIMEOUT_MS);
  const { data } = await client.request("GET", "auth/token/lookup-self", undefined, signal);
  if (data?.id !== token) throw new Error("what it says is not what Vault says");
  return client;
}
