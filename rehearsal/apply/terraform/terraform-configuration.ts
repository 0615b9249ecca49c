import type { Postgres } from "../../servers/postgres";
import type { StackServers } from "../../servers/stack-servers";
import type { Resource } from "../../../constructs/guardrails/rendered/resources";
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
  const byBlock = new Map<string, Resource[]>();
  for (const resource of resources) {
    const address = blockOf(resource.address);
    byBlock.set(address, [...(byBlock.get(address) ?? []), resource]);
  }
  for (const [address, instances] of byBlock) {
    const parts = address.split(".");
    const [name = "", type = ""] = parts.reverse();
    const block = address.startsWith("ephemeral.") ? "ephemeral" : "resource";
    ((blocks[block] ??= {})[type] ??= {})[name] = attributesOf(instances);
  }
  return blocks;
}

/** The address of a resource, of which one that is counted is an instance: `postgresql_role.issuers[3]`. */
const blockOf = (address: string) => address.replace(/\[\d+\]$/, "");

function attributesOf(instances: readonly Resource[]): object {
  const [first] = instances as [Resource];
  const dependsOn = first.attributes.depends_on as string[] | undefined;
  const waits = dependsOn && { depends_on: [...new Set(dependsOn.map(blockOf))] };
  if (first.address === blockOf(first.address)) return { ...first.attributes, ...waits };
  const own = Object.keys(first.attributes)
    .filter((name) => instances.some(({ attributes }) => attributes[name] !== first.attributes[name]))
    .filter((name) => typeof first.attributes[name] === "string")
    .map((name) => [
      name,
      `\${${JSON.stringify(instances.map(({ attributes }) => attributes[name]))}[count.index]}`,
    ]);
  return { ...first.attributes, ...waits, ...Object.fromEntries(own), count: instances.length };
}
