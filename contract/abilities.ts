/** What a check can need of a deployment besides connections to its servers. */
export const ABILITIES = [
  /** A token that may do everything in Vault. */
  "root of Vault",
  /** What Vault held before the stack was applied, and how it stores and shows things. */
  "Vault before the apply",
  /** Clients that Vault takes for others, by the address that they say they have. */
  "clients of any address",
  /** A superuser on every PostgreSQL server. */
  "superuser of PostgreSQL",
  /** A login on every PostgreSQL server that nobody described. */
  "login for something else",
  /** What a PostgreSQL server has logged. */
  "server log",
  /** What an audit device has written. */
  "audit log",
  /** Whether somebody makes service account tokens of any kind. */
  "service account tokens",
  /** Whether some of them can have expired already. */
  "expired service account tokens",
  /** Whether each cluster issues tokens that no other takes. */
  "clusters that are apart",
  /** Whether somebody makes tokens of the issuers of JWTs, of any kind. */
  "tokens of issuers",
  /** The API server of a real cluster, which says what it would take. */
  "a real cluster",
  /** Running agents. */
  "agents",
  /** What the stack writes to Vault. */
  "resources",
  /** What synthesis wrote next to the stack. */
  "files",
  /** Servers that only claim to be the database's. */
  "impostors",
  /** The passwords that accounts had before Vault rotated them. */
  "bootstrap passwords",
  /** Seconds for each role, for what takes long to show. */
  "time to wait",
  /** Applying the stack once more. */
  "a second apply",
] as const;
export type Ability = (typeof ABILITIES)[number];
