import type { IDatabaseRole } from "../../database-role";
import type { InjectorProps } from "../injector-props";

/** The roles whose credentials an injected agent reads, each once. */
export function rolesOf({ templates }: Pick<InjectorProps, "templates">): IDatabaseRole[] {
  return [...new Set(templates.map(({ props }) => props.role))];
}
