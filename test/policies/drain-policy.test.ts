import { Leases } from "../../contract/leases";
import { drain } from "../../drain/drain";
import { leasingRoles } from "../../drain/leases-that-go";
import { prepareStack } from "../../rehearsal/prepared-stack";
import { vaultWith } from "../../rehearsal/written-policies";
import { withWorkspace } from "../../rehearsal/with-workspace";
import { drainerOf } from "../changes/drainer";
import { synthesizeEnvironment } from "../synthesize";
import { AskedRequests } from "./asked-requests";
import { PolicyOnServer } from "./policy-on-server";
import type { PolicyText } from "./policy-text";
import { tried } from "./tried-policy";

const CREDENTIALS = "database/creds/app-readonly";

test("who drains and who has an incident may do that, and each rule of their policy is needed for it", () =>
  withWorkspace(async (workspace) => {
    const props = { postgres: 18 as const, env: process.env, notify: () => undefined };
    const prepared = await prepareStack(synthesizeEnvironment("dev"), workspace, props);
    const { client: root } = prepared.servers.vault;
    const { stack } = await prepared.deploy().then(() => prepared);
    const asked = await AskedRequests.record(root, workspace.directory);
    const leases = new Leases(root);

    await leases.issue(CREDENTIALS);
    const drainer = await drainerOf(prepared);
    // For a change that ends nothing, and for a destroy.
    expect(await leasingRoles(drainer, stack.access, stack.access)).toEqual([]);
    const roles = await leasingRoles(drainer, stack.access);
    const drained = await drain(drainer, roles, stack.access.workloads, { notify: () => undefined });
    expect(drained).toContainEqual({ path: CREDENTIALS, revoked: 1, remaining: [] });
    const alone = await vaultWith(["drain"], root);
    for (const prefix of [CREDENTIALS, "database/creds"])
      await alone.request("PUT", `sys/leases/revoke-prefix/${prefix}`);
    expect(asked.refusedTo("drain")).toEqual([]);

    const policyOf = (who: string) => JSON.parse(stack.files.get(`${who}.policy.json`) ?? "") as PolicyText;
    const deployer = await PolicyOnServer.write(root, "deployer", policyOf("deployer"));
    const besidesDeployer = await deployer.refused(asked.by("drain"), []);
    expect(besidesDeployer).toEqual([
      "list database/roles/",
      "list sys/leases/lookup/database/creds/",
      "list sys/leases/lookup/database/creds/app-migrator/",
      "list sys/leases/lookup/database/creds/app-readonly/",
      "list sys/leases/lookup/database/creds/app-readwrite/",
      "update sys/leases/revoke",
      "update sys/leases/revoke-prefix/database/creds",
      "update sys/leases/revoke-prefix/database/creds/app-readonly",
    ]);
    expect(await tried(root, policyOf("drain"), besidesDeployer)).toEqual({ refused: [], needless: [] });
    await prepared.close();
  }));
