import { LocalBackend, S3Backend, type TerraformStack } from "cdktf";
import type { LocalState, RemoteState } from "../environments/environment";

/** Says where a stack's state is. */
export function addState(stack: TerraformStack, state: LocalState | RemoteState): void {
  const name = stack.node.id;
  // Relative to cdktf.out/stacks/<name>, where Terraform runs: it stays when that is written anew.
  if (state.kind === "local") {
    new LocalBackend(stack, { path: `../../../terraform.${name}.tfstate` });
    return;
  }
  const { bucket, region } = state;
  const key = `vault-database/${name}.tfstate`;
  const backend = new S3Backend(stack, { bucket, region, key, encrypt: true });
  // S3's own lock, which cdktf's class doesn't know yet.
  backend.addOverride("use_lockfile", true);
}
