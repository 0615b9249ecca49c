import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Reference } from "../../contract/vault/reference";
import { cacheDirectory } from "./cache";
import { CertificateAuthority } from "./certificate-authority";
import { keptReference } from "./kept-reference";
import { type Postgres, type PostgresProps, startPostgres } from "./postgres";
import type { PostgresVersion } from "./postgres-binaries";
import { startVault, type Vault } from "./vault";
import { findVault } from "./vault-binary";
import type { Workspace } from "./workspace";

export interface FirstServersProps {
  readonly postgres: PostgresVersion;
  readonly env: NodeJS.ProcessEnv;
  readonly notify: (message: string) => void;
}

/** What every stack needs, and what can start before it is known: Vault, and one PostgreSQL server. */
export class FirstServers {
  /** The file with the CA's certificate, which Vault's host trusts. */
  readonly caFile: string;
  readonly authority: Promise<CertificateAuthority>;
  readonly vault: Promise<Vault>;
  /** How this Vault stores and shows things, found out before anybody uses it. */
  readonly reference: Promise<Reference>;
  readonly postgres: Promise<Postgres>;

  constructor(
    private readonly workspace: Workspace,
    private readonly props: FirstServersProps,
  ) {
    this.caFile = join(workspace.directory, "ca.pem");
    this.authority = CertificateAuthority.create();
    const binary = findVault(props.env, props.notify, workspace);
    this.vault = this.startVault(binary);
    this.reference = this.learnReference(binary);
    this.postgres = this.startPostgres();
    // Who waits for one is told why it doesn't start.
    for (const start of [binary, this.authority, this.vault, this.reference, this.postgres])
      start.catch(() => undefined);
  }

  /** Starts another PostgreSQL server. */
  async startPostgres(): Promise<Postgres> {
    const { postgres: version, env } = this.props;
    const props: PostgresProps = { version, authority: await this.authority, cache: cacheDirectory(env) };
    return startPostgres(this.workspace, props);
  }

  private async startVault(binary: Promise<string>): Promise<Vault> {
    writeFileSync(this.caFile, (await this.authority).pem);
    return startVault(this.workspace, await binary, this.caFile);
  }

  private async learnReference(binary: Promise<string>): Promise<Reference> {
    const { client } = await this.vault;
    return keptReference(await binary, cacheDirectory(this.props.env), client.withRetries());
  }
}
