import { runCommandLine } from "./command-line";
import { COMMANDS } from "./commands";

runCommandLine(COMMANDS);
