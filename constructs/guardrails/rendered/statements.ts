import { texts } from "./literal";

/** Rendered SQL statements, without their comments. */
export function statements(list: unknown): readonly string[] {
  return texts(list).map(withoutComments);
}

function withoutComments(sql: string): string {
  return sql.replace(
    /('[^']*'|"[^"]*")|--[^\n]*|\/\*[\s\S]*?\*\//g,
    (_, quoted: string | undefined) => quoted ?? " ",
  );
}
