import { DefaultPrivileges } from "@cdktf/provider-postgresql/lib/default-privileges";
import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import type { ResourceChain } from "./resource-chain";

export interface PublicDefaultsProps {
  readonly database: string;
  readonly owner: string;
  readonly provider?: TerraformProvider;
  readonly chain: ResourceChain;
}

/** Takes from PUBLIC what PostgreSQL gives it on whatever an owner makes: to execute its routines, and to use its types. */
export function takeDefaultsFromPublic(scope: Construct, { chain, ...props }: PublicDefaultsProps): void {
  for (const objectType of ["routine", "type"]) {
    const forPublic = { ...props, role: "public", objectType, privileges: [] };
    chain.add(() => new DefaultPrivileges(scope, `public-${objectType}s`, forPublic));
  }
}
