// Has a bundle load a provider's binding when something of it is first used: an app pays for those of its constructs alone.
const NAMESPACE = "binding-when-used";

const bindingsWhenUsed = {
  name: NAMESPACE,
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@cdktf\// }, ({ path, namespace }) =>
      namespace === NAMESPACE ? { path, external: true } : { path, namespace: NAMESPACE },
    );
    onLoad({ filter: /./, namespace: NAMESPACE }, ({ path }) => ({
      contents: `for (const name of ${JSON.stringify(Object.keys(require(path)))})
        Object.defineProperty(exports, name, { enumerable: true, get: () => require("${path}")[name] });`,
    }));
  },
};

module.exports = { bindingsWhenUsed };
