import { Token } from "cdktf";
import type { PostgresConnectionProps } from "../postgres-connection";
import { durationProblems } from "../../private/duration-problems";
import type { Problem } from "../../private/validation";
import { vaultNameProblems } from "../../private/vault-name";

/** What is wrong with a connection's props. `accountTaken`: the generated password found no account to go to. */
export function connectionProblems(
  name: string,
  props: PostgresConnectionProps,
  accountTaken: boolean,
): Problem[] {
  const { generation = 1, maxOpenConnections = 4, maxIdleConnections, maxConnectionLifetime } = props;
  return [
    ...vaultNameProblems("connection", name),
    ...hostProblems(props.endpoint.host),
    ...wholeNumber("port", "endpoint.port", props.endpoint.port ?? 5432, 1, 65_535),
    ...wholeNumber("generation", "generation", generation, 1, Number.MAX_SAFE_INTEGER),
    ...wholeNumber("pool-limits", "maxOpenConnections", maxOpenConnections, 1, 1000),
    ...wholeNumber(
      "pool-limits",
      "maxIdleConnections",
      maxIdleConnections ?? maxOpenConnections,
      // Vault takes 0 for as many as may be open.
      1,
      maxOpenConnections,
    ),
    ...durationProblems({ maxConnectionLifetime }),
    ...usernameTemplateProblems(props.usernameTemplate),
    ...(accountTaken ? [accountProblem(props)] : []),
  ];
}

function hostProblems(host: string): Problem[] {
  if (Token.isUnresolved(host) || /^([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9a-fA-F:.]+\])$/.test(host))
    return [];
  const fix =
    "write the name or the address alone, without scheme, port, user or path; an IPv6 address in brackets";
  return [{ rule: "host", message: `"${host}" is no host`, fix }];
}

function wholeNumber(rule: string, name: string, value: number, least: number, most: number): Problem[] {
  // What only Terraform knows is Vault's to check.
  if ([value, most].some((each) => Token.isUnresolved(each))) return [];
  if (Number.isInteger(value) && value >= least && value <= most) return [];
  const range = most === Number.MAX_SAFE_INTEGER ? `of ${least} or more` : `from ${least} to ${most}`;
  return [{ rule, message: `${name} is ${value}`, fix: `use a whole number ${range}` }];
}

function usernameTemplateProblems(template: string | undefined): Problem[] {
  if (template === undefined || Token.isUnresolved(template)) return [];
  const rule = "username-template";
  const problems: Problem[] = [];
  const [, digits = "0"] = /\{\{[^}]*\brandom (\d+)/.exec(template) ?? [];
  if (Number(digits) < 10 && !/\{\{[^}]*\buuid\b/.test(template)) {
    const message = `the user name template "${template}" can give two leases the same name`;
    problems.push({ rule, message, fix: "add {{random 20}} to it" });
  }
  if (/['`$;\\]/.test(template) || /[^\w.-]/.test(template.replace(/\{\{[^}]*\}\}/g, ""))) {
    const message = `the user name template "${template}" puts signs into names that need quoting`;
    problems.push({ rule, message, fix: "use letters, digits, dashes, dots and underscores around {{…}}" });
  }
  if (/\.DisplayName/.test(template)) {
    const message = `the user name template "${template}" puts into SQL what whoever asks is called`;
    problems.push({ rule, message, fix: "leave .DisplayName out; the audit log says who asked" });
  }
  return problems;
}

function accountProblem({ database }: PostgresConnectionProps): Problem {
  const message = `a generated root credential can't be set: account "${database.accountName}" is not this connection's to set`;
  const fix =
    "for a database from fromExisting use RootCredential.fromVariable or fromEphemeral; " +
    "for a second connection to one database describe an account of its own";
  return { rule: "root-credential", message, fix };
}

/** What is wrong with a root credential's expression. Its value is nobody's business here. */
export function rootCredentialProblems(expression: string): Problem[] {
  if (Token.isUnresolved(expression) || /^\$\{.+\}$/.test(expression)) return [];
  const message = "the root credential is a literal, so it would be in the code";
  const fix = "pass an expression such as ${ephemeral.….value}, or use RootCredential.generated()";
  return [{ rule: "no-literal-password", message, fix }];
}
