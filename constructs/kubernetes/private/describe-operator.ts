import type { OperatorDescription, SecretDescription } from "../../access/kubernetes-description";
import { describeCredential } from "../../credential/describe-credential";
import { libpqVariables } from "../../credential/libpq-variables";
import type { OperatorProps, OperatorScope } from "../operator-props";
import type { SecretProps } from "../secret-props";

/** What `access.json` says about every operator. */
export function describeOperator(
  { login }: OperatorScope,
  { vaultAddress, vaultCaSecret, serviceAccount }: OperatorProps,
  file: string,
): OperatorDescription {
  return {
    file,
    vaultAddress,
    vaultCaSecret,
    // More than one, and none named, is a problem of its own.
    serviceAccount: serviceAccount ?? String(login.serviceAccounts[0]),
  };
}

/** A Secret in `access.json`. */
export function describeSecret({ name, variables, ...props }: SecretProps): SecretDescription {
  return { name, ...describeCredential(props), variables: { ...(variables ?? libpqVariables(props)) } };
}
