/** What a check is about. `name` is its name in the stack; what else there is tells it apart from others of its kind. */
export type Subject =
  | {
      readonly kind: "stack" | "engine" | "auth method" | "audit device" | "break-glass role";
      readonly name: string;
    }
  /** A construct whose resource could not be applied, by its path. */
  | { readonly kind: "construct"; readonly name: string }
  /** A PostgreSQL server. */
  | { readonly kind: "server"; readonly name: string }
  /** `object`: a login that isn't the stack's. */
  | { readonly kind: "database"; readonly name: string; readonly server: string; readonly object?: string }
  | { readonly kind: "connection"; readonly name: string; readonly engine: string }
  /** A role of the database secrets engine. `object`: a table of its database. */
  | { readonly kind: "role"; readonly name: string; readonly engine: string; readonly object?: string }
  /** `login`: the path of its auth method. `object`: the path of a credential, or the name of a Secret. */
  | { readonly kind: "workload"; readonly name: string; readonly login: string; readonly object?: string };

/** Terraform's provider of a stack that has one server. */
const ONLY_SERVER = "postgresql";

/** A subject as a person names it, without the object. */
export function nameOf(subject: Subject): string {
  switch (subject.kind) {
    case "connection":
      return `${subject.engine}/${subject.name}`;
    case "workload":
      return `${subject.name} (${subject.login})`;
    case "database":
      return subject.server === ONLY_SERVER ? subject.name : `${subject.server}/${subject.name}`;
    case "auth method":
    case "audit device":
    case "server":
      return `${subject.kind} ${subject.name}`;
    default:
      return subject.name;
  }
}

/** A check as a line names it: `app-readonly: may-select`, `support: may-select (sales.tickets)`. */
export function lineOf({ id, about }: { readonly id: string; readonly about: Subject }): string {
  const object = "object" in about && about.object ? ` (${about.object})` : "";
  return `${nameOf(about)}: ${id}${object}`;
}
