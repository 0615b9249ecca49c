import { Duration, type PostgresRoleProps, Privileges, RateLimit } from "../constructs";

/** Schemas of the database `appdb`, in every environment. */
export const schemas: readonly string[] = ["public"];

/** Who may do what in it: `vault read database/creds/<name>`. Where a role says no times, its environment does. */
export const roles = {
  "app-readonly": { privileges: Privileges.readOnly() },
  "app-readwrite": {
    privileges: Privileges.readWrite(),
    rateLimit: RateLimit.of(2, { per: Duration.minutes(1) }),
  },
  // It alone makes and changes tables: it acts as their owner.
  "app-migrator": {
    privileges: Privileges.owner(),
    defaultTtl: Duration.minutes(15),
    maxTtl: Duration.hours(1),
  },
} satisfies Readonly<Record<string, PostgresRoleProps>>;

/** An application, which logs in by AppRole, and in Kubernetes by the service account and namespace of its name. */
export interface Application {
  readonly name: string;
  /** The role whose credentials it reads. */
  readonly role: keyof typeof roles;
}

export const applications: readonly Application[] = [{ name: "myapp", role: "app-readwrite" }];
