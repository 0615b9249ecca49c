import type { AuditDeviceDescription, RoleDescription, WorkloadDescription } from "../../constructs";
import { type Recorder, Violation } from "../check";
import type { Deployment } from "../deployment";
import { eventually } from "../eventually";
import type { Leases } from "../leases";

/** Every audit device says who read what, and holds no password. */
export async function checkAudit(
  recorder: Recorder,
  deployment: Deployment,
  leases: Leases,
  device: AuditDeviceDescription,
): Promise<void> {
  const { access } = deployment;
  const subject = `audit device ${device.path}`;
  const read = () =>
    deployment.auditLog(device.path).catch(() => {
      throw new Violation("nothing writes to it: Vault has no such audit device");
    });
  await recorder.check(subject, "names-who-read-what", async () => {
    const expected = expectedEntries(access.roles, access.workloads);
    let missing = expected;
    // An audit device may lag behind the request it tells about.
    await eventually(async () => {
      const entries = readEntries(await read());
      missing = expected.filter((entry) => !entries.has(entry));
      return !missing.length;
    });
    if (missing.length) throw new Violation(`nothing in it about ${missing[0]}`);
    return `tells of ${expected.length} readings, with policy and path`;
  });
  await recorder.check(subject, "holds-no-password", async () => {
    const log = await read();
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
    reads.filter(({ path }) => known.includes(path)).map(({ path }) => `${policy} reading ${path}`),
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
