import { Document, visit } from "yaml";

/** What is a number to one reader or another: `0o17` is one by YAML 1.2, and to Go. */
const LIKE_A_NUMBER = /^[-+]?(0[box][\da-f_]+|[\d_.]+(e[-+]?[\d_]+)?)$/i;

/** Documents as YAML, in which no text is a number or a switch to anybody, by whichever version of YAML. */
export function yamlOf(documents: readonly object[]): string {
  return documents.map(written).join("---\n");
}

function written(object: object): string {
  const document = new Document(object, { version: "1.1", aliasDuplicateObjects: false });
  visit(document, {
    Scalar: (_, scalar) => {
      if (typeof scalar.value === "string" && LIKE_A_NUMBER.test(scalar.value)) scalar.type = "QUOTE_DOUBLE";
    },
  });
  return document.toString({ lineWidth: 0 });
}
