import { connectionUrl, queryOf } from "../rendered/connection-url";
import { waysToCredentials } from "../../access/ways-to-credentials";
import { type ServerAddress, serversOf } from "../../access/credential-description";
import { isLoopback } from "../rendered/loopback";
import type { RenderedStack } from "../rendered/rendered-stack";
import type { GuardrailRule, RuleFinding } from "../rule";

/** Modes in which PostgreSQL's client goes on without TLS. */
const PLAIN = ["disable", "allow", "prefer"];

export const verifiedTls: GuardrailRule = {
  id: "verified-tls",
  what: "Vault verifies PostgreSQL's certificate and its host name, Terraform reaches PostgreSQL by TLS, and so does who takes what an agent or an operator of a cluster writes, unless PostgreSQL's pooler is on the same machine.",
  why: "Whoever sits in between reads the root password and every credential.",
  fix: "use PostgresTls.verifyFull({ ca }), and leave sslmode out of the provider and sslMode out of templates and Secrets, or name verify-full",
  check: (stack, { verifiedTls }) => {
    if (!verifiedTls) return [];
    const connections = stack
      .ofType("vault_database_secret_backend_connection")
      .map(({ path, attributes }) => ({
        path,
        modes: queryOf(connectionUrl(attributes)).getAll("sslmode").join(", "),
      }))
      .filter(({ modes }) => modes !== "verify-full")
      .map(({ path, modes }) => ({
        path,
        message: modes ? `sslmode is ${modes}` : "the URL has no sslmode",
      }));
    const providers = stack
      .providers("postgresql")
      .map(({ path, attributes }) => ({ path, mode: stack.text(attributes.sslmode ?? attributes.ssl_mode) }))
      .filter(({ mode }) => PLAIN.includes(mode))
      .map(({ path, mode }) => ({ path, message: `its sslmode is ${mode}` }));
    return [...connections, ...providers, ...waysToPostgres(stack)];
  },
};

/** Where an agent or an operator sends whoever takes what it writes: they verify no more than it says. */
function waysToPostgres({ path, described: { workloads = [] } }: RenderedStack): RuleFinding[] {
  return workloads.flatMap(waysToCredentials).flatMap(({ file, credentials }) =>
    credentials
      .filter(({ address }) => address.sslMode !== "verify-full" && !isOnThisMachine(address))
      .map(({ address, credential }) => ({
        path,
        message: `${file}: sslmode for ${credential} at ${address.host} is ${address.sslMode}`,
      })),
  );
}

function isOnThisMachine(address: ServerAddress): boolean {
  return serversOf(address).every(({ host }) => isLoopback(host));
}
