// Writes the types of an entry of the package into one file, and what it exports into a report, to be reviewed when it changes.
const { join, dirname } = require("node:path");
const { Extractor, ExtractorConfig } = require("@microsoft/api-extractor");

/** @param from the declarations of the entry. @param to where its types go. @param name of the report */
function rollUpTypes({ root, from, to, name }) {
  const config = ExtractorConfig.prepare({
    packageJsonFullPath: join(root, "package.json"),
    configObjectFullPath: undefined,
    configObject: {
      projectFolder: root,
      mainEntryPointFilePath: from,
      newlineKind: "lf",
      compiler: { overrideTsconfig: { compilerOptions: OPTIONS, files: [from] } },
      apiReport: {
        enabled: true,
        reportFolder: join(root, "test", "package"),
        reportFileName: name,
        reportTempFolder: dirname(from),
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: true, untrimmedFilePath: to },
      tsdocMetadata: { enabled: false },
      messages: {
        compilerMessageReporting: QUIET,
        extractorMessageReporting: QUIET,
        tsdocMessageReporting: QUIET,
      },
    },
  });
  const messageCallback = (message) => {
    message.handled = message.logLevel !== "error";
  };
  const { succeeded } = Extractor.invoke(config, { localBuild: true, messageCallback });
  if (!succeeded) throw new Error(`The types of ${name} could not be rolled up.`);
}

const OPTIONS = {
  target: "ES2022",
  module: "node16",
  moduleResolution: "node16",
  strict: true,
  skipLibCheck: true,
  types: ["node"],
};
const QUIET = { default: { logLevel: "none" } };

module.exports = { rollUpTypes };
