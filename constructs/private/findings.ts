import { AnnotationMetadataEntryType } from "cdktf/lib/annotations";
import type { IConstruct } from "constructs";
import type { Finding } from "../finding";
import { withoutResource } from "./construct-path";
import type { Problem, StackDescription } from "./stack-description";

/** A stack, and what constructs of this library say about it. */
export interface DescribedStack {
  readonly stack: IConstruct;
  readonly description?: StackDescription;
}

/** Everything that is wrong with stacks: with props, for other constructs in them, and for their guardrails. */
export function findingsIn(stacks: readonly DescribedStack[]): Finding[] {
  const problems = stacks.flatMap(({ description }) =>
    (description?.problems ?? []).flatMap(locatedProblems),
  );
  const others = stacks.flatMap(({ stack }) =>
    stack.node.findAll().flatMap((each) => [...validationFindings(each), ...annotationFindings(each)]),
  );
  const isBroken = problems.length + others.length > 0;
  const isSaid = ({ path, rule }: Finding) =>
    problems.some((said) => said.guardrail === rule && `${path}/`.startsWith(`${said.path}/`));
  return [
    ...problems.map(({ rule, path, message, fix }) => ({ rule, path, message, fix })),
    ...others,
    ...stacks
      .flatMap(({ description }) => guardrailFindings(description, isBroken))
      .filter((finding) => !isSaid(finding)),
  ];
}

function locatedProblems({
  construct,
  problems,
}: StackDescription["problems"][number]): (Finding & Problem)[] {
  return problems().map((problem) => ({ ...problem, path: withoutResource(construct.node.path) }));
}

/** Some stacks with broken props can't be rendered; their guardrails are asked once the props are right. */
function guardrailFindings(description: StackDescription | undefined, isBroken: boolean): readonly Finding[] {
  try {
    return description?.guardrails?.findings() ?? [];
  } catch (error) {
    if (isBroken) return [];
    throw error;
  }
}

/** What other people's constructs find, by `node.addValidation`. */
function validationFindings({ node }: IConstruct): Finding[] {
  return messagesOf(() => node.validate()).map((message) => ({
    rule: "validation",
    path: withoutResource(node.path),
    message,
    fix: "do what the message asks for: this check is the construct's own",
  }));
}

function messagesOf(validate: () => string[]): string[] {
  try {
    return validate();
  } catch (error) {
    return [(error as Error).message];
  }
}

/** What other people's constructs find, by `Annotations.of(construct).addError`. */
function annotationFindings({ node }: IConstruct): Finding[] {
  return node.metadata
    .filter(({ type }) => type === AnnotationMetadataEntryType.ERROR)
    .map(({ data }) => ({
      rule: "annotation",
      path: withoutResource(node.path),
      message: String(data),
      fix: "do what the message asks for: somebody added it as an error",
    }));
}
