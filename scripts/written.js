// Says what a synthesis wrote, and what to run next.
const { readFileSync } = require("node:fs");
const { join } = require("node:path");

const WIDTH = 100;
const out = process.env.CDKTF_OUTDIR || "cdktf.out";
const read = (...path) => JSON.parse(readFileSync(join(out, ...path), "utf8"));

/** Names in lines of some width, each of which is indented. */
function inLines(names, indentation) {
  const lines = [indentation];
  for (const name of names) {
    const line = `${lines.pop()}${name}, `;
    lines.push(
      ...(line.length < WIDTH ? [line] : [line.slice(0, -name.length - 2), `${indentation}${name}, `]),
    );
  }
  return lines
    .map((line) => line.trimEnd())
    .join("\n")
    .replace(/,$/, "");
}

const stacks = Object.values(read("manifest.json").stacks);
const width = Math.max(...stacks.map(({ name }) => name.length));
for (const { name, workingDirectory } of stacks) {
  const { files } = read(workingDirectory, "access.json");
  console.log(`${name.padEnd(width)}   ${join(out, workingDirectory)}`);
  console.log(inLines(["cdk.tf.json", "access.json", ...files], " ".repeat(width + 3)));
}
const [{ name }] = stacks;
console.log(`
Next, on throwaway servers: npx vault-db rehearse ${name}
Then, for real:             npx cdktf-cli@0.21 deploy ${name}`);
