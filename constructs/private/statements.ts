/** A list of rendered SQL statements, which may be missing. */
export function statements(list: unknown): readonly string[] {
  return Array.isArray(list) ? list.map(String) : [];
}
