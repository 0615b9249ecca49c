import type { AgentTemplateDescription } from "../../../constructs/access/agent-description";
import type { WorkloadDescription } from "../../../constructs/access/access-manifest";

/** Where a workload's credentials are put. */
interface Place {
  readonly place: string;
  /** What is said of it, without what says only when it is written. */
  readonly fields: object;
}

/** Every file, Secret and environment that a workload's credentials are put into, and who puts them there. */
export function placesOf(workload: WorkloadDescription): Place[] {
  const { agent, injector, vaultSecretsOperator, clientCache, externalSecrets } = workload;
  return [
    ...(agent ? agentPlaces(agent) : []),
    ...(injector ? injectorPlaces(injector) : []),
    ...(clientCache ? [{ place: "the client cache", fields: clientCache }] : []),
    ...(vaultSecretsOperator ? operatorPlaces("the Vault Secrets Operator", vaultSecretsOperator) : []),
    ...(externalSecrets ? operatorPlaces("the External Secrets Operator", externalSecrets) : []),
  ];
}

function agentPlaces({
  templates,
  process,
  sink,
  file,
  ...login
}: NonNullable<WorkloadDescription["agent"]>): Place[] {
  const { environment = [], stopSignal, ...started } = process ?? {};
  return [
    { place: "the agent", fields: login },
    ...(sink ? [{ place: "the file of the agent's token", fields: sink }] : []),
    ...templates.map(templatePlace),
    ...(process ? [{ place: "the agent's process", fields: started }] : []),
    ...environment.map((each) => ({
      place: `variables ${Object.keys(each.variables).join(", ")}`,
      fields: each,
    })),
  ];
}

function injectorPlaces({
  templates,
  file,
  longest,
  ...rest
}: NonNullable<WorkloadDescription["injector"]>): Place[] {
  return [{ place: "the injector's pods", fields: rest }, ...templates.map(templatePlace)];
}

function templatePlace({ onChange, ...template }: AgentTemplateDescription): Place {
  const { timeout, ...reaction } = { timeout: 0, ...onChange };
  return { place: `file ${template.destination}`, fields: { ...template, onChange: reaction } };
}

function operatorPlaces(
  operator: string,
  { secrets, file, ...login }: NonNullable<WorkloadDescription["vaultSecretsOperator" | "externalSecrets"]>,
): Place[] {
  return [
    { place: operator, fields: login },
    ...secrets.map((secret) => ({
      place: `Secret ${secret.name} of ${operator}`,
      fields: whatIsInIt(secret),
    })),
  ];
}

/** How often it is written, and what is started again then, lets nobody read it. */
function whatIsInIt(secret: object): object {
  const { renewalPercent, refreshInterval, restart, ...rest } = secret as Record<string, unknown>;
  return rest;
}
