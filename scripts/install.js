// Lets one command work on a fresh clone: installs the packages where none are installed.
// What is older than this needs can read it, too, and is told so.
require("../cli/check-node.js");
const { existsSync } = require("node:fs");
const { spawnSync } = require("node:child_process");
const { join } = require("node:path");

const root = join(__dirname, "..");
if (!existsSync(join(root, "node_modules", ".package-lock.json"))) {
  console.error("Installing the packages (once)…");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const { status } = spawnSync(npm, ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
  });
  process.exitCode = status === null ? 1 : status;
}
