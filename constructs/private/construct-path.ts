/** The path by which people know a construct: without `Resource`, the child that it stands for. */
export function withoutResource(path: string): string {
  return path.replace(/\/Resource$/, "");
}
