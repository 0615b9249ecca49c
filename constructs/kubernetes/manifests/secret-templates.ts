import { type CredentialField, fieldOf, type ServerAddress } from "../../access/credential-description";
import type { SecretDescription } from "../../access/kubernetes-description";
import { connectionUrl } from "../../credential/connection-url";

/** Where an operator's templates find a credential: `.Secrets.username`. */
export interface CredentialInTemplates {
  readonly user: string;
  readonly password: string;
}

/** What is in a Secret, by key: templates of Go with the functions of sprig, which every operator has. */
export function secretTemplates(
  { variables, address }: Pick<SecretDescription, "variables" | "address">,
  credential: CredentialInTemplates,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).map(([key, field]) => [key, templateOf(field, address, credential)]),
  );
}

function templateOf(
  field: CredentialField,
  address: ServerAddress,
  credential: CredentialInTemplates,
): string {
  switch (field) {
    case "user":
    case "password":
      return `{{ ${credential[field]} }}`;
    case "url":
      return connectionUrl(address, urlPart(credential.user), urlPart(credential.password));
    default:
      return literal(fieldOf(address, field));
  }
}

/** A form's `+` would be a plus sign in a URL. */
function urlPart(value: string): string {
  return `{{ ${value} | urlquery | replace "+" "%20" }}`;
}

/** A text that no template makes anything else of. */
function literal(text: string): string {
  return text.includes("{{") ? `{{ ${JSON.stringify(text)} }}` : text;
}
