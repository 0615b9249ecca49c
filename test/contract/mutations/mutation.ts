import type { SynthesizedStack } from "../../../rehearsal/stack/synthesized-stack";
import type { Resource } from "../../../constructs/guardrails/rendered/resources";

/** How a rehearsal names what is wrong: by lines that it has to have, in whole or by a pattern. */
export type Failure = string | RegExp | readonly (string | RegExp)[];

/** A wrong edit of the synthesized stack, and how the rehearsal names it. */
export type Mutation = readonly [
  what: string,
  mutate: (stack: SynthesizedStack) => SynthesizedStack,
  failure: Failure,
];

export type Attributes = Record<string, unknown>;

/** Edits the resources whose address starts so. There has to be one. */
export const edit =
  (start: string, change: (attributes: Attributes) => Attributes) => (stack: SynthesizedStack) => {
    let edited = 0;
    const resources = stack.resources.map((resource): Resource => {
      if (!resource.address.startsWith(start)) return resource;
      edited++;
      return { ...resource, attributes: change({ ...resource.attributes }) };
    });
    if (!edited) throw new Error(`nothing in the stack starts with ${start}`);
    return { ...stack, resources };
  };

/** Takes a resource out; what waited for it waits for what it waited for. */
export const remove = (start: string) => (stack: SynthesizedStack) => {
  const [removed] = stack.resources.filter(({ address }) => address.startsWith(start));
  if (!removed) throw new Error(`nothing in the stack starts with ${start}`);
  const instead = (removed.attributes.depends_on ?? []) as string[];
  const resources = stack.resources
    .filter(({ address }) => address !== removed.address)
    .map((resource) => {
      const waits = (resource.attributes.depends_on ?? []) as string[];
      const depends_on = waits.flatMap((address) => (address === removed.address ? instead : [address]));
      return { ...resource, attributes: { ...resource.attributes, depends_on } };
    });
  return { ...stack, resources };
};

export const ROLE = "vault_database_secret_backend_role.database_appdb_app-";
export const CONNECTION = "vault_database_secret_backend_connection";

export const statements = (role: string, list: string, change: (statements: string[]) => string[]) =>
  edit(ROLE + role, (attributes) => ({ ...attributes, [list]: change(attributes[list] as string[]) }));

export const replaceIn = (role: string, list: string, from: string | RegExp, to: string) =>
  statements(role, list, (all) => all.map((statement) => statement.replaceAll(new RegExp(from, "g"), to)));

export const policy = (change: (paths: Record<string, Attributes>) => void) =>
  edit("vault_policy.approle_myapp", (attributes) => {
    const text = JSON.parse(attributes.policy as string) as { path: Record<string, Attributes> };
    change(text.path);
    return { ...attributes, policy: JSON.stringify(text) };
  });

/** The same policy in HCL. */
export const policyInHcl = (json: string): string => {
  const { path } = JSON.parse(json) as { path: Record<string, Attributes> };
  const lines = Object.entries(path).map(([name, rule]) => {
    const settings = Object.entries(rule).map(
      ([setting, value]) => `${setting} = ${JSON.stringify(value).replaceAll('":', '" =')}`,
    );
    return `path "${name}" { # as it was\n${settings.join("\n")}\n}`;
  });
  return lines.join("\n");
};

export const widen = (start: string, ...more: string[]) =>
  edit(start, (attributes) => ({
    ...attributes,
    privileges: [...(attributes.privileges as string[]), ...more],
  }));

export const narrow = (start: string, less: string) =>
  edit(start, (attributes) => ({
    ...attributes,
    privileges: (attributes.privileges as string[]).filter((each) => each !== less),
  }));

/** Adds a resource that the stack doesn't describe, with every right to. */
export const add = (address: string, attributes: Attributes) => (stack: SynthesizedStack) => {
  const [type = ""] = address.split(".");
  return {
    ...stack,
    files: new Map([...stack.files].filter(([name]) => name !== "deployer.policy.json")),
    resources: [...stack.resources, { address, type, attributes }],
  };
};

/** The same, once another one is there. */
export const addAfter =
  (start: string, address: string, attributes: Attributes) => (stack: SynthesizedStack) => {
    const depends_on = stack.resources.map((each) => each.address).filter((each) => each.startsWith(start));
    return add(address, { ...attributes, depends_on })(stack);
  };

export const set = (start: string, change: Attributes) =>
  edit(start, (attributes) => ({ ...attributes, ...change }));

/** Edits a file that synthesis wrote next to the stack. */
export const withFile = (name: string, change: (text: string) => string) => (stack: SynthesizedStack) => ({
  ...stack,
  files: new Map([...stack.files, [name, change(stack.files.get(name) ?? "")]]),
});
