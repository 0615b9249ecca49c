import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { type Finding, FindingsError } from "../finding";

/** A finding before it knows its construct. */
export interface Problem extends Omit<Finding, "path"> {
  /** The guardrail that finds the same in what is rendered. It doesn't say so again, here and below. @default - none does */
  readonly guardrail?: string;
}

type StackCheck = () => readonly Finding[];

const problemsOf = new WeakMap<IConstruct, (() => readonly Problem[])[]>();
const checksOf = new WeakMap<IConstruct, StackCheck[]>();
const validatedStacks = new WeakSet<TerraformStack>();

/** Lets a construct report what is wrong with it. Asked once, at synthesis, when everything was said. */
export function addProblems(construct: IConstruct, problems: () => readonly Problem[]): void {
  problemsOf.set(construct, [...(problemsOf.get(construct) ?? []), problems]);
  validateBeforeWriting(TerraformStack.of(construct));
}

/** Adds a check of a whole stack, such as guardrails. Asked at synthesis, once the props are right. */
export function addStackCheck(stack: TerraformStack, check: StackCheck): void {
  checksOf.set(stack, [...(checksOf.get(stack) ?? []), check]);
  validateBeforeWriting(stack);
}

// cdktf runs aspects, validates and writes stack by stack. The first one speaks for all, before a file is written; each
// other one again for itself, because its aspects have run since.
function validateBeforeWriting(stack: TerraformStack): void {
  if (validatedStacks.has(stack)) return;
  validatedStacks.add(stack);
  stack.node.addValidation({
    validate: () => {
      const all = stack.node.root.node.findAll();
      const isFirst = all.find((construct) => validatedStacks.has(construct as TerraformStack)) === stack;
      const findings = collectFindings(isFirst ? all : stack.node.findAll());
      const consequence = isFirst ? undefined : "the stacks before this one were written";
      if (findings.length) throw new FindingsError(findings, consequence);
      return [];
    },
  });
}

function collectFindings(constructs: readonly IConstruct[]): Finding[] {
  const problems = constructs.flatMap(findProblems);
  const isSaid = ({ path, rule }: Finding) =>
    problems.some((said) => said.guardrail === rule && `${path}/`.startsWith(`${said.path}/`));
  return [
    ...problems.map(({ rule, path, message, fix }) => ({ rule, path, message, fix })),
    ...constructs
      .flatMap((construct) => checkStack(construct, problems.length > 0))
      .filter((finding) => !isSaid(finding)),
  ];
}

/** Some stacks with broken props can't be rendered; their guardrails are asked once the props are right. */
function checkStack(construct: IConstruct, isBroken: boolean): Finding[] {
  try {
    return (checksOf.get(construct) ?? []).flatMap((check) => [...check()]);
  } catch (error) {
    if (isBroken) return [];
    throw error;
  }
}

function findProblems(construct: IConstruct): (Finding & Problem)[] {
  const problems = (problemsOf.get(construct) ?? []).flatMap((problems) => [...problems()]);
  return problems.map((problem) => ({ ...problem, path: construct.node.path }));
}
