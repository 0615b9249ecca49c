/** A statement that isn't loaded. */
export interface Omission {
  readonly sign: RegExp;
  /** What is said about it. @default - nothing: a new database has its own, or none */
  readonly says?: { readonly what: string; readonly to: string };
}

/** What isn't loaded, wherever it would be. */
const OMISSIONS: readonly Omission[] = [
  { sign: /^\\/ },
  { sign: /^(BEGIN|START\s+TRANSACTION|COMMIT)\b/i },
  { sign: /^SET\s+client_encoding\b/i },
  // What pg_dump --create and pg_dumpall do before they make anything.
  {
    sign: /^(CREATE|DROP)\s+(DATABASE|TABLESPACE)\b|^DROP\s+ROLE\b|^COMMENT\s+ON\s+(DATABASE|TABLESPACE)\b/i,
  },
  { sign: /^ALTER\s+(TABLESPACE|DATABASE\s(?![^]*\s(RE)?SET\s))/i },
  // All are filled in the end.
  { sign: /^REFRESH\b/i },
  // They belong to a superuser wherever they are.
  { sign: /^ALTER\s+(EVENT\s+TRIGGER|FOREIGN\s+DATA\s+WRAPPER)\b[^]*\sOWNER\s+TO\s/i },
  {
    sign: /^(CREATE|ALTER|COMMENT\s+ON)\s+(PUBLICATION|SUBSCRIPTION)\b/i,
    says: { what: "publications and subscriptions", to: "none: a rehearsal replicates nothing" },
  },
];

/** Why a statement isn't loaded, if it isn't. */
export function omissionOf(statement: string): Omission | undefined {
  return OMISSIONS.find(({ sign }) => sign.test(statement));
}
