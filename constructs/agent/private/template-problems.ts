import { addressProblems } from "../../credential/address-problems";
import { filePathProblems } from "../../credential/file-path-problems";
import { variableProblems } from "../../credential/variable-problems";
import type { Problem } from "../../private/validation";
import type { AgentTemplate } from "../agent-template";
import { modeProblems, ownerProblems } from "./agent-texts";
import { serviceProblems } from "./variable-problems";

/** What is wrong with a file that an agent writes. */
export function templateProblems({ kind, props, format, mode, onChange }: AgentTemplate): Problem[] {
  return [
    ...filePathProblems("destination", props.destination),
    ...modeProblems(`the mode of "${props.destination}"`, mode),
    ...ownerProblems(props.owner),
    ...addressProblems(props),
    ...(format.variables ? variableProblems(format.variables, props) : []),
    ...(kind === "pg_service" ? serviceProblems(format.service) : []),
    ...onChange.problems(),
  ];
}
