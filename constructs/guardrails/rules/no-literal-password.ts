import { isLiteral, isMissing, texts } from "../rendered/literal";
import type { Block } from "../rendered/blocks";
import { argumentsNamed, type RenderedResource, type RenderedStack } from "../rendered/rendered-stack";
import {
  isFromFile,
  isWrittenDown,
  type SecretUse,
  secretUses,
  storedIn,
  variablesIn,
} from "../rendered/secret-uses";
import { SECRET_NAME } from "../rendered/content-digest";
import { secretShapes } from "../rendered/secret-shapes";
import { isWord, type Statement } from "../rendered/sql";
import { statementLists } from "../rendered/statement-lists";
import type { GuardrailRule, RuleFinding } from "../rule";

export const noLiteralPassword: GuardrailRule = {
  id: "no-literal-password",
  what: "No password, token or private key is written down, and none goes into the state or an output.",
  why: "It would be in the code, in the plan and in the state.",
  fix: "use RootCredential.generated(), password_wo with an ephemeral variable, or the environment variables of the provider",
  check: (stack) => [
    ...secretUses(stack).flatMap((use) =>
      usedMessages(use, stack).map((message) => ({ path: use.path, message })),
    ),
    ...statementLists(stack)
      .filter(({ statements }) => statements.some(setsPassword))
      .map(({ path, argument }) => ({ path, message: `${argument} set a literal password` })),
    ...stack.everyResource.flatMap((resource) =>
      inState(resource).map((message) => ({ path: resource.path, message })),
    ),
    ...stack.blocks.flatMap((block) => blockFindings(block, stack)),
    ...shapeFindings(stack),
  ],
};

/** Arguments that go into the state, by type, and what to give instead. */
const STORED_ARGUMENTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  postgresql_role: { password: "password_wo does not" },
  vault_database_secret_backend_connection: {
    password: "password_wo does not",
    private_key: "a file on Vault's host does not",
  },
  vault_kubernetes_auth_backend_config: { token_reviewer_jwt: "token_reviewer_jwt_wo does not" },
};
const MADE_IN_STATE = ["random_password", "tls_private_key", "random_bytes"];

function usedMessages({ argument, value, within }: SecretUse, stack: RenderedStack): string[] {
  if (isMissing(value)) return [];
  if (isWrittenDown(value)) return [`${argument} is a literal${within ? `, in ${within}` : ""}`];
  const isWriteOnly = argument.endsWith("_wo");
  return [
    ...(isFromFile(value) ? [`${argument} comes from a file`] : []),
    ...storedIn(value)
      .filter(isOfThisStack)
      .map((address) => `${argument} comes from ${address}, which is in the state`),
    // For write-only arguments, ephemeral-variables asks for more.
    ...variablesIn(value)
      .filter((name) => !isWriteOnly && hasDefault(stack.variable(name)))
      .map((name) => `${argument} comes from variable "${name}", which has a default`),
  ];
}

/** What another stack makes is a finding of who uses it: one-stack. */
function isOfThisStack(address: string): boolean {
  return !address.startsWith("data.terraform_remote_state.cross-stack-reference-input-");
}

function hasDefault({ default: value }: { readonly default?: unknown }): boolean {
  return !isMissing(value);
}

/** `PASSWORD` with anything but Vault's placeholder. */
function setsPassword(statement: Statement): boolean {
  return statement.some((token, index) => {
    const next = statement[index + 1];
    const isText = next?.kind === "text" || next?.kind === "body";
    return isWord(token, "password") && isText && next.value !== "{{password}}";
  });
}

function inState(resource: RenderedResource): string[] {
  const { type, attributes } = resource;
  const made = MADE_IN_STATE.includes(type) ? [`what ${type} makes is in the state`] : [];
  const stored = Object.entries(STORED_ARGUMENTS[type] ?? {}).flatMap(([argument, instead]) =>
    argumentsNamed(argument, { ...resource, attributes })
      .filter((value) => !isMissing(value) && !isWrittenDown(String(value)))
      .map(() => `${argument} goes into the state; ${instead}`),
  );
  return [...made, ...stored];
}

function blockFindings({ path, kind, name, content }: Block, stack: RenderedStack): RuleFinding[] {
  const { default: preset, value } = (content ?? {}) as { default?: unknown; value?: unknown };
  if (kind === "variable")
    return SECRET_NAME.test(name) && isLiteral(preset) ? [{ path, message: "it has a default" }] : [];
  if (kind === "local")
    return SECRET_NAME.test(name) && isLiteral(content) ? [{ path, message: "it is a literal" }] : [];
  if (kind !== "output") return [];
  if (SECRET_NAME.test(name) && isLiteral(value)) return [{ path, message: "it is a literal" }];
  return secretsIn(stack.withLocals(JSON.stringify(value) ?? ""), stack).map((secret) => ({
    path,
    message: `it gives ${secret} away`,
  }));
}

/** The secrets that a text refers to: variables that are used as one, or made one, and what random providers make. */
function secretsIn(text: string, stack: RenderedStack): string[] {
  const used = secretUses(stack).flatMap((use) => variablesIn(use.value));
  const isSecret = (name: string) => {
    const { sensitive, ephemeral } = stack.variable(name);
    return used.includes(name) || sensitive === true || ephemeral === true;
  };
  return [
    ...variablesIn(text)
      .filter(isSecret)
      .map((name) => `variable "${name}"`),
    ...storedIn(text).filter((address) =>
      /^(random_|tls_private_key\.|data\.vault_)|_secret_id\./.test(`${address}.`),
    ),
    ...(/\bephemeral\.\w/.test(text) ? ["an ephemeral value"] : []),
  ];
}

function shapeFindings(stack: RenderedStack): RuleFinding[] {
  const parts = [
    ...stack.everyResource.map(({ path, attributes }) => ({ path, content: attributes as unknown })),
    ...stack.blocks,
  ];
  return parts.flatMap(({ path, content }) =>
    secretShapes(texts(JSON.stringify(content)).join()).map((what) => ({
      path,
      message: `it holds ${what}`,
    })),
  );
}
