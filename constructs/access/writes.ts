import type { PrivilegesDescription } from "./postgres-description";

const WRITE = ["INSERT", "UPDATE", "DELETE", "TRUNCATE"];

/** Whether a privilege set changes what tables hold. */
export function writes({ owner, schemas }: PrivilegesDescription): boolean {
  const granted = schemas.flatMap(({ tables, columns }) => [
    ...tables.flatMap(({ privileges }) => privileges),
    ...columns.map(({ privilege }) => privilege),
  ]);
  return owner || granted.some((privilege) => WRITE.includes(privilege));
}
