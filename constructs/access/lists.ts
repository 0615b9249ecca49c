import type { AccessManifest } from "./access-manifest";

/** What a manifest says, in its lists. */
export type Lists = Omit<AccessManifest, "schemaVersion" | "stack" | "files" | "guardrails">;

/** Every list of a manifest, in its order, with nothing in it. */
export function emptyLists(): { [List in keyof Lists | "files"]: never[] } {
  return {
    files: [],
    engines: [],
    transitEngines: [],
    databases: [],
    connections: [],
    roles: [],
    staticRoles: [],
    staticRolePairs: [],
    passwordPolicies: [],
    authMethods: [],
    workloads: [],
    auditDevices: [],
    breakGlass: [],
    providers: [],
    undescribed: [],
    acknowledged: [],
  };
}
