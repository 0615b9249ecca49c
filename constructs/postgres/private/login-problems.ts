import type { Problem } from "../../private/validation";

/** Who is who on the server of a database that a DBA owns, by name. */
interface Names {
  /** The logins of static roles. */
  readonly logins: readonly string[];
  /** Accounts of Vault, which changes their passwords as it does those of static roles. */
  readonly accounts: readonly string[];
  /** What is a role of the database otherwise. */
  readonly roles: readonly string[];
  /** Those whose passwords an operator writes. */
  readonly operatorLogins: readonly string[];
}

/** What is wrong with logins whose passwords Vault changes. */
export function loginProblems({ logins, accounts, roles, operatorLogins }: Names): Problem[] {
  return [...new Set([...logins, ...accounts])].flatMap((name) => {
    if (operatorLogins.includes(name)) return [operatorProblem(name)];
    return logins.includes(name) && roles.includes(name) ? [sharedProblem(name)] : [];
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
