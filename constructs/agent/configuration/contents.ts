import type { AgentTemplateDescription } from "../../access/agent-description";
import { type Escape, json, pgpassField, plain, shellWord, urlPart } from "./escape";
import {
  CONNECTION_FIELDS,
  type CredentialField,
  fieldOf,
  type ServerCredential,
  serversOf,
} from "../../access/credential-description";
import { connectionUrl } from "../../credential/connection-url";

/** The template of a file: in the agent's language, with the credential still to be read. */
export function contentsOf(template: AgentTemplateDescription): string {
  return withSecret(template, BODIES[template.kind](template));
}

/** The template of a variable in a process's environment, which is not quoted. */
export function variableContents(credential: ServerCredential, field: CredentialField): string {
  return withSecret(credential, fieldIn(plain, credential, field));
}

const BODIES: Readonly<Record<AgentTemplateDescription["kind"], (from: AgentTemplateDescription) => string>> =
  { env: envFile, json: jsonFile, pgpass: pgpassFile, pg_service: serviceFile, url: urlFile };

function withSecret({ credential }: ServerCredential, body: string): string {
  return `{{ with secret ${JSON.stringify(credential)} }}${body}{{ end }}`;
}

function envFile(template: AgentTemplateDescription): string {
  return Object.entries(template.variables ?? {})
    .map(([name, field]) => `${name}=${fieldIn(shellWord, template, field)}\n`)
    .join("");
}

function jsonFile(template: AgentTemplateDescription): string {
  const fields = givenFields(template).map(
    (field) =>
      `  ${JSON.stringify(field)}: ${field === "port" ? JSON.stringify(template.address.port) : fieldIn(json, template, field)}`,
  );
  return `{\n${fields.join(",\n")}\n}\n`;
}

/** libpq looks for the line of each server that it tries. */
function pgpassFile(template: AgentTemplateDescription): string {
  const fields = ["host", "port", "database", "user", "password"] as const;
  const lines = serversOf(template.address).map((server) => {
    const one = { ...template, address: { ...template.address, ...server } };
    return `${fields.map((field) => fieldIn(pgpassField, one, field)).join(":")}\n`;
  });
  return lines.join("");
}

/** libpq takes what is after the first equals sign as it is, and leaves out space at a line's end. */
function serviceFile(template: AgentTemplateDescription): string {
  const lines = givenFields(template).map(
    (field) => `${field === "database" ? "dbname" : field}=${fieldIn(plain, template, field)}\n`,
  );
  return `[${template.service}]\n${lines.join("")}`;
}

function urlFile(template: AgentTemplateDescription): string {
  return `${url(template)}\n`;
}

function url(credential: ServerCredential): string {
  const part = (field: CredentialField) => fieldIn(urlPart, credential, field);
  return connectionUrl(credential.address, part("user"), part("password"));
}

function givenFields({ address: { caFile, targetSessionAttrs } }: ServerCredential) {
  const given = { sslrootcert: caFile, target_session_attrs: targetSessionAttrs };
  return CONNECTION_FIELDS.filter((field) => !(field in given) || given[field as keyof typeof given]);
}

function fieldIn(escape: Escape, credential: ServerCredential, field: CredentialField): string {
  const { address } = credential;
  switch (field) {
    case "user":
      return expression(".Data.username", escape);
    case "password":
      return expression(".Data.password", escape);
    // What is in a URL is percent-encoded, so that nothing is left to be escaped but by the shell.
    case "url":
      return escape === shellWord ? `'${url(credential)}'` : url(credential);
    default:
      return escape.text(fieldOf(address, field));
  }
}

function expression(value: string, { functions }: Escape): string {
  return `{{ ${[value, ...functions].join(" | ")} }}`;
}
