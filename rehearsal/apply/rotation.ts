import type { SynthesizedStack } from "../stack/synthesized-stack";

/** What a generic endpoint may do: rotate the root password of a connection that says so. Its `data_json` only numbers it. */
export function rotationProblems(
  { path, data_json: data }: Readonly<Record<string, unknown>>,
  { access }: SynthesizedStack,
): string[] {
  const rotated = access.connections.filter((connection) => connection.rotated && !connection.imported);
  const isRotation = rotated.some(({ engine, name }) => path === `${engine}/rotate-root/${name}`);
  return [
    ...(isRotation
      ? []
      : [`argument "path" is "${String(path)}", which is not rotate-root of a connection that is rotated`]),
    ...(isGeneration(data) ? [] : ['argument "data_json" is not {"generation": <a number>}']),
  ];
}

function isGeneration(json: unknown): boolean {
  try {
    const { generation, ...others } = JSON.parse(String(json)) as { generation?: unknown };
    return Number.isInteger(generation) && !Object.keys(others).length;
  } catch {
    return false;
  }
}
