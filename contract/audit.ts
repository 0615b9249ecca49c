import type { AuditDeviceDescription, RoleDescription, WorkloadDescription } from "../constructs";
import { type Recorder, Violation } from "./check";
import type { Deployment } from "./deployment";
import type { Leases } from "./lease";

/** An audit device may lag behind the request it tells about. */
const PATIENCE_MS = 2_000;

/** Every audit device says who read what, and holds no password. */
export async function checkAudit(
  recorder: Recorder,
  deployment: Deployment,
  leases: Leases,
  device: AuditDeviceDescription,
): Promise<void> {
  const { access } = deployment;
  const subject = `audit device ${device.path}`;
  await recorder.check(subject, "names-who-read-what", async () => {
    const missing = await waitForNothing(async () => {
      const entries = readEntries(await deployment.auditLog(device.path));
      return expectedEntries(access.roles, access.workloads).filter((expected) => !entries.has(expected));
    });
    if (missing.length) throw new Violation(`nothing in it about ${missing[0]}`);
    return `tells of ${expectedEntries(access.roles, access.workloads).length} readings, with policy and path`;
  });
  await recorder.check(subject, "holds-no-password", async () => {
    const log = await deployment.auditLog(device.path);
    if (!log) throw new Violation("it wrote nothing");
    const shown = leases.passwords.filter((password) => log.includes(password));
    if (shown.length) throw new Violation(`it holds ${shown.length} passwords in the clear`);
    return `none of ${leases.passwords.length} issued passwords`;
  });
}

/** One entry for every role that a workload may read. */
function expectedEntries(
  roles: readonly RoleDescription[],
  workloads: readonly WorkloadDescription[],
): string[] {
  const known = roles.map(({ path }) => path);
  return workloads.flatMap(({ policy, reads }) =>
    reads.filter((path) => known.includes(path)).map((path) => `${policy} reading ${path}`),
  );
}

function readEntries(log: string): Set<string> {
  const entries = log.split("\n").flatMap((line) => {
    const start = line.indexOf("{");
    try {
      return start < 0 ? [] : [JSON.parse(line.slice(start)) as AuditEntry];
    } catch {
      return [];
    }
  });
  return new Set(
    entries.flatMap(({ auth, request }) =>
      (auth?.policies ?? []).map((policy) => `${policy} reading ${request?.path}`),
    ),
  );
}

interface AuditEntry {
  readonly auth?: { readonly policies?: readonly string[] };
  readonly request?: { readonly path?: string };
}

async function waitForNothing(look: () => Promise<string[]>): Promise<string[]> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const rest = await look();
    if (!rest.length || Date.now() > deadline) return rest;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
