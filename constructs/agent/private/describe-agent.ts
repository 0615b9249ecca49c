import type { AgentEnvironmentDescription, AgentTemplateDescription } from "../../access/agent-description";
import type { ProcessVariables } from "../agent-process";
import type { AgentTemplate } from "../agent-template";
import { describeCredential } from "../../credential/describe-credential";
import { libpqVariables } from "../../credential/libpq-variables";

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
  return { ...describeCredential(props), variables: { ...(variables ?? libpqVariables(props)) } };
}
