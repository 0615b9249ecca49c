#!/usr/bin/env node
// In a clone the sources run as they are; the package has them bundled.
const { existsSync } = require("node:fs");
const { join } = require("node:path");

if (existsSync(join(__dirname, "main.ts"))) {
  require("tsx/cjs");
  require("./main.ts");
} else {
  require("../lib/cli/main.js");
}
