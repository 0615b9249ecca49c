import type { RehearsalReport } from "../../rehearsal/report";

/** The servers of a rehearsal as a person names them. A stack without a database has none of PostgreSQL. */
export function serverNames({ vault, postgres }: RehearsalReport["servers"]): string {
  const names = [`${vault.product} ${vault.version}`];
  if (postgres.version) names.push(`PostgreSQL ${postgres.version}`);
  return names.join(" and ");
}
