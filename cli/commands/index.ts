import type { Command } from "../command";
import { diff } from "./diff";
import { loginMaterial } from "./login-material";
import { planComment } from "./plan-comment";
import { quickstart } from "./quickstart";
import { rehearse } from "./rehearse";

/** Every command, in the order of `--help`. */
export const COMMANDS: readonly Command[] = [rehearse, diff, loginMaterial, quickstart, planComment];
