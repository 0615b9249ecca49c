import { FunctionResource } from "@cdktf/provider-postgresql/lib/function-resource";
import { Grant } from "@cdktf/provider-postgresql/lib/grant";
import { Role } from "@cdktf/provider-postgresql/lib/role";
import { Schema } from "@cdktf/provider-postgresql/lib/schema";
import { Lazy, TerraformCount, type TerraformProvider, type TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { ISSUER_COUNT } from "../statements/issuing-functions";
import type { ResourceChain } from "./resource-chain";

export interface IssuingFunctionsResourcesProps {
  readonly database: string;
  /** The schema that the functions are in. */
  readonly schema: string;
  readonly account: string;
  readonly issuer: string;
  /** The body of the function that makes all others. */
  readonly installation: () => string;
  readonly provider?: TerraformProvider;
  readonly chain: ResourceChain;
}

/** The roles that make leased roles, and the function by which each gets its own. */
export class IssuingFunctionsResources extends Construct {
  /** What the account has to have before it can have the functions made. */
  readonly last: TerraformResource;

  constructor(scope: Construct, id: string, props: IssuingFunctionsResourcesProps) {
    super(scope, id);
    const { database, schema, account, issuer, installation, provider, chain } = props;
    const name = `${issuer}_\${count.index}`;
    const count = TerraformCount.of(ISSUER_COUNT);
    // Members of what they lease, too, which is no change: the installation makes them members of the issuer.
    const lifecycle = { ignoreChanges: ["roles"] };
    const role = { name, login: false, createRole: true, lifecycle, provider, count };
    chain.add(() => new Role(this, "issuers", role));
    // With the functions in it that belong to the issuers.
    const dropCascade = true;
    chain.add(() => new Schema(this, "schema", { database, name: schema, dropCascade, provider }));
    const grant = { database, schema, provider };
    for (const [each, to] of Object.entries({ account, issuer })) {
      const usage = { ...grant, objectType: "schema", role: to, privileges: ["USAGE"] };
      chain.add(() => new Grant(this, `${each}-usage`, usage));
    }
    const body = Lazy.stringValue({ produce: installation });
    const install = { database, schema, name: "install", returns: "void", language: "plpgsql", body };
    chain.add(() => new FunctionResource(this, "install", { ...install, securityDefiner: true, provider }));
    const execute = { ...grant, objectType: "function", objects: ["install"] };
    chain.add(() => new Grant(this, "install-public", { ...execute, role: "public", privileges: [] }));
    this.last = chain.add(
      () => new Grant(this, "install-account", { ...execute, role: account, privileges: ["EXECUTE"] }),
    );
  }
}
