import type { AgentField, AgentVariables } from "../../access/agent-description";
import type { Problem } from "../../private/validation";
import type { AgentCredentialProps } from "../agent-address";
import type { ProcessVariables } from "../agent-process";
import { LIBPQ_VARIABLES } from "../variables";

const FIELDS: readonly AgentField[] = [
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
export function variableProblems(variables: AgentVariables, { caFile }: AgentCredentialProps): Problem[] {
  const rule = "agent-variable";
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

/** Variables of a process that two credentials would set. */
export function variablesTwice(environment: readonly ProcessVariables[]): Problem[] {
  const names = environment.flatMap(({ variables = LIBPQ_VARIABLES }) => Object.keys(variables));
  const repeated = names.filter((name, index) => names.indexOf(name) !== index);
  if (!repeated.length) return [];
  const message = `the environment of the process has ${[...new Set(repeated)].join(", ")} twice`;
  return [{ rule: "agent-variable", message, fix: "give each credential variables of its own" }];
}

/** What is wrong with the name of a service. */
export function serviceProblems(service: string | undefined): Problem[] {
  if (service === undefined || /^[\w.-]+$/.test(service)) return [];
  const fix = "use letters, digits, dashes, dots and underscores";
  return [{ rule: "agent-service", message: `"${service}" can't be the name of a service`, fix }];
}
