import { RehearsalError } from "../../../clients/could-not-tell";
import { onPath } from "../../servers/on-path";

/** Terraform, or OpenTofu, which does the same, and how it is called. */
export interface TerraformProgram {
  readonly command: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Where a caller's environment would lead it elsewhere: to other servers, another state, or other arguments. */
const OTHERS = /^(VAULT_|PG|TF_(VAR_|CLI_ARGS|DATA_DIR|WORKSPACE|LOG|INPUT))/;

/**
 * The first of `TERRAFORM_BINARY_NAME`, as cdktf's own command knows it, `terraform` and `tofu` on the PATH.
 *
 * @throws RehearsalError when there is none
 */
export function findTerraform(env: NodeJS.ProcessEnv): TerraformProgram {
  const names = env.TERRAFORM_BINARY_NAME ? [env.TERRAFORM_BINARY_NAME] : ["terraform", "tofu"];
  const [command] = names.flatMap((name) => onPath(env, name));
  if (!command)
    throw new RehearsalError(
      `There is no ${names.join(" and no ")} on the PATH.`,
      "Install Terraform or OpenTofu, 1.11 or newer, or leave --terraform out: its part is then played without it.",
    );
  const own = Object.entries(env).filter(([name]) => !OTHERS.test(name));
  return {
    command,
    env: { ...Object.fromEntries(own), CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1" },
  };
}
