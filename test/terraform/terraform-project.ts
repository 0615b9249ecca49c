import { execFile, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { PreparedStack } from "../../rehearsal/prepared-stack";

const terraform = (args: readonly string[], options: object) =>
  promisify(execFile)("terraform", args, { ...options, encoding: "utf8" });

/** What Terraform says when a plan is empty. */
export const NO_CHANGES = "No changes. Your infrastructure matches the configuration.";

interface Configuration {
  terraform: { backend?: object };
  provider: { vault: object[]; postgresql: { readonly alias?: string }[] };
  resource: Record<string, Record<string, object>>;
}

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

/** Who runs Terraform, in Vault and in PostgreSQL. */
export interface Operator {
  readonly token: string;
  readonly user: string;
  readonly password: string;
}

/** A synthesized stack as real Terraform sees it, on throwaway servers. */
export class TerraformProject {
  private readonly directory: string;

  constructor(
    private prepared: PreparedStack,
    configuration: string,
    workspace: string,
    /** The types of resources that stay as they were synthesized. */
    private readonly asSynthesized: readonly string[] = [],
  ) {
    this.directory = join(workspace, "terraform");
    mkdirSync(this.directory);
    this.describe(prepared, configuration);
  }

  /** Describes a stack in place of the one before. */
  describe(prepared: PreparedStack, configuration: string): void {
    this.prepared = prepared;
    const config = JSON.parse(configuration) as Configuration;
    config.terraform.backend = { local: { path: "terraform.tfstate" } };
    for (const { address, attributes } of prepared.stack.resources) {
      const [type = "", name = ""] = address.split(".");
      if (config.resource[type] && !this.asSynthesized.includes(type))
        config.resource[type][name] = attributes;
    }
    config.provider.postgresql = config.provider.postgresql.map((provider) => this.postgresql(provider));
    const { address } = prepared.servers.vault.client;
    config.provider.vault = config.provider.vault.map((provider) => ({ ...provider, address }));
    this.write(JSON.stringify(config));
  }

  /** Installs the providers. */
  async init(): Promise<this> {
    await this.run(this.deployer, "init");
    return this;
  }

  /** With the policy that the stack writes, and as an administrator who is no superuser. */
  get deployer(): Operator {
    const { servers, deployer } = this.prepared;
    const [endpoint = ""] = servers.endpoints.all;
    return { token: String(deployer.token), ...servers.at(endpoint).admin };
  }

  /** Runs a Terraform command as somebody. @returns what it says; throws when it fails */
  async run({ token, user, password }: Operator, command: string, ...options: string[]): Promise<string> {
    const variables = Object.entries(this.prepared.variables).map(([name, value]) => [
      `TF_VAR_${name}`,
      `${value}`,
    ]);
    const env = environment({
      VAULT_TOKEN: token,
      PGUSER: user,
      PGPASSWORD: password,
      ...Object.fromEntries(variables),
    });
    const args = [command, "-no-color", "-input=false", ...options];
    const { stdout } = await terraform(args, { cwd: this.directory, env, maxBuffer: 64_000_000 });
    return stdout;
  }

  /** Plans as somebody. @returns what `terraform show -json` says of the plan */
  async plan(operator: Operator): Promise<unknown> {
    await this.run(operator, "plan", "-out=plan");
    const options = { cwd: this.directory, env: environment(), maxBuffer: 64_000_000 };
    const { stdout } = await terraform(["show", "-json", "plan"], options);
    return JSON.parse(stdout) as unknown;
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

  /** Edits the configuration, everywhere where it says so. */
  edit(from: string, to: string): void {
    this.write(readFileSync(join(this.directory, "cdk.tf.json"), "utf8").replaceAll(from, to));
  }

  /** Edits the configuration, resource by resource. */
  editResources(edit: (type: string, attributes: Record<string, unknown>) => object): void {
    const config = JSON.parse(readFileSync(join(this.directory, "cdk.tf.json"), "utf8")) as Configuration;
    for (const [type, resources] of Object.entries(config.resource))
      for (const [name, attributes] of Object.entries(resources))
        resources[name] = edit(type, attributes as Record<string, unknown>);
    this.write(JSON.stringify(config));
  }

  state(): string {
    return readFileSync(join(this.directory, "terraform.tfstate"), "utf8");
  }

  /** A provider's configuration, for the server of the databases that are made through it. */
  private postgresql(provider: { readonly alias?: string }): object {
    const { servers } = this.prepared;
    const name = provider.alias ? `postgresql.${provider.alias}` : "postgresql";
    const { host, port, admin } = servers.at(servers.endpoints.ofProvider(name));
    // Providers of several servers can't share the environment's login.
    const login = provider.alias ? { username: admin.user, password: admin.password } : {};
    return { ...provider, ...login, host, port, sslmode: "disable", superuser: false };
  }

  private write(configuration: string): void {
    writeFileSync(join(this.directory, "cdk.tf.json"), configuration);
  }
}

function environment(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  return { ...process.env, CHECKPOINT_DISABLE: "1", ...more };
}
