import { TerraformStack, type App } from "cdktf";
import {
  DatabaseSecretsEngine,
  Duration,
  GitHubJob,
  JwtAuth,
  JwtIssuer,
  OperatorPolicies,
  PostgresDatabase,
  PostgresTls,
  Privileges,
  RootCredential,
} from "../../constructs";
import { logInByJwt } from "../../contract/workload/jwt/jwt-login";
import { prepareStackOn } from "../../rehearsal/prepared-stack";
import { ThrowawayServers } from "../../rehearsal/servers/throwaway-servers";
import { withWorkspace } from "../../rehearsal/with-workspace";
import type { PostgresVersion } from "../../rehearsal/servers/postgres-binaries";
import { addProviders } from "../other-stacks";
import { synthesized } from "./synthesized";
import { hasProviders, NO_CHANGES, TerraformProject } from "./terraform-project";

const REPOSITORY = { repository: "acme/platform", repositoryId: "123456789" };

/** A stack, and that of the jobs which plan and deploy it. */
function build(app: App): void {
  const shop = new TerraformStack(app, "shop");
  const ci = new TerraformStack(app, "ci");
  for (const stack of [shop, ci]) addProviders(stack);
  const connection = new DatabaseSecretsEngine(shop, "database").addPostgresConnection("appdb", {
    database: new PostgresDatabase(shop, "appdb", { databaseName: "appdb" }),
    endpoint: { host: "postgres" },
    tls: PostgresTls.disabled(),
    rootCredential: RootCredential.generated(),
  });
  connection.addRole("app-readonly", { privileges: Privileges.readOnly() });
  const github = new JwtAuth(ci, "github", { issuer: JwtIssuer.github() });
  const common = { audience: "https://vault.acme.example", ttl: Duration.hours(1) };
  const boundTo = GitHubJob.branch("main", { ...REPOSITORY, workflow: "deploy.yml" });
  OperatorPolicies.grantDeploy(shop, github.addWorkload("deploy", { boundTo, ...common }));
  const plan = github.addWorkload("plan", { boundTo: GitHubJob.pullRequest(REPOSITORY), ...common });
  OperatorPolicies.grantPlan(shop, plan);
}

const shop = synthesized("shop", build);
const ci = synthesized("ci", build);

async function deployByJobs(postgres: PostgresVersion): Promise<void> {
  return withWorkspace(async (workspace) => {
    const props = { postgres, env: process.env, notify: () => undefined };
    const [jobs, deployed] = [ci.stack, shop.stack];
    const shared = await ThrowawayServers.start([jobs.access, deployed.access], workspace, props);
    const ofJobs = await prepareStackOn(shared, jobs, workspace, { others: [deployed.access] });
    await ofJobs.deploy();
    const { servers } = ofJobs;
    const vault = servers.vault.client;
    const deployment = { vault, jwts: (path: string) => servers.issuerOf(path) };
    const tokenOf = async (name: string): Promise<string> => {
      const workload = jobs.access.workloads.find((each) => each.name === name)!;
      if (workload.login.method !== "jwt") throw new Error("it is no job");
      return (await logInByJwt(deployment, workload, workload.login)).client_token;
    };
    const prepared = await prepareStackOn(shared, deployed, workspace, { others: [jobs.access] });
    const project = await new TerraformProject(prepared, shop.configuration, workspace.directory).init();
    const as = async (name: string) => ({ ...project.deployer, token: await tokenOf(name) });

    expect(await project.run(await as("plan"), "plan")).toMatch(
      /Plan: \d+ to add, 0 to change, 0 to destroy/,
    );
    const onlyVault = ["-auto-approve", "-target=vault_mount.database_EBDE4557"];
    await expect(project.run(await as("plan"), "apply", ...onlyVault)).rejects.toThrow("permission denied");
    expect(await project.run(await as("deploy"), "apply", "-auto-approve")).toContain("Apply complete!");
    expect(await project.run(await as("deploy"), "plan")).toContain(NO_CHANGES);
    expect(await project.run(await as("plan"), "plan")).toContain(NO_CHANGES);

    const own = vault.withToken(await tokenOf("deploy"));
    for (const path of ["sys/policies/acl/github-deploy", "auth/github/role/deploy", "auth/github/config"])
      await expect(own.request("POST", path, {})).rejects.toThrow("permission denied");
    await expect(own.request("GET", "database/creds/app-readonly")).rejects.toThrow("permission denied");
    expect(await project.run(await as("deploy"), "destroy", "-auto-approve")).toContain("Destroy complete!");
    await Promise.all([ofJobs.close(), prepared.close()]);
  });
}

if (hasProviders(shop.configuration)) {
  test.each([15, 18] as const)(
    "on PostgreSQL %i a job of a CI deploys by real Terraform what another one plans, and neither may change what it may itself",
    deployByJobs,
    240_000,
  );
} else {
  test("real Terraform was left out: terraform init can't install the providers here", () => {
    process.stderr.write("test/terraform was left out for jobs of a CI: the providers are missing.\n");
  });
}
