import { entries } from "./resources";

/** A part of a configuration that is no resource: a provider, a variable, an output… */
export interface Block {
  /** The stack, and what it is: `production (variable db_password)`. */
  readonly path: string;
  readonly kind: "provider" | "variable" | "local" | "output" | "module" | "data" | "backend" | "comment";
  readonly name: string;
  readonly content: unknown;
}

/** Everything of a configuration but its resources. */
export function blocksOf(path: string, config: Readonly<Record<string, unknown>>): Block[] {
  const { terraform, data, provider, locals, "//": comment, ...others } = config;
  const block = (kind: Block["kind"], name: string, content: unknown): Block => ({
    path: `${path} (${kind} ${name})`,
    kind,
    name,
    content,
  });
  const named = (["variable", "output", "module"] as const).flatMap((kind) =>
    entries(others[kind]).map(([name, content]) => block(kind, name, content)),
  );
  return [
    ...entries(provider).flatMap(([name, blocks]) =>
      [blocks].flat().map((each) => block("provider", name, each)),
    ),
    ...[locals]
      .flat()
      .flatMap(entries)
      .map(([name, content]) => block("local", name, content)),
    ...named,
    ...entries(data).flatMap(([type, all]) =>
      entries(all).map(([name, content]) => block("data", `${type}.${name}`, content)),
    ),
    ...entries((terraform as { backend?: unknown } | undefined)?.backend).map(([kind, content]) =>
      block("backend", kind, content),
    ),
    block("comment", "//", comment ?? {}),
  ];
}
