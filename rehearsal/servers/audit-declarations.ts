import { writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { RehearsalError } from "../../clients/could-not-tell";
import type { AuditDeviceDescription } from "../../constructs";
import { openBaoAudit } from "../../constructs/access/openbao-audit";
import { ANSWER_TIMEOUT_MS } from "./free-port";
import type { Vault } from "./vault";

const POLL_MS = 20;

/** The audit devices that OpenBao's configuration declares, as its operator puts them there. */
export class AuditDeclarations {
  private readonly devices = new Map<string, readonly AuditDeviceDescription[]>();

  constructor(private readonly vault: Vault) {}

  /**
   * Declares those of a stack, in place of those that it declared before.
   *
   * @throws RehearsalError when the server doesn't take them
   */
  async declare(stack: string, devices: readonly AuditDeviceDescription[]): Promise<void> {
    if (!devices.length && !this.devices.has(stack)) return;
    this.expectOpenBao(stack);
    const gone = this.devices.get(stack) ?? [];
    this.devices.set(stack, devices);
    const all = [...this.devices.values()].flat();
    writeFileSync(this.vault.auditFile, openBaoAudit(all));
    this.vault.process.reload();
    const deadline = performance.now() + ANSWER_TIMEOUT_MS;
    while (!(await this.has(all, gone))) {
      if (performance.now() > deadline)
        throw this.vault.process.failure(`doesn't take the audit devices that ${stack} declares`);
      await sleep(POLL_MS);
    }
  }

  /** Whether these are there, and nothing else of what was declared. */
  private async has(
    declared: readonly AuditDeviceDescription[],
    before: readonly AuditDeviceDescription[],
  ): Promise<boolean> {
    const { data = {} } = await this.vault.client.withRetries().request("GET", "sys/audit");
    const paths = declared.map(({ path }) => path);
    const gone = before.map(({ path }) => path).filter((path) => !paths.includes(path));
    const isThere = (path: string) => Object.hasOwn(data, `${path}/`);
    return paths.every(isThere) && !gone.some(isThere);
  }

  private expectOpenBao(stack: string): void {
    if (this.vault.product === "OpenBao") return;
    throw new RehearsalError(
      `${stack} declares its audit devices in OpenBao's configuration, and this server is ${this.vault.product}.`,
      "Rehearse it without VAULT_BINARY, or name OpenBao in it.",
    );
  }
}
