import { TerraformStack } from "cdktf";
import { resolve } from "cdktf/lib/_tokens";
import type { IConstruct } from "constructs";

/** A text as it is rendered: with Terraform's expression in place of a token. */
export function renderedText(scope: IConstruct, text: string): string {
  return String(resolve(TerraformStack.of(scope), text));
}
