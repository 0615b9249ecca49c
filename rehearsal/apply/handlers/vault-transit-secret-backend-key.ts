import type { Handler } from "../handler";
import { bool, number, required, text } from "../kinds";
import { mount } from "./needs";
import { vaultObject } from "./vault-object";

export const vaultTransitSecretBackendKey: Handler = {
  arguments: {
    backend: required(text),
    name: required(text),
    type: text,
    derived: bool,
    convergent_encryption: bool,
    deletion_allowed: bool,
    exportable: bool,
    allow_plaintext_backup: bool,
    auto_rotate_period: number,
    min_decryption_version: number,
    min_encryption_version: number,
  },
  needs: ({ backend }) => [mount(backend)],
  replacedBy: ["backend", "name", "type", "derived", "convergent_encryption"],
  kept: ["auto_rotate_period"],
  ...vaultObject(({ backend, name }) => `${String(backend)}/keys/${String(name)}`),
  async apply({ backend, name, type, derived, convergent_encryption, ...args }, { vault }, previous) {
    const path = `${backend}/keys/${name}`;
    const { min_encryption_version, auto_rotate_period = 0, ...config } = args;
    // The provider sends every argument, with its own default where nothing is said.
    const settings = {
      min_decryption_version: 1,
      deletion_allowed: false,
      exportable: false,
      allow_plaintext_backup: false,
      ...config,
      auto_rotate_period,
    };
    if (previous) {
      await vault.request("PUT", `${path}/config`, {
        ...settings,
        min_encryption_version: min_encryption_version ?? 0,
      });
      return;
    }
    await vault.request("PUT", path, {
      type: type ?? "aes256-gcm96",
      derived: derived ?? false,
      convergent_encryption: convergent_encryption ?? false,
      auto_rotate_period,
      key_size: 0,
    });
    // Version 5.6 of the provider misspells min_encryption_version here, so that Vault doesn't take it.
    await vault.request("PUT", `${path}/config`, settings);
  },
};
