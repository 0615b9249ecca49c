import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SynthesizedStack } from "../../rehearsal/synthesized-stack";
import type { ThrowawayServers } from "../../rehearsal/throwaway-servers";

type Configuration = {
  terraform: { backend?: object };
  resource: Record<string, Record<string, object>>;
};

/** Whether `terraform init` can install the providers here, as on a machine with a registry it can. */
export function hasProviders(configuration: string): boolean {
  const directory = mkdtempSync(join(tmpdir(), "terraform-"));
  try {
    const { terraform } = JSON.parse(configuration) as { terraform: { required_providers: object } };
    writeFileSync(
      join(directory, "main.tf.json"),
      JSON.stringify({ terraform: { required_providers: terraform.required_providers } }),
    );
    const { status } = spawnSync("terraform", ["init", "-input=false"], {
      cwd: directory,
      env: environment(),
      timeout: 120_000,
    });
    return status === 0;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** A synthesized stack as real Terraform sees it, on throwaway servers. */
export class TerraformProject {
  private readonly directory: string;

  constructor(
    /** As it is rehearsed: with the throwaway servers' addresses. */
    stack: SynthesizedStack,
    configuration: string,
    workspace: string,
    private readonly servers: ThrowawayServers,
  ) {
    this.directory = join(workspace, "terraform");
    mkdirSync(this.directory);
    const config = JSON.parse(configuration) as Configuration;
    config.terraform.backend = { local: { path: "terraform.tfstate" } };
    for (const { address, attributes } of stack.resources) {
      const [type = "", name = ""] = address.split(".");
      if (config.resource[type]) config.resource[type][name] = attributes;
    }
    this.write(JSON.stringify(config));
    this.run("none", "init");
  }

  /** Runs a Terraform command with a Vault token. @returns what it says; throws when it fails */
  run(token: string, command: string, ...options: string[]): string {
    const { host, port, admin } = this.servers.at(this.servers.endpoints.all[0] ?? "");
    const env = environment({
      VAULT_ADDR: this.servers.vault.client.address,
      VAULT_TOKEN: token,
      PGHOST: host,
      PGPORT: `${port}`,
      PGUSER: admin.user,
      PGPASSWORD: admin.password,
      PGSSLMODE: "disable",
      PGSUPERUSER: "false",
    });
    const args = [command, "-no-color", "-input=false", ...options];
    return execFileSync("terraform", args, { cwd: this.directory, env, encoding: "utf8", stdio: "pipe" });
  }

  /** Raises the generation of the root password by one. */
  raiseGeneration(): void {
    const config = readFileSync(join(this.directory, "cdk.tf.json"), "utf8");
    this.write(
      config
        .replaceAll('"password_wo_version":1', '"password_wo_version":2')
        .replaceAll('"password_wo_version":"1"', '"password_wo_version":"2"')
        .replaceAll('{\\"generation\\":1}', '{\\"generation\\":2}'),
    );
  }

  state(): string {
    return readFileSync(join(this.directory, "terraform.tfstate"), "utf8");
  }

  private write(configuration: string): void {
    writeFileSync(join(this.directory, "cdk.tf.json"), configuration);
  }
}

function environment(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  return { ...process.env, CHECKPOINT_DISABLE: "1", ...more };
}
