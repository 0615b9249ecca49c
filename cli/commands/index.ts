import type { Command } from "../command";
import { diff } from "./diff";
import { drain } from "./drain";
import { loginMaterial } from "./login-material";
import { quickstart } from "./quickstart";
import { rehearse } from "./rehearse";
import { review } from "./review";
import { staticPairs } from "./static-pairs";

/** Every command, in the order of `--help`. */
export const COMMANDS: readonly Command[] = [
  rehearse,
  diff,
  review,
  drain,
  loginMaterial,
  staticPairs,
  quickstart,
];
