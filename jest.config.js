/** Jest's configuration: unit tests need no servers; rehearsal tests start real ones. */
module.exports = {
  testEnvironment: "node",
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  transform: { "^.+\\.ts$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } } }] },
  setupFiles: ["<rootDir>/test/token-stack-traces.js"],
  testPathIgnorePatterns: ["/node_modules/", "/lib/"],
  modulePathIgnorePatterns: ["<rootDir>/lib/"],
  maxWorkers: 2,
  testTimeout: 120_000,
};
