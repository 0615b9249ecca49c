import js from "@eslint/js";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["lib/", "cdktf.out/", "node_modules/", ".cache/"] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    files: ["**/*.js", "**/*.cjs"],
    languageOptions: {
      sourceType: "commonjs",
      globals: {
        require: "readonly",
        module: "writable",
        process: "readonly",
        console: "readonly",
        __dirname: "readonly",
      },
    },
    rules: { "@typescript-eslint/no-require-imports": "off" },
  },
  {
    files: ["**/*.ts"],
    rules: {
      "@typescript-eslint/no-extraneous-class": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
      // A handler that exports nothing returns nothing.
      "@typescript-eslint/no-invalid-void-type": "off",
      // Taking some members out of an object is how they are left out.
      "@typescript-eslint/no-unused-vars": ["error", { ignoreRestSiblings: true }],
    },
  },
  // Commands load what they need when they run.
  { files: ["cli/commands/**"], rules: { "@typescript-eslint/no-require-imports": "off" } },
  {
    files: ["constructs/**", "policies/**", "stacks/**", "contract/**", "rehearsal/**"],
    rules: { "no-console": "error" },
  },
);
