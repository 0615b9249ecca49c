import type { Handler } from "../handler";
import { onlyTrue, required, text } from "../kinds";

export const vaultGenericEndpoint: Handler = {
  arguments: {
    path: required(text),
    data_json: required(text),
    // Nothing can be read there, or deleted.
    disable_read: required(onlyTrue),
    disable_delete: required(onlyTrue),
  },
  needs: ({ path }) => {
    const [backend, name] = String(path).split("/rotate-root/");
    return [{ type: "vault_database_secret_backend_connection", where: { backend, name } }];
  },
  replacedBy: ["path"],
  unread: ["data_json"],
  read: (args) => Promise.resolve(args),
  destroy: () => Promise.resolve(),
  async apply({ path, data_json: data }, { vault }) {
    await vault.request("POST", String(path), JSON.parse(String(data)) as object);
  },
};
