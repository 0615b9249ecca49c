// The command and what rehearses are a package of their own: who only synthesizes needs neither.
const { version } = require("../package.json");
const NAME = "cdktf-vault-database-cli";

/** @throws an error whose message is what to install */
function commandPackage() {
  try {
    return require(NAME);
  } catch (error) {
    if (error.code !== "MODULE_NOT_FOUND" || error.requireStack?.[0] !== __filename) throw error;
    const problem = "The command and what rehearses are a package of their own, which is not installed.";
    const advice = `Install it: npm install --save-dev ${NAME}@${version}`;
    throw Object.assign(new Error(`${problem}\n${advice}`), { problem, advice });
  }
}

module.exports = { commandPackage };
