import { dependable, type ITerraformDependable, Lazy, type TerraformResource } from "cdktf";
import { written } from "../../private/written";

/** Resources that Terraform makes one after the other, and destroys in the opposite order. */
export class ResourceChain {
  private last?: TerraformResource;
  private readonly others: ITerraformDependable[] = [];

  /** Makes a resource that waits for the one added before it. */
  add<Resource extends TerraformResource>(make: (dependsOn: TerraformResource[]) => Resource): Resource {
    const resource = written(make(this.last ? [this.last] : []));
    this.last = resource;
    return resource;
  }

  /** Has what ends the chain wait for something else, too. */
  endAfter(other: ITerraformDependable): void {
    this.others.push(other);
  }

  /** Makes a resource that waits for all of the chain, also for what is added to it later, so that it is destroyed first. */
  addEnd<Resource extends TerraformResource>(make: () => Resource): Resource {
    const resource = make();
    const all = () => [...(this.last ? [this.last] : []), ...this.others];
    resource.dependsOn = Lazy.listValue({ produce: () => all().map(dependable) });
    return written(resource);
  }
}
