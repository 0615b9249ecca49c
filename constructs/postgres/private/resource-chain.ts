import { type ITerraformDependable, Lazy, type TerraformResource } from "cdktf";
import { addressOf, waitAlso, written, writtenAfter } from "../../private/written";

/** Resources that Terraform makes one after the other, and destroys in the opposite order. */
export class ResourceChain {
  private last?: TerraformResource;
  private readonly others: ITerraformDependable[] = [];
  private readonly ends: TerraformResource[] = [];

  /** Makes a resource that waits for the one added before it. */
  add<Resource extends TerraformResource>(make: () => Resource): Resource {
    const resource = this.last ? writtenAfter([this.last], make()) : written(make());
    this.last = resource;
    return resource;
  }

  /** Has what ends the chain wait for something else, too. */
  endAfter(other: ITerraformDependable): void {
    this.others.push(other);
    for (const end of this.ends) waitAlso(end, [other]);
  }

  /** Makes a resource that waits for all of the chain, also for what is added to it later, so that it is destroyed first. */
  addEnd<Resource extends TerraformResource>(make: () => Resource): Resource {
    const resource = make();
    // No list that is known only later: whoever adds a dependency of their own could add nothing to it.
    const last = Lazy.stringValue({ produce: () => this.last && addressOf(this.last, resource) });
    resource.dependsOn = [last, ...this.others.map((other) => addressOf(other, resource))];
    this.ends.push(resource);
    return written(resource);
  }
}
