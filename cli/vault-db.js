#!/usr/bin/env node
require("./check-node.js");

// In a clone the sources run as they are; the package has them bundled.
const { existsSync } = require("node:fs");
const { join } = require("node:path");

if (existsSync(join(__dirname, "main.ts"))) {
  if (!existsSync(join(__dirname, "..", "node_modules", "tsx"))) {
    console.error("The packages of this clone are not installed.\nInstall them: npm ci");
    process.exit(2);
  }
  require("tsx/cjs");
  require("./main.ts");
} else {
  require("../lib/cli/main.js");
}
