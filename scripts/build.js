// Builds the package: the library by tsc, and the command as one file, so that installing it brings nothing else.
const { execFileSync } = require("node:child_process");
const { copyFileSync, rmSync } = require("node:fs");
const { join } = require("node:path");
const { buildSync } = require("esbuild");

const root = join(__dirname, "..");
rmSync(join(root, "lib"), { recursive: true, force: true });
execFileSync(
  process.execPath,
  [require.resolve("typescript/bin/tsc"), "-p", join(root, "tsconfig.build.json")],
  {
    stdio: "inherit",
  },
);
// The library brings what writes YAML with it.
const yaml = join("constructs", "kubernetes", "manifests", "yaml");
buildSync({
  entryPoints: [join(root, `${yaml}.ts`)],
  outfile: join(root, "lib", `${yaml}.js`),
  bundle: true,
  platform: "node",
  target: "node20",
  logLevel: "error",
});
buildSync({
  entryPoints: [join(root, "cli", "main.ts")],
  outfile: join(root, "lib", "cli", "main.js"),
  bundle: true,
  minifySyntax: true,
  platform: "node",
  target: "node20",
  // Optional parts of pg that this doesn't use.
  external: ["pg-native"],
  logLevel: "error",
});
copyFileSync(join(root, "rehearsal", "servers", "reaper.cjs"), join(root, "lib", "cli", "reaper.cjs"));
