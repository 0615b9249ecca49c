/** The `postgresql` block of a rendered connection; Terraform takes it alone or in a list. */
export function postgresqlBlock(
  attributes: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return ([attributes.postgresql].flat()[0] ?? {}) as Record<string, unknown>;
}

export function connectionUrl(attributes: Readonly<Record<string, unknown>>): string {
  return String(postgresqlBlock(attributes).connection_url ?? "");
}

/** What follows the question mark of a URL. */
export function queryOf(url: string): URLSearchParams {
  const start = url.indexOf("?");
  return new URLSearchParams(start < 0 ? "" : url.slice(start));
}
