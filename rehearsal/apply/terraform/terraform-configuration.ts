import type { Postgres } from "../../servers/postgres";
import type { StackServers } from "../../servers/stack-servers";
import type { SynthesizedStack } from "../../stack/synthesized-stack";

type Provider = Readonly<Record<string, unknown>> & { readonly alias?: string };
type Blocks = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A stack as Terraform takes it, on throwaway servers: its own resources, a state of its own, and no output. */
export function terraformConfiguration(stack: SynthesizedStack, servers: StackServers): object {
  const { terraform = {}, provider = {}, variable } = stack.config as Blocks;
  const { backend: _, cloud: __, ...settings } = terraform;
  const { vault = [], postgresql = [], ...others } = provider;
  return {
    terraform: { ...settings, backend: { local: { path: "terraform.tfstate" } } },
    variable,
    provider: {
      ...others,
      vault: providers(vault).map(({ alias }) => ({
        ...(alias && { alias }),
        address: servers.vault.client.address,
        // A token of its own would outlive it.
        skip_child_token: true,
      })),
      postgresql: providers(postgresql).map((each) => postgresqlProvider(each, servers)),
    },
    ...resourceBlocks(stack),
  };
}

function providers(block: unknown): Provider[] {
  return [block].flat() as Provider[];
}

/** A provider's configuration, for the server of the databases that are made through it. */
function postgresqlProvider({ alias }: Provider, servers: StackServers): Provider {
  const name = alias ? `postgresql.${alias}` : "postgresql";
  const server = servers.at(servers.endpoints.ofProvider(name)) as Postgres | undefined;
  // A stack without a database has a provider without a server.
  if (!server) return { ...(alias && { alias }) };
  const { host, port, admin } = server;
  const login = { username: admin.user, password: admin.password };
  return { ...(alias && { alias }), ...login, host, port, sslmode: "disable", superuser: false };
}

/** By type and name. What is open only while Terraform runs has a block of its own. */
function resourceBlocks({ resources }: SynthesizedStack): object {
  const blocks: Record<string, Record<string, Record<string, object>>> = {};
  for (const { address, attributes } of resources) {
    const parts = address.split(".");
    const [name = "", type = ""] = parts.reverse();
    const block = address.startsWith("ephemeral.") ? "ephemeral" : "resource";
    ((blocks[block] ??= {})[type] ??= {})[name] = attributes;
  }
  return blocks;
}
