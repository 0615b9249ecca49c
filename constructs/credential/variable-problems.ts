import type { Problem } from "../private/validation";
import type { CredentialField, CredentialVariables } from "../access/credential-description";
import type { CredentialProps } from "./credential-props";

const FIELDS: readonly CredentialField[] = [
  "host",
  "port",
  "database",
  "user",
  "password",
  "sslmode",
  "sslrootcert",
  "url",
];

/** What is wrong with environment variables, by what is in each. */
export function variableProblems(variables: CredentialVariables, { caFile }: CredentialProps): Problem[] {
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
    if (field !== "sslrootcert" || caFile !== undefined) return [];
    return [
      { rule, message: `variable ${name} is to hold the CA's file, and there is none`, fix: "give caFile" },
    ];
  });
}
