import type { StackDescription } from "./stack-description";

/** A stack as cdktf renders it: while it is checked and written, once. */
export function renderedConfig(description: StackDescription): Readonly<Record<string, unknown>> {
  return description.once(render);
}

/**
 * Has cdktf write what was rendered to be checked, in place of rendering it again. Where something hooks into the synthesis,
 * which may change the stack still, it does.
 */
export function writeAsRendered(description: StackDescription, write: () => void): void {
  const { stack } = description;
  const isHooked = stack.node.findAll().some((construct) => CUSTOM_SYNTHESIS in construct);
  if (isHooked) description.forget();
  if (!description.knows(render)) return write();
  const own = Object.getOwnPropertyDescriptor(stack, "toTerraform");
  const value = () => renderedConfig(description);
  Object.defineProperty(stack, "toTerraform", { value, configurable: true });
  try {
    write();
  } finally {
    Reflect.deleteProperty(stack, "toTerraform");
    if (own) Object.defineProperty(stack, "toTerraform", own);
  }
}

/** cdktf's, of constructs that write something of their own when they are synthesized. */
const CUSTOM_SYNTHESIS = Symbol.for("cdktf/customSynthesis");

function render({ stack }: StackDescription): Readonly<Record<string, unknown>> {
  return stack.toTerraform() as Record<string, unknown>;
}
