/** The path that people know a construct by: of the construct, where this is the resource it stands for. */
export function withoutResource(path: string): string {
  return path.replace(/\/Resource$/, "");
}
