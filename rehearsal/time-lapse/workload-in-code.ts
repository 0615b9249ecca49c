import { setTimeout as sleep } from "node:timers/promises";
import type { Login } from "../../clients/postgres-session";
import { VaultClient } from "../../clients/vault-client";
import type { StaticRolePairDescription, WorkloadDescription } from "../../constructs";
import type { Authentication } from "../../contract/workload/authentication";
import { rotatedAt } from "../../contract/pair-phase";
import { pathsOf } from "./played-workload";
import type { Service } from "./service";
import { untilAnswered } from "./until-answered";
import { WorkloadSession } from "./workload-session";

/** How often static credentials are read that may have changed. */
const READ_MS = 1_000;

export interface WorkloadInCodeProps {
  readonly workload: WorkloadDescription;
  /** Where it reaches Vault. */
  readonly address: string;
  logIn(): Promise<Authentication>;
  /** The pairs of static roles of which it reads both. */
  readonly pairs: readonly StaticRolePairDescription[];
  /** The service that uses the credential of a path, or of a pair. */
  serviceOf(path: string): Service;
  readonly signal: AbortSignal;
  /** Told when it can't go on. */
  readonly onFailure: (error: Error) => void;
}

/** A workload that logs in by itself, and keeps its credentials in its own code. */
export class WorkloadInCode {
  private session?: WorkloadSession;

  constructor(private readonly props: WorkloadInCodeProps) {}

  /** Logs in, and again half-way to the end of each token that ends in spite of renewals. */
  async start(): Promise<void> {
    await this.logIn();
    const { token } = this.props.workload;
    if (token.kind === "bounded") this.watch(this.logInAgain(token.maxTtl / 2));
    this.readStatic();
  }

  async stop(): Promise<void> {
    await this.session?.logOut();
  }

  private async logIn(): Promise<void> {
    const { logIn, address, signal, serviceOf } = this.props;
    const session = new WorkloadSession(new VaultClient(address), await untilAnswered(logIn, signal), signal);
    const before = this.session;
    this.session = session;
    if (before) before.isReplaced = true;
    for (const { path, kind } of this.props.workload.reads) {
      if (kind !== "leased") continue;
      this.watch(
        session.keepLease(path, (login) => serviceOf(path).replace(login)),
        session,
      );
    }
  }

  private async logInAgain(afterSeconds: number): Promise<void> {
    for (;;) {
      await sleep(afterSeconds * 1000, undefined, { signal: this.props.signal });
      await this.logIn();
    }
  }

  private readStatic(): void {
    const { workload, pairs } = this.props;
    const paired = pairs.flatMap(pathsOf);
    for (const { path, kind } of workload.reads)
      if (kind === "static" && !paired.includes(path)) this.watch(this.keepStatic(path, [path]));
    for (const pair of pairs) this.watch(this.keepStatic(`${pair.engine}/${pair.name}`, pathsOf(pair)));
  }

  /** Reads static roles again and again, and uses the one whose password changed last. */
  private async keepStatic(of: string, paths: readonly string[]): Promise<void> {
    const { serviceOf, signal } = this.props;
    for (; ; await sleep(READ_MS, undefined, { signal })) {
      const read = await Promise.all(paths.map((path) => this.readPassword(path)));
      const [latest] = read.sort((one, other) => other.rotated - one.rotated);
      if (latest) serviceOf(of).replace(latest);
    }
  }

  private async readPassword(path: string): Promise<Login & { readonly rotated: number }> {
    const data = await (this.session as WorkloadSession).read(path);
    const {
      username = "",
      password = "",
      last_vault_rotation: rotated = "",
    } = data as Record<string, string>;
    return { user: username, password, rotated: rotatedAt(rotated) };
  }

  /** Nobody else is told when it is refused something; of an old session, that is how it ends. */
  private watch(work: Promise<void>, session?: WorkloadSession): void {
    work.catch((error: Error) => {
      if (!this.props.signal.aborted && !session?.isReplaced) this.props.onFailure(error);
    });
  }
}
