/** What a person reads in place of a check's id, where the id itself reads badly. */
const WORDS: Readonly<Record<string, string>> = {
  "become-owner": "act as the owner",
  "become-vault": "act as Vault's account",
  "become-other-group": "act as another group",
  "use-sequence": "use sequence",
  "use-type": "use type",
  "use-other-schema": "use another schema",
  "use-server-files": "use server files",
  "outsider-refused": "a login from outside",
  "impostor-refused": "a server that only claims to be the database's",
  "bootstrap-password-refused": "the bootstrap password",
  "secret-id-refused-after-its-uses": "a secret ID that was used up",
  "other-audience-refused": "another audience",
  "other-namespace-refused": "another namespace",
  "other-service-account-refused": "another service account",
  "expired-service-account-token-refused": "an expired service account token",
  "lease-ttls": "lease TTLs",
  "lease-issued": "issued",
  login: "logs in",
  "no-attributes": "no attributes",
  "grants-are-exact": "exactly the grants of its group",
  "member-of-group-only": "member of its group only",
  "expires-without-vault": "expires without Vault",
  "lease-dies-with-token": "dies with the token",
  "renew-moves-expiry": "renewing moves its expiry",
  "renew-changes-nothing-else": "renewing changes nothing else",
  "revocation-ends-it": "ends sessions and login",
  "revocation-closes-first": "closes the login first",
  "revocation-of-a-role-that-is-gone": "works when the role is gone already",
  "public-has-nothing": "PUBLIC has nothing",
  "secret-id-expires": "secret ID expires",
  "vault-holds-only-what-is-described": "Vault holds only what is described",
};

/** A check as a person reads it, in a row that says what kind of check it is. */
export function wordsOf(id: string): string {
  const whole = id.replace(/-elsewhere$/, "");
  const where = whole === id ? "" : " in other schemas";
  const short = whole.replace(/^(may-not-|may-|revocation-)/, "");
  // What a workload may use else is a role, by its name.
  const [, role] = /^use-(.+)$/.exec(short) ?? [];
  const plain = role ? `use ${role}` : short.replaceAll("-", " ");
  return (WORDS[whole] ?? WORDS[short] ?? plain) + where;
}
