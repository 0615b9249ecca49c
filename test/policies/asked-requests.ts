import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { VaultClient } from "../../clients/vault-client";

/** An entry of an audit device's file, as far as it is read here. */
interface Entry {
  readonly type: "request" | "response";
  readonly auth?: { readonly policies?: readonly string[] };
  readonly request: { readonly operation: string; readonly path: string };
  readonly error?: string;
}

/** What Vault was asked, by an audit device of the test's own: the server says which capability a request takes. */
export class AskedRequests {
  static async record(root: VaultClient, directory: string): Promise<AskedRequests> {
    const file = join(directory, "asked-requests.log");
    await root.request("PUT", "sys/audit/asked-requests", { type: "file", options: { file_path: file } });
    return new AskedRequests(file);
  }

  private constructor(private readonly file: string) {}

  /** By whoever has a policy, each once and in order: `create database/config/appdb`. */
  by(policy: string): string[] {
    return inOrder(this.requestsOf(policy));
  }

  /** What of it Vault refused. */
  refusedTo(policy: string): string[] {
    return inOrder(this.requestsOf(policy).filter(({ error }) => error?.includes("permission denied")));
  }

  private requestsOf(policy: string): Entry[] {
    return readFileSync(this.file, "utf8")
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Entry)
      .filter(({ type, auth }) => type === "request" && auth?.policies?.includes(policy));
  }
}

function inOrder(entries: readonly Entry[]): string[] {
  return [...new Set(entries.map(({ request }) => `${request.operation} ${request.path}`))].sort();
}
