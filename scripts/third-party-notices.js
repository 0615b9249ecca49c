// What the licences of bundled packages ask for: their text goes with what is made of them.
const { readFileSync, readdirSync } = require("node:fs");
const { join } = require("node:path");

const PACKAGE = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/;
const LICENCE = /^(licen[cs]e|notice|copying)/i;

/** @param metafile what esbuild says it has made a bundle of */
function thirdPartyNotices(metafile, root) {
  const inputs = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.entries(inputs));
  const used = inputs
    .filter(([, { bytesInOutput }]) => bytesInOutput)
    .map(([file]) => PACKAGE.exec(file)?.[0]);
  const directories = [...new Set(used.filter(Boolean))].sort();
  return directories.map((directory) => noticeOf(join(root, directory))).join(`\n${"-".repeat(80)}\n\n`);
}

function noticeOf(directory) {
  const { name, version, license, homepage, author } = JSON.parse(
    readFileSync(join(directory, "package.json"), "utf8"),
  );
  const files = readdirSync(directory).filter((file) => LICENCE.test(file));
  const texts = files.map((file) => readFileSync(join(directory, file), "utf8").trim());
  if (!texts.length) texts.push(`By ${author?.name ?? author ?? "its contributors"}: see ${homepage}`);
  return `${name} ${version}, ${license}\n\n${texts.join("\n\n")}\n`;
}

module.exports = { thirdPartyNotices };
