// What is sent means what was written: the same operation, with its fragments and `__typename` more than before.
import { createHash } from "node:crypto";
import { parse, print, visit } from "graphql";
import { LAXER, NOTHING, split } from "./differences.js";
import { documentErrors } from "./theirs.js";

// What generated code sends: each document, whose hash stands in the code.
export function sentDocuments({ code, documents }) {
  for (const document of documents) {
    const hash = createHash("sha256").update(document).digest("hex");
    if (!code.includes(`sha256: "${hash}"`)) throw new Error(`not in the code: ${document}`);
  }
  return documents;
}

const isTypename = (node) => node.kind === "Field" && node.name.value === "__typename" && !node.alias && !node.directives?.length;

// A definition without descriptions and `__typename`, and for each selection set whether it had `__typename`.
function essence(definition) {
  const typenames = [];
  const rest = visit(definition, {
    enter: (node) => (node.description ? { ...node, description: undefined } : undefined),
    SelectionSet(node) {
      typenames.push(node.selections.some(isTypename));
      return { ...node, selections: node.selections.filter((selection) => !isTypename(selection)) };
    },
    // The same text, written as a block or not.
    StringValue: (node) => ({ ...node, block: false }),
  });
  return { text: print(rest), typenames };
}

const key = (definition) => `${definition.kind} ${definition.name.value}`;

// What is wrong with the documents sent for a valid document, if anything is.
export function wireFault(schema, written, sent) {
  const definitions = NOTHING.test(written) ? [] : parse(written).definitions;
  const originals = new Map(definitions.map((definition) => [key(definition), definition]));
  const operations = [...originals.values()].filter(({ kind }) => kind === "OperationDefinition");
  if (sent.length !== operations.length) return `${operations.length} operations were written, ${sent.length} are sent`;
  for (const document of sent) {
    const [error] = split(documentErrors(schema, document), LAXER, document).left;
    if (error) return `what is sent is not valid: ${error}\n${document}`;
    for (const definition of parse(document).definitions) {
      const original = originals.get(key(definition));
      if (!original) return `nobody wrote ${key(definition)}`;
      const [before, after] = [essence(original), essence(definition)];
      if (before.text !== after.text) return `written:\n${before.text}\nsent:\n${after.text}`;
      if (before.typenames.some((typename, at) => typename && !after.typenames[at])) return `a \`__typename\` is lost:\n${document}`;
    }
  }
  return undefined;
}
