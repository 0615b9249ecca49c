/** How to come by a schema file. */
export function dumpCommand(path: string): string {
  return `pg_dump --schema-only --encoding=UTF8 --file=${path} <database>`;
}
