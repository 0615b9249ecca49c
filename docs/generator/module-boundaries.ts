import parts from "../../module-boundaries.json";

/** A text with the table of what may import what as it is now. */
export function renderBoundaries(text: string): string {
  const rows = parts.map(({ paths, holds, imports, types, packages }) => {
    const allowed = [...imports.map(code), ...(types ?? []).map((path) => `types of ${code(path)}`)];
    return `| ${paths.map(code).join(", ")} | ${holds} | ${list(allowed)} | ${list(packages.map(code))} |`;
  });
  const head = "| Folder | What is in it | What it may import | Packages |\n| --- | --- | --- | --- |";
  return text.replace(/^\| Folder[^]*?(?=\n\n)/m, () => [head, ...rows].join("\n"));
}

function list(names: readonly string[]): string {
  return names.join(", ") || "nothing";
}

function code(name: string): string {
  return `\`${name}\``;
}
