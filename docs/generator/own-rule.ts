import type { OwnRule } from "../../constructs";

/** The example of the page about guardrails. */
export const shortPayrollLeases: OwnRule = {
  id: "short-payroll-leases",
  what: "A lease of payroll's ends within an hour.",
  fix: "set its maxTtl to an hour or less",
  check: (stack) =>
    stack
      .ofType("vault_database_secret_backend_role")
      .filter(({ attributes }) => stack.text(attributes.db_name) === "payroll")
      .filter(({ attributes }) => Number(attributes.max_ttl) > 3_600)
      .map(({ path, attributes }) => ({ path, message: `its leases end within ${attributes.max_ttl} s` })),
};
