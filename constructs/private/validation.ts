import { App, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { type Finding, FindingsError } from "../finding";

/** A finding before it knows its construct. */
export type Problem = Omit<Finding, "path">;

const PROBLEMS = Symbol.for("cdktf-vault-database/problems");
const STACK_CHECKS = Symbol.for("cdktf-vault-database/stack-checks");
const VALIDATED = Symbol.for("cdktf-vault-database/validated");

type StackCheck = () => readonly Finding[];

interface Marked {
  [PROBLEMS]?: (() => readonly Problem[])[];
  [STACK_CHECKS]?: StackCheck[];
  [VALIDATED]?: boolean;
}

/** Lets a construct report what is wrong with it. Asked once, at synthesis, when everything was said. */
export function addProblems(construct: IConstruct, problems: () => readonly Problem[]): void {
  const marked = construct as IConstruct & Marked;
  (marked[PROBLEMS] ??= []).push(problems);
  validateAppBeforeWriting(TerraformStack.of(construct));
}

/** Adds a check of a whole stack, such as guardrails. Asked once, at synthesis. */
export function addStackCheck(stack: TerraformStack, check: StackCheck): void {
  const marked = stack as TerraformStack & Marked;
  (marked[STACK_CHECKS] ??= []).push(check);
  validateAppBeforeWriting(stack);
}

// cdktf validates and writes stack by stack: whichever stack comes first speaks for all of them.
function validateAppBeforeWriting(stack: TerraformStack & Marked): void {
  if (stack[VALIDATED]) return;
  stack[VALIDATED] = true;
  stack.node.addValidation({
    validate: () => {
      const root = stack.node.root as IConstruct & Marked;
      if (root[VALIDATED]) return [];
      root[VALIDATED] = true;
      const findings = collectFindings(root);
      root[VALIDATED] = !findings.length && App.isApp(root);
      if (findings.length) throw new FindingsError(findings);
      return [];
    },
  });
}

function collectFindings(root: IConstruct): Finding[] {
  const constructs = root.node.findAll() as (IConstruct & Marked)[];
  const findings = constructs.flatMap((construct) => [...problemsOf(construct), ...foreignFindings(construct)]);
  if (findings.length) return findings;
  // A stack with broken props can't be rendered, so its guardrails are asked once the props are right.
  return constructs.flatMap((construct) => (construct[STACK_CHECKS] ?? []).flatMap((check) => [...check()]));
}

function problemsOf(construct: IConstruct & Marked): Finding[] {
  return (construct[PROBLEMS] ?? [])
    .flatMap((problems) => [...problems()])
    .map((problem) => ({ ...problem, path: construct.node.path }));
}

/** What other libraries' validations say, so that one message holds everything. */
function foreignFindings(construct: IConstruct): Finding[] {
  return construct.node.validate().map((message) => ({
    rule: "validation",
    path: construct.node.path,
    message,
    fix: "see the message of the construct that reports it",
  }));
}
