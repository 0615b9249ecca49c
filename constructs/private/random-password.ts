import { TerraformElement, TerraformProvider, TerraformStack } from "cdktf";
import type { Construct } from "constructs";

/** `ephemeral "random_password"`: exists while Terraform runs, and in no plan or state. */
export class EphemeralRandomPassword extends TerraformElement {
  constructor(
    scope: Construct,
    id: string,
    private readonly length: number,
  ) {
    super(scope, id, "ephemeral.random_password");
    const stack = TerraformStack.of(this);
    if (!stack.node.tryFindChild("random")) new RandomProvider(stack, "random");
  }

  /** The password, as an expression. */
  get result(): string {
    return `\${ephemeral.random_password.${this.friendlyUniqueId}.result}`;
  }

  override toTerraform(): object {
    // Letters and digits alone: it ends up in a connection URL.
    return {
      ephemeral: { random_password: { [this.friendlyUniqueId]: { length: this.length, special: false } } },
    };
  }
}

class RandomProvider extends TerraformProvider {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      terraformResourceType: "random",
      terraformGeneratorMetadata: { providerName: "random", providerVersionConstraint: "~> 3.7" },
      terraformProviderSource: "hashicorp/random",
    });
  }
}
