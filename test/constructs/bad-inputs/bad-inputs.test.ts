import { Guardrails } from "../../../constructs";
import { BAD_AGENTS } from "./agents";
import { BAD_APP_ROLES } from "./approle-workloads";
import { BAD_TOKENS } from "./token-workloads";
import { BAD_AUDIT_TRAILS } from "./audit-trails";
import { type BadInput, findingsOf } from "./bad-input";
import { BAD_CLIENT_CACHES } from "./client-caches";
import { BAD_CONNECTIONS } from "./connections";
import { BAD_DATABASES } from "./databases";
import { BAD_ENGINES } from "./engines";
import { BAD_EXTERNAL_SECRETS } from "./external-secrets";
import { BAD_INJECTORS } from "./injectors";
import { BAD_ISSUANCES } from "./issuance";
import { BAD_KUBERNETES } from "./kubernetes-workloads";
import { BAD_JWT_WORKLOADS } from "./jwt-workloads";
import { BAD_OPERATORS } from "./operators";
import { BAD_PASSWORD_POLICIES } from "./password-policies";
import { BAD_PRIVILEGE_SETS } from "./privilege-sets";
import { BAD_SCHEMAS } from "./schemas";
import { BAD_ROLES } from "./roles";
import { BAD_STATIC_ROLES } from "./static-roles";
import { BAD_VAULT_SECRETS_OPERATORS } from "./vault-secrets-operator";

const inputs: Readonly<Record<string, readonly BadInput[]>> = {
  "an engine": BAD_ENGINES,
  "a connection": BAD_CONNECTIONS,
  "a role": BAD_ROLES,
  "a static role": BAD_STATIC_ROLES,
  "a password policy": BAD_PASSWORD_POLICIES,
  "a database": BAD_DATABASES,
  "an issuance": BAD_ISSUANCES,
  "a privilege set": BAD_PRIVILEGE_SETS,
  "a schema": BAD_SCHEMAS,
  "an AppRole workload": BAD_APP_ROLES,
  "a workload that is given a token": BAD_TOKENS,
  "an agent": BAD_AGENTS,
  "a Kubernetes workload": BAD_KUBERNETES,
  "a workload that logs in with a JWT": BAD_JWT_WORKLOADS,
  "an operator of a cluster": BAD_OPERATORS,
  "an agent injector": BAD_INJECTORS,
  "an operator's client cache": BAD_CLIENT_CACHES,
  "the Vault Secrets Operator": BAD_VAULT_SECRETS_OPERATORS,
  "the External Secrets Operator": BAD_EXTERNAL_SECRETS,
  "an audit trail": BAD_AUDIT_TRAILS,
};

describe.each(Object.entries(inputs))("%s with a wrong input is refused, with one finding:", (_, rows) => {
  test.each(rows)("%s", (_, build, rule, path, message, fix) => {
    const findings = findingsOf((stack) => {
      Guardrails.attach(stack, Guardrails.development({ auditDevices: 0 }));
      build(stack);
    });
    expect(findings).toEqual([{ rule, path, message, fix }]);
  });
});
