/** Which product answers Vault's API: each has something that the other hasn't. */
export class VaultProduct {
  /** HashiCorp Vault. */
  static vault(): VaultProduct {
    return new VaultProduct("vault");
  }

  /** OpenBao. */
  static openBao(): VaultProduct {
    return new VaultProduct("openbao");
  }

  private constructor(
    /** As `access.json` has it. */
    readonly name: "vault" | "openbao",
  ) {}
}
