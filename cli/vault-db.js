#!/usr/bin/env node
require("./check-node.js");

// In a clone the sources run as they are; the package has them bundled.
const { existsSync } = require("node:fs");
const { join } = require("node:path");

try {
  load();
} catch (error) {
  // By itself it would end with the status of a finding.
  console.error(error.advice ? error.message : "It can't be loaded: " + error.message);
  process.exit(2);
}

function load() {
  if (!existsSync(join(__dirname, "main.ts")))
    return require("./command-package.js").commandPackage().vaultDb();
  if (!existsSync(join(__dirname, "..", "node_modules", "tsx"))) {
    console.error("The packages of this clone are not installed.\nInstall them: npm ci");
    process.exit(2);
  }
  require("tsx/cjs");
  require("./main.ts");
}
