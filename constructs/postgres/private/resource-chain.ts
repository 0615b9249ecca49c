import type { TerraformResource } from "cdktf";
import { written } from "../../private/written";

/** Resources that Terraform makes one after the other. */
export class ResourceChain {
  private last?: TerraformResource;

  /** Makes a resource that waits for the one added before it. */
  add<Resource extends TerraformResource>(make: (dependsOn: TerraformResource[]) => Resource): Resource {
    const resource = written(make(this.last ? [this.last] : []));
    this.last = resource;
    return resource;
  }
}
