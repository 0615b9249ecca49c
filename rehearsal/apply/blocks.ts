import { entries } from "../../constructs/guardrails/rendered/resources";
import type { PlannedArguments } from "../stack/planned-arguments";
import type { SynthesizedStack } from "../stack/synthesized-stack";
import { bool, type Kind, list, number, readArguments, required, type Schema, text } from "./kinds";
import { providerProblems } from "./providers";
import { ephemeralProblems, referenceProblems } from "./references";

/** What is judged elsewhere, or by nobody. */
const any: Kind = (value) => value;

const TERRAFORM: Schema = {
  required_version: text,
  required_providers: any,
  // What keeps the state: of it, a rehearsal promises nothing.
  backend: any,
  cloud: any,
  encryption: any,
};

const VARIABLE: Schema = {
  type: text,
  default: any,
  description: text,
  sensitive: bool,
  ephemeral: bool,
  nullable: bool,
};

const DEFAULTS: Readonly<Record<string, Kind>> = { string: text, number, bool };

const OUTPUT: Schema = { value: required(any), description: text, sensitive: bool, depends_on: list(text) };

/** What has no meaning here in the blocks of a stack that are no resources. */
export function blockProblems(stack: SynthesizedStack, planned: PlannedArguments): string[] {
  const { terraform, variable, output } = stack.config;
  return [
    ...argumentProblems("terraform", terraform, TERRAFORM),
    ...versionProblems(stack),
    ...stateProblems(terraform),
    ...providerProblems(stack),
    ...entries(variable).flatMap(([name, block]) => {
      const { type } = block as { type?: unknown };
      const schema = { ...VARIABLE, default: DEFAULTS[String(type)] ?? any };
      return argumentProblems(`var.${name}`, block, schema);
    }),
    ...entries(output).flatMap(([name, block]) => [
      ...argumentProblems(`output.${name}`, block, OUTPUT),
      ...[...referenceProblems(block, planned), ...ephemeralProblems(block, planned)].map(
        (problem) => `output.${name}: ${problem}`,
      ),
    ]),
  ];
}

function argumentProblems(where: string, block: unknown, schema: Schema): string[] {
  const problems: string[] = [];
  const { "//": _, ...content } = (block ?? {}) as Record<string, unknown>;
  readArguments(content, schema, (argument, problem) =>
    problems.push(`${where}: argument "${argument}" ${problem}`),
  );
  return problems;
}

/** Terraform keeps the state in one place, or in its own where none is named. */
function stateProblems(terraform: unknown): string[] {
  const { backend, cloud } = (terraform ?? {}) as { backend?: unknown; cloud?: unknown };
  const places = [...entries(backend).map(([name]) => `backend "${name}"`), ...(cloud ? ["cloud"] : [])];
  return places.length > 1 ? [`terraform: the state can't be kept in ${places.join(" and in ")}`] : [];
}

/** Write-only arguments and what is ephemeral need Terraform 1.11: an older one puts the password into the state. */
function versionProblems({ config, resources }: SynthesizedStack): string[] {
  const isNeeded = resources.some(
    ({ type, attributes }) => type.startsWith("ephemeral.") || JSON.stringify(attributes).includes("_wo"),
  );
  const { required_version: version } = (config.terraform ?? {}) as { required_version?: unknown };
  if (!isNeeded || String(version).split(",").some(isFrom111)) return [];
  const given = version === undefined ? "is missing" : `is "${String(version)}"`;
  return [`terraform: argument "required_version" ${given}: write-only arguments need ">= 1.11.0"`];
}

function isFrom111(constraint: string): boolean {
  const [, major, minor] = /^\s*(?:=|>=|>|~>)?\s*(\d+)\.(\d+)/.exec(constraint) ?? [];
  return Number(major) > 1 || (Number(major) === 1 && Number(minor) >= 11);
}
