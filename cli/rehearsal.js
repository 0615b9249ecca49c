// The package's entry for who rehearses from a test.
const { commandPackage } = require("../cli/command-package.js");

exports.rehearse = (...parameters) => commandPackage().rehearse(...parameters);
