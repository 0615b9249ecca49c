import type { Handler } from "../handler";

export const vaultGenericEndpoint: Handler = {
  known: ["path", "data_json", "disable_read", "disable_delete"],
  async apply({ path, data_json: data }, { vault }, previous) {
    if (previous?.data_json === data) return;
    await vault.request("POST", String(path), JSON.parse(String(data)) as object);
  },
};
