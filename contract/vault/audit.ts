import type { AuditDeviceDescription } from "../../constructs";
import { type Check, Violation } from "../check";
import type { Context } from "../context";
import type { Deployment } from "../deployment";
import { eventually } from "../eventually";
import { passwordsIn } from "../passwords-in";

const COMMON = { kind: "also", harm: "issues a lease" } as const;

/** Every audit device says who read what: it has an entry for every credential that a workload may read. */
export function auditNamesWhoReadWhat(
  { deployment, workloads }: Context,
  { path: device }: AuditDeviceDescription,
): Check {
  return {
    ...COMMON,
    id: "names-who-read-what",
    says: "names who read what",
    about: { kind: "audit device", name: device },
    needs: ["root of Vault", "audit log", "service account tokens"],
    attempt: async () => {
      const expected: string[] = [];
      for (const workload of workloads) {
        for (const { path } of workload.ownRoles) {
          await workload.credentialOf(path);
          expected.push(`${workload.workload.policy} reading ${path}`);
        }
        for (const { path } of workload.ownStaticRoles) {
          await workload.staticCredentialOf(path);
          expected.push(`${workload.workload.policy} reading ${path}`);
        }
      }
      let missing = expected;
      // An audit device may lag behind the request it tells about.
      await eventually(async () => {
        const entries = readEntries(await read(deployment, device));
        missing = expected.filter((entry) => !entries.has(entry));
        return !missing.length;
      });
      if (missing.length) throw new Violation(`nothing in it about ${missing[0]}`);
      return `tells of ${expected.length} readings, with policy and path`;
    },
  };
}

/** And holds none of the passwords that were issued. */
export function auditHoldsNoPassword(
  { deployment, leases }: Context,
  { path: device }: AuditDeviceDescription,
): Check {
  return {
    ...COMMON,
    id: "holds-no-password",
    says: "holds no password",
    about: { kind: "audit device", name: device },
    needs: ["audit log"],
    attempt: async () => {
      const log = await read(deployment, device);
      if (!log) throw new Violation("it wrote nothing");
      const shown = passwordsIn(log, leases.passwords);
      if (shown.length) throw new Violation(`it holds ${shown.length} passwords in the clear`);
      return `none of ${leases.passwords.length} issued passwords`;
    },
  };
}

function read(deployment: Deployment, device: string): Promise<string> {
  return deployment.auditLog(device).catch(() => {
    throw new Violation("nothing writes to it: Vault has no such audit device");
  });
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
