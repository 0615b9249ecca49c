import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { AccessManifest } from "../../constructs";
import { isSameDatabase } from "../../contract/difference";
import { Endpoints } from "../stack/endpoints";
import type { CertificateAuthority, ServerCertificate } from "./certificate-authority";
import type { Workspace } from "./workspace";

/** Client certificates of Vault's accounts, as files on Vault's host. */
export class ClientCertificates {
  static async issue(
    workspace: Workspace,
    authority: CertificateAuthority,
    accounts: readonly string[],
  ): Promise<ClientCertificates> {
    const issued = [...new Set(accounts)].map(async (account, index) => {
      const certificate = await authority.issueToClient(account);
      const start = join(workspace.directory, `client-${index}`);
      const files = { certFile: `${start}.crt`, keyFile: `${start}.key` };
      writeFileSync(files.certFile, certificate.certificate, { mode: 0o600 });
      writeFileSync(files.keyFile, certificate.key, { mode: 0o600 });
      return [account, { ...certificate, ...files }] as const;
    });
    return new ClientCertificates(new Map(await Promise.all(issued)));
  }

  private constructor(
    private readonly byAccount: ReadonlyMap<
      string,
      ServerCertificate & { readonly certFile: string; readonly keyFile: string }
    >,
  ) {}

  /** @returns undefined where nobody asks an account for one */
  filesOf(account: string) {
    return this.byAccount.get(account);
  }
}

/** Accounts whose servers ask for a certificate, by server: those whose connections are described to have one. */
export function certifiedAccounts(
  stacks: readonly Pick<AccessManifest, "stack" | "databases" | "connections">[],
): ReadonlyMap<string, string[]> {
  const accounts = new Map<string, string[]>();
  for (const stack of stacks) {
    const endpoints = new Endpoints(stack, stacks);
    for (const { database, clientCertificate } of stack.connections) {
      const account = stack.databases.find((each) => isSameDatabase(each, database))?.account;
      if (!clientCertificate || account === undefined) continue;
      const server = endpoints.of(database);
      accounts.set(server, [...new Set([...(accounts.get(server) ?? []), account])]);
    }
  }
  return accounts;
}
