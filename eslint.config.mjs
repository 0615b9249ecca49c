import js from "@eslint/js";
import tseslint from "typescript-eslint";
import { boundaryRule } from "./module-boundaries.mjs";

export default tseslint.config(
  { ignores: ["lib/", "cli/lib/", "reference/", "cdktf.out/", "node_modules/", ".cache/"] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    files: ["**/*.js", "**/*.cjs"],
    languageOptions: {
      sourceType: "commonjs",
      globals: {
        require: "readonly",
        module: "writable",
        exports: "writable",
        process: "readonly",
        console: "readonly",
        __dirname: "readonly",
        __filename: "readonly",
      },
    },
    rules: { "@typescript-eslint/no-require-imports": "off" },
  },
  { files: ["**/*.mjs"], languageOptions: { globals: { process: "readonly" } } },
  {
    files: ["**/*.ts"],
    rules: {
      "@typescript-eslint/no-extraneous-class": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
      // A handler that exports nothing returns nothing.
      "@typescript-eslint/no-invalid-void-type": "off",
      // Taking some members out of an object is how they are left out.
      "@typescript-eslint/no-unused-vars": ["error", { ignoreRestSiblings: true }],
      // What is imported for its type alone says so: it is not loaded, and may come from where values may not.
      "@typescript-eslint/consistent-type-imports": [
        "error",
        { fixStyle: "inline-type-imports", disallowTypeAnnotations: false },
      ],
    },
  },
  {
    ignores: [
      "bench/main.ts",
      "cli/**",
      "scripts/**",
      "main.ts",
      "docs/generate.ts",
      "examples/**",
      "test/**",
    ],
    rules: {
      "no-console": "error",
      "no-restricted-properties": [
        "error",
        ...["exit", "exitCode", "stdout", "stderr"].map((property) => ({
          object: "process",
          property,
          message: "Only cli/ prints and sets an exit status.",
        })),
      ],
    },
  },
  { plugins: { boundaries: { rules: { import: boundaryRule } } }, rules: { "boundaries/import": "error" } },
  {
    files: ["cli/index.ts", "cli/commands/**"],
    rules: {
      // Commands load what they need when they run.
      "@typescript-eslint/no-require-imports": "off",
      "no-console": "error",
      "no-restricted-globals": ["error", { name: "process", message: "Use the host, or return it." }],
    },
  },
  // A rehearsal loads what it needs while an app is synthesized.
  {
    files: [
      "rehearsal/with-rehearsal.ts",
      "constructs/kubernetes/manifests/{manifest-files,read-manifests}.ts",
    ],
    rules: { "@typescript-eslint/no-require-imports": "off" },
  },
);
