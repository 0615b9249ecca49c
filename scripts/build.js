// Builds the two packages: the library, and the command, each as one file.
const { execFileSync } = require("node:child_process");
const { copyFileSync, rmSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { build } = require("esbuild");
const { bindingsWhenUsed } = require("./bindings-when-used.js");
const { thirdPartyNotices } = require("./third-party-notices.js");
const { rollUpTypes } = require("./roll-up-types.js");

const root = join(__dirname, "..");
const library = join(root, "lib");
const command = join(root, "cli", "lib");
const declarations = join(library, "declarations");

const COMMON = {
  absWorkingDir: root,
  bundle: true,
  metafile: true,
  minify: true,
  // Of an error that nobody catches Node shows the line.
  lineLimit: 240,
  platform: "node",
  target: "node20",
  logLevel: "error",
  // Optional parts of pg that this doesn't use.
  external: ["cdktf", "constructs", "@cdktf/*", "pg-native"],
};

void main();

async function main() {
  for (const directory of [library, command]) rmSync(directory, { recursive: true, force: true });
  await bundle("constructs/index.ts", library, [bindingsWhenUsed]);
  await bundle("cli/index.ts", command);
  copyFileSync(join(root, "rehearsal", "servers", "reaper.cjs"), join(command, "reaper.cjs"));
  for (const name of ["rehearsal.js", "rehearsal.d.ts"])
    copyFileSync(join(root, "cli", name), join(library, name));
  copyFileSync(join(root, "LICENSE"), join(root, "cli", "LICENSE"));

  execFileSync(
    process.execPath,
    [
      require.resolve("typescript/bin/tsc"),
      ...["-p", join(root, "tsconfig.build.json"), "--outDir", declarations],
    ],
    { stdio: "inherit" },
  );
  rollUp("constructs/index.d.ts", library, "cdktf-vault-database");
  rollUp("rehearsal/index.d.ts", command, "cdktf-vault-database-cli");
  rmSync(declarations, { recursive: true });
}

async function bundle(entry, directory, plugins = []) {
  const { metafile } = await build({
    ...COMMON,
    plugins,
    entryPoints: [entry],
    outfile: join(directory, "index.js"),
  });
  const notices = thirdPartyNotices(metafile, root);
  if (notices) writeFileSync(join(directory, "THIRD-PARTY-NOTICES.txt"), notices);
}

function rollUp(from, directory, name) {
  rollUpTypes({ root, from: join(declarations, from), to: join(directory, "index.d.ts"), name });
}
