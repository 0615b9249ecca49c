import { X509Certificate } from "node:crypto";
import { Fn, type TerraformVariable, Token } from "cdktf";
import type { IConstruct } from "constructs";
import type { CertificateSource } from "./access/certificate-source";
import { certificateSource } from "./guardrails/rendered/certificate-source";
import { renderedText } from "./private/rendered-text";
import type { Problem } from "./private/validation";

/** A CA certificate in PEM format. It is not secret. */
export class TlsCertificate {
  /** The PEM text itself. */
  static fromPem(pem: string): TlsCertificate {
    return new TlsCertificate(pem);
  }

  /** A file that Terraform reads when it runs; the path is relative to where Terraform runs. */
  static fromFile(path: string): TlsCertificate {
    return new TlsCertificate(Fn.file(path));
  }

  /** A Terraform variable with the PEM text: `TF_VAR_…`. */
  static fromVariable(variable: TerraformVariable): TlsCertificate {
    return new TlsCertificate(variable.stringValue, variable);
  }

  private constructor(
    /** The PEM text, or the expression that gives it. */
    readonly pem: string,
    private readonly variable?: TerraformVariable,
  ) {}

  /** Where it comes from, as `access.json` says it. */
  describe(scope: IConstruct): CertificateSource {
    return certificateSource(renderedText(scope, this.pem), () => this.variable?.default as unknown);
  }

  /** What is wrong with it. Expressions are Vault's to check. */
  problems(): Problem[] {
    if (Token.isUnresolved(this.pem) || this.pem.includes("${") || isCertificate(this.pem)) return [];
    const fix = "pass the text of a PEM file: -----BEGIN CERTIFICATE-----…";
    return [{ rule: "certificate", message: "the CA is not a certificate in PEM format", fix }];
  }
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}
