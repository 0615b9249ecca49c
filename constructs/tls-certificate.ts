import { Fn, type TerraformVariable } from "cdktf";

/** A CA certificate in PEM. It is no secret. */
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
    return new TlsCertificate(variable.stringValue);
  }

  private constructor(
    /** The PEM text, or the expression that gives it. */
    readonly pem: string,
  ) {}
}
