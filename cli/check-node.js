// Ends what an old Node runs, and says why. It is written so that old ones can read it.
const [oldest] = /\d+/.exec(require("../package.json").engines.node);
const { node } = process.versions;

if (parseInt(node, 10) < oldest) {
  console.error("This needs Node %s or newer, and is run by Node %s: see https://nodejs.org", oldest, node);
  process.exit(2);
}
