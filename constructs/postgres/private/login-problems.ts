import type { Problem } from "../../private/validation";

/**
 * What is wrong with the logins of static roles, of a database that a DBA owns.
 *
 * @param roles the names of what is a role of the database otherwise
 * @param operatorLogins those whose passwords an operator writes
 */
export function loginProblems(
  logins: readonly string[],
  roles: readonly string[],
  operatorLogins: readonly string[],
): Problem[] {
  return [...new Set(logins)].flatMap((name) => {
    if (operatorLogins.includes(name)) return [operatorProblem(name)];
    return roles.includes(name) ? [sharedProblem(name)] : [];
  });
}

function operatorProblem(name: string): Problem {
  const message = `Vault would change the password of "${name}", which an operator writes again`;
  const fix =
    "lease a role instead, give the static role a login of its own, or let the operator manage no password of it";
  return { rule: "operator-owns-password", message, fix };
}

function sharedProblem(name: string): Problem {
  const message = `static role's login "${name}" is a role of the database already`;
  return { rule: "shared-login", message, fix: "give each static role a userName of its own" };
}
