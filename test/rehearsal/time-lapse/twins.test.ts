import type { TerraformStack } from "cdktf";
import { AppRoleAuth, Duration, Privileges, VaultToken } from "../../../constructs";
import type { CheckResult } from "../../../contract/check";
import { lineOf } from "../../../contract/subject";
import { prepareStack } from "../../../rehearsal/prepared-stack";
import { playTimeLapse } from "../../../rehearsal/time-lapse/play-time-lapse";
import { Service } from "../../../rehearsal/time-lapse/service";
import { shortenedStack } from "../../../rehearsal/time-lapse/shortened-stack";
import type { Timeline } from "../../../rehearsal/time-lapse/timeline";
import { withWorkspace } from "../../../rehearsal/with-workspace";
import type { SynthesizedStack } from "../../../rehearsal/stack/synthesized-stack";
import { synthesizeStack } from "../../synthesize";
import { failuresOf, rehearseStack } from "../rehearse-stack";
import { addConnection, FACTOR } from "./everything";

/** One workload that keeps its credential in its code. */
function describeApp(stack: TerraformStack): void {
  const role = addConnection(stack).addRole("app", {
    privileges: Privileges.readOnly(),
    defaultTtl: Duration.hours(1),
    maxTtl: Duration.hours(24),
  });
  const token = VaultToken.periodic(Duration.hours(1));
  const secretIdTtl = Duration.minutes(10);
  role.grantRead(new AppRoleAuth(stack, "approle").addWorkload("app", { secretIdTtl, token }));
}

const app = synthesizeStack(describeApp);

/** A service that only takes its first user. */
class WithoutSwap extends Service {
  private hasUser = false;

  override replace(credential: Parameters<Service["replace"]>[0]): void {
    if (!this.hasUser) super.replace(credential);
    this.hasUser = true;
  }
}

function play(
  original: SynthesizedStack,
  newService: (...props: ConstructorParameters<typeof Service>) => Service,
): Promise<{ checks: CheckResult[]; timeline: Timeline }> {
  return withWorkspace(async (workspace) => {
    const { stack, described, floored } = shortenedStack(original, FACTOR);
    const notify = () => undefined;
    const prepared = await prepareStack(stack, workspace, { postgres: 18, env: process.env, notify });
    const { deployment } = await prepared.deploy();
    const { vault } = prepared.servers;
    const props = { stack: prepared.stack, described, deployment, workspace, vault, factor: FACTOR, floored };
    return playTimeLapse({ ...props, newService }).finally(() => prepared.close());
  });
}

test.concurrent(
  "a service without the swap fails at its credential's max_ttl, and the timeline shows where",
  async () => {
    const { checks, timeline } = await play(app, (props) => new WithoutSwap(props));
    const [lane] = timeline.lanes;
    const [first] = lane?.credentials ?? [];
    const failed = lane?.events.filter(({ kind }) => kind === "failed query") ?? [];
    expect(first?.end).toBe("max_ttl");
    expect(failed.length).toBeGreaterThan(0);
    expect(lane?.queries?.failed).toBeGreaterThan(0);
    // The end of a user is seen a quarter of a second later at most.
    for (const { at } of failed) expect(at).toBeGreaterThan((first?.to ?? 0) - 1);
    const failures = checks.filter(({ outcome }) => outcome === "failed");
    expect(failures.map(lineOf)).toEqual(["app (approle): no-query-fails"]);
    expect(failures[0]?.detail).toMatch(
      /^\d+ of \d+ queries failed, the first at \d+(\.\d+)? s: a query of v-app-\S+ failed: /,
    );
  },
  180_000,
);

test.concurrent(
  "a service that stops asking has no failed query, and isn't taken for one that goes on",
  async () => {
    const { checks } = await play(app, (props) => {
      const service = new Service(props);
      setTimeout(() => Object.assign(service, { isStopped: true }), 5_000);
      return service;
    });
    const failures = checks.filter(({ outcome }) => outcome === "failed");
    expect(failures.map((check) => [lineOf(check), check.detail])).toEqual([
      [
        "app (approle): no-query-fails",
        expect.stringMatching(/^a service had not been answered for \d+ s when the day was over$/),
      ],
    ]);
  },
  180_000,
);

test.concurrent(
  "without VALID UNTIL, what nobody renews still logs in while Vault is stopped",
  async () => {
    const without = (statements: unknown) =>
      (statements as string[]).map((each) => each.replace(" VALID UNTIL '{{expiration}}'", ""));
    const resources = app.resources.map((resource) =>
      resource.type === "vault_database_secret_backend_role"
        ? {
            ...resource,
            attributes: {
              ...resource.attributes,
              creation_statements: without(resource.attributes.creation_statements),
            },
          }
        : resource,
    );
    const report = await rehearseStack({ ...app, resources }, { timeLapse: FACTOR });
    expect(failuresOf(report)).toContainEqual(
      expect.stringMatching(
        /^app \(approle\): locked-out-without-vault \(database\/creds\/app\): v-app-\S+ still logs in when its lease has ended and Vault is stopped$/,
      ),
    );
  },
  180_000,
);
