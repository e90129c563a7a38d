// The verdict of graphql-js.
import { buildSchema, parse, specifiedRules, validate, validateSchema } from "graphql";

// An error does not say which rule it is of.
const rules = specifiedRules.map((rule) => (context) => {
  const reportError = (error) => {
    error.rule ??= rule.name;
    context.reportError(error);
  };
  return rule(Object.create(context, { reportError: { value: reportError } }));
});

export function documentErrors(schema, document) {
  let parsed;
  try {
    parsed = parse(document, { allowEmptySelectionSets: false });
  } catch (error) {
    return [error.message];
  }
  return validate(schema, parsed, rules, { maxErrors: 1000 }).map((error) => `${error.rule}: ${error.message}`);
}

export function schemaErrors(text) {
  try {
    return validateSchema(buildSchema(text)).map((error) => error.message);
  } catch (error) {
    return error.message.split("\n\n");
  }
}
