// The command as it is packed: one file, which `npm run build` makes.
require("../../cli/lib").vaultDb();
