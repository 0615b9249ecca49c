import { TerraformElement, TerraformProvider, TerraformStack } from "cdktf";
import type { Construct, IConstruct } from "constructs";

/** `ephemeral "random_password"`: exists while Terraform runs, and in no plan or state. */
export class EphemeralRandomPassword extends TerraformElement {
  constructor(
    scope: Construct,
    id: string,
    private readonly length: number,
  ) {
    super(scope, id, "ephemeral.random_password");
    const stack = TerraformStack.of(this);
    if (!stack.node.tryFindChild(RandomProvider.ID)) new RandomProvider(stack);
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

/** The provider `random`, where the stack has none of its own. */
class RandomProvider extends TerraformProvider {
  static readonly ID = "provider-of-root-credentials";

  constructor(scope: Construct) {
    super(scope, RandomProvider.ID, {
      terraformResourceType: "random",
      terraformGeneratorMetadata: { providerName: "random", providerVersionConstraint: "~> 3.7" },
      terraformProviderSource: "hashicorp/random",
    });
  }

  override toTerraform(): object {
    const isOther = (construct: IConstruct) =>
      construct !== this &&
      TerraformProvider.isTerraformProvider(construct) &&
      construct.terraformResourceType === this.terraformResourceType &&
      construct.alias === undefined;
    return TerraformStack.of(this).node.findAll().some(isOther) ? {} : (super.toTerraform() as object);
  }
}
