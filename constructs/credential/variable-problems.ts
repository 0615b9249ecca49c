import type { Problem } from "../private/validation";
import {
  CONNECTION_FIELDS,
  type CredentialField,
  type CredentialVariables,
} from "../access/credential-description";
import type { CredentialProps } from "./credential-props";
import { endpointOf } from "./describe-credential";

const FIELDS: readonly CredentialField[] = [...CONNECTION_FIELDS, "url"];

/** What is wrong with environment variables, by what is in each. */
export function variableProblems(variables: CredentialVariables, props: CredentialProps): Problem[] {
  const rule = "credential-variable";
  if (!Object.keys(variables).length) {
    const fix = 'name some, as { DATABASE_URL: "url" }, or leave variables out for libpq\'s';
    return [{ rule, message: "variables is empty, so that nothing of the credential is told", fix }];
  }
  return Object.entries(variables).flatMap(([name, field]) => {
    if (!/^[A-Za-z_]\w*$/.test(name))
      return [
        {
          rule,
          message: `"${name}" is not the name of an environment variable`,
          fix: "write it like DB_USER",
        },
      ];
    if (!FIELDS.includes(field))
      return [
        { rule, message: `variable ${name} is to hold "${field}"`, fix: `use one of ${FIELDS.join(", ")}` },
      ];
    const without = withoutField(field, props);
    return without
      ? [{ rule, message: `variable ${name} is to hold ${without.what}`, fix: without.fix }]
      : [];
  });
}

/** What is in a field, and isn't there. */
function withoutField(field: CredentialField, props: CredentialProps) {
  const endpoint = endpointOf(props);
  if (field === "sslrootcert" && props.caFile === undefined)
    return { what: "the CA's file, and there is none", fix: "give caFile" };
  if (field !== "target_session_attrs" || (endpoint && "hosts" in endpoint)) return undefined;
  return { what: "which of several servers is taken, and there is one", fix: "give hosts, or leave it out" };
}
