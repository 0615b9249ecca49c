import { Token } from "cdktf";
import type { ConnectionSettings } from "./connection-settings";
import { endpointProblems } from "./endpoint-problems";
import { durationProblems } from "../../private/duration-problems";
import { literalSecretProblems } from "../../private/literal-secret-problems";
import type { Problem } from "../../private/validation";
import { isWholeNumber, wholeNumberProblems } from "../../private/whole-number-problems";
import { vaultNameProblems } from "../../private/vault-name";

const MOST_CONNECTIONS = 1000;

/** What is wrong with a connection's settings. `isUnset`: the generated password is set on no account. */
export function connectionProblems(name: string, settings: ConnectionSettings, isUnset: boolean): Problem[] {
  const { endpoint, tls, generation, maxConnectionLifetime, usernameTemplate } = settings;
  return [
    ...vaultNameProblems("connection", name),
    ...endpointProblems(endpoint, tls),
    ...wholeNumberProblems("generation", "generation", generation, Number.MAX_SAFE_INTEGER),
    ...poolProblems(settings),
    ...durationProblems({ maxConnectionLifetime }),
    ...usernameTemplateProblems(usernameTemplate),
    ...(isUnset ? [accountProblem(settings)] : []),
  ];
}

/** 0 can't stand for no idle connection: Vault takes it for as many as may be open. */
function poolProblems({ maxOpenConnections: open, maxIdleConnections: idle }: ConnectionSettings): Problem[] {
  const most = isWholeNumber(open, MOST_CONNECTIONS) ? open : MOST_CONNECTIONS;
  return [
    ...wholeNumberProblems("pool-limits", "maxOpenConnections", open, MOST_CONNECTIONS),
    ...(idle === open ? [] : wholeNumberProblems("pool-limits", "maxIdleConnections", idle, most)),
  ];
}

function usernameTemplateProblems(template: string): Problem[] {
  if (Token.isUnresolved(template)) return [];
  const rule = "username-template";
  const problems: Problem[] = [];
  const [, digits = "0"] = /\{\{[^}]*\brandom (\d+)/.exec(template) ?? [];
  if (Number(digits) < 10 && !/\{\{[^}]*\buuid\b/.test(template)) {
    const message = `the user name template "${template}" can give two leases the same name`;
    problems.push({ rule, message, fix: "add {{random 20}} to it", guardrail: "distinct-user-names" });
  }
  if (/['`$;\\]|%\{/.test(template) || /[^\w.-]/.test(template.replace(/\{\{[^}]*\}\}/g, ""))) {
    const message = `the user name template "${template}" puts characters that need quoting into names`;
    problems.push({ rule, message, fix: "use letters, digits, dashes, dots and underscores around {{…}}" });
  }
  if (/\.DisplayName/.test(template)) {
    const message = `the user name template "${template}" puts the display name of whoever asks into SQL`;
    const fix = "leave .DisplayName out; the audit log says who asked";
    problems.push({ rule, message, fix, guardrail: "distinct-user-names" });
  }
  return problems;
}

function accountProblem({ database }: ConnectionSettings): Problem {
  const message = `account "${database.accountName}" can't get the generated password: a DBA makes it, or another connection sets its password`;
  const fix =
    "for a database from PostgresDatabase.fromExisting use RootCredential.fromVariable or fromEphemeral; " +
    "for a second connection to one database describe a second account";
  return { rule: "root-credential", message, fix };
}

/** What is wrong with a root credential's expression. Its value is never shown. */
export function rootCredentialProblems(expression: string): Problem[] {
  const [rule, what] = ["root-credential-literal", "the root credential"];
  return literalSecretProblems(rule, what, expression, "RootCredential.generated()");
}
