/** Where the certificate of a CA comes from: what it says, in a fingerprint, or a file or a variable that holds it. */
export type CertificateSource =
  | { readonly sha256: string }
  /** A file that Terraform reads. */
  | { readonly file: string }
  /** A variable of Terraform's; `sha256`: of its default. */
  | { readonly variable: string; readonly sha256?: string };

/** A source as a person names it. Without one, it is the host's own certificates. */
export function certificateName(source: CertificateSource | undefined): string {
  if (!source) return "the host's own CAs";
  if ("file" in source) return `the CA in file ${source.file}`;
  const fingerprint = source.sha256 && `SHA-256 ${source.sha256}`;
  if (!("variable" in source)) return `the CA of ${fingerprint}`;
  return `the CA in variable ${source.variable}${fingerprint ? `, by default of ${fingerprint}` : ""}`;
}
