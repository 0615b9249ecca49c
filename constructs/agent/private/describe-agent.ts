import type {
  AgentAddress,
  AgentCredential,
  AgentEnvironmentDescription,
  AgentTemplateDescription,
} from "../../access/agent-description";
import type { AgentCredentialProps } from "../agent-address";
import type { ProcessVariables } from "../agent-process";
import type { AgentTemplate } from "../agent-template";
import { LIBPQ_VARIABLES } from "../variables";

/** A template in `access.json`. */
export function describeTemplate({
  kind,
  props,
  format,
  mode,
  onChange,
}: AgentTemplate): AgentTemplateDescription {
  const { destination, owner } = props;
  const credential = describeCredential(props);
  return {
    kind,
    destination,
    mode,
    owner: owner && { ...owner },
    ...credential,
    variables: format.variables && { ...format.variables },
    service: kind === "pg_service" ? (format.service ?? credential.address.database) : undefined,
    onChange: onChange.description,
  };
}

/** Variables of a process in `access.json`. */
export function describeEnvironment({ variables, ...props }: ProcessVariables): AgentEnvironmentDescription {
  return { ...describeCredential(props), variables: { ...(variables ?? LIBPQ_VARIABLES) } };
}

function describeCredential(props: AgentCredentialProps): AgentCredential {
  return { credential: props.role.path, address: addressOf(props) };
}

/** Where a server is. What is missing is a problem of its own. */
export function addressOf({ role, endpoint, sslMode, caFile }: AgentCredentialProps): AgentAddress {
  const { host, port, database, ...known } = { ...role.address, ...endpoint } as AgentAddress;
  return {
    host: String(host).replace(/^\[(.*)\]$/, "$1"),
    port: (endpoint ? endpoint.port : port) ?? 5432,
    database,
    sslMode: sslMode ?? known.sslMode,
    caFile,
  };
}
