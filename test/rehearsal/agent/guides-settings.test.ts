import { setTimeout as sleep } from "node:timers/promises";
import { isLoginRefused } from "../../../clients/postgres-session";
import type { AppRoleLogin } from "../../../constructs";
import type { Deployment, PlayedAgent } from "../../../contract/deployment";
import { newLoginMaterial } from "../../../contract/workload/approle-login";
import type { SynthesizedStack } from "../../../rehearsal/stack/synthesized-stack";
import { withFile } from "../../contract/mutations/mutation";
import { synthesizeEnvironment } from "../../synthesize";
import { withDeployed } from "../deploy-stack";

const dev = synthesizeEnvironment("dev");
const LOGIN_ROLE = "auth/approle/role/myapp";
const FILE = "/run/myapp/database.json";
const APPDB = { server: "postgresql", name: "appdb" };
/** How long the token lives that guides bound to hours, and how long one of the stack lives without being renewed. */
const TOKEN_S = 3;
/** By then a token that can't be renewed is gone, and the lease with it. */
const LATER_MS = 3 * TOKEN_S * 1_000;

/** The agent's configuration as guides have it: they don't say that it ends when it can't log in. */
const ofGuides: (stack: SynthesizedStack) => SynthesizedStack = withFile("approle-myapp.agent.json", (text) =>
  text.replace('"exit_on_err": true,', ""),
);

/** What is seen of an agent some time after it has started, when the login role has other settings. */
async function later(stack: SynthesizedStack, settings: object) {
  return withDeployed(stack, 18, async (deployment) => {
    const { vault, agents, access } = deployment;
    await vault.request("POST", LOGIN_ROLE, settings);
    const workload = access.workloads.find(({ agent }) => agent)!;
    const material = await newLoginMaterial(deployment, workload, workload.login as AppRoleLogin);
    const played = await agents.start(workload.agent!, material);
    await sleep(LATER_MS);
    return {
      isAlive: played.end === undefined,
      logsIn: await fileLogsIn(deployment, played),
      end: played.end,
    };
  });
}

async function fileLogsIn({ serverOf }: Deployment, agent: PlayedAgent): Promise<boolean> {
  const { user, password } = JSON.parse(agent.files().get(FILE)!.text) as { user: string; password: string };
  return !(await isLoginRefused(serverOf(APPDB), APPDB.name, { user, password }));
}

const BOUNDED = { token_period: 0, token_ttl: TOKEN_S, token_max_ttl: TOKEN_S };

describe("an agent, when its first token would have ended long ago,", () => {
  test.concurrent("has a user who logs in, with the token of the stack", async () => {
    expect(await later(dev, { token_period: TOKEN_S })).toEqual({ isAlive: true, logsIn: true });
  });

  test.concurrent(
    "goes dark with the token of guides: it is alive beside a file whose user is gone",
    async () => {
      expect(await later(ofGuides(dev), BOUNDED)).toEqual({ isAlive: true, logsIn: false });
    },
  );

  test.concurrent("has ended with the token of guides, where it ends without a login", async () => {
    expect(await later(dev, BOUNDED)).toMatchObject({ isAlive: false, logsIn: false });
  });
});
