import { changedNames } from "./shown-change";
import type { PlannedChange } from "./planned-change";
import { textOf } from "./consequences/consequence";

/** Statements of a role that are others than before. */
export interface StatementChange {
  /** `database/creds/app-readonly` */
  readonly path: string;
  /** `revocation` */
  readonly statements: string;
  /** From when on they are used, and on what. */
  readonly effect: string;
  /** Whether they are used on what is leased already. */
  readonly isOnLeased: boolean;
}

interface Statements {
  readonly name: string;
  readonly effect: string;
  readonly isOnLeased: boolean;
}

/** When Vault uses which: of a lease it keeps the role's name, and looks up its statements of the day. */
const LEASED: Readonly<Record<string, Statements>> = {
  revocation_statements: {
    name: "revocation",
    effect: "what is leased already is revoked by the new ones",
    isOnLeased: true,
  },
  renew_statements: {
    name: "renewal",
    effect: "what is leased already is renewed by the new ones",
    isOnLeased: true,
  },
  creation_statements: {
    name: "creation",
    effect: "what is leased from then on is made by the new ones",
    isOnLeased: false,
  },
};

const STATIC: Readonly<Record<string, Statements>> = {
  rotation_statements: {
    name: "rotation",
    effect: "the next password is set by the new ones",
    isOnLeased: false,
  },
};

const TYPES: Readonly<
  Record<string, { readonly at: string; readonly statements: Readonly<Record<string, Statements>> }>
> = {
  vault_database_secret_backend_role: { at: "creds", statements: LEASED },
  vault_database_secret_backend_static_role: { at: "static-creds", statements: STATIC },
};

/** The statements that a plan changes of roles that stay: first those that are used on what is leased already. */
export function statementChanges(changes: readonly PlannedChange[]): StatementChange[] {
  const all = changes
    .filter(({ action }) => action === "update")
    .flatMap((change) => {
      const { at, statements } = TYPES[change.type] ?? { at: "", statements: {} };
      const path = `${textOf(change.before.backend)}/${at}/${textOf(change.before.name)}`;
      const changed = new Set(changedNames(change));
      return Object.entries(statements)
        .filter(([argument]) => changed.has(argument))
        .map(([, { name, ...rest }]) => ({ path, statements: name, ...rest }));
    });
  return [...all.filter(({ isOnLeased }) => isOnLeased), ...all.filter(({ isOnLeased }) => !isOnLeased)];
}
