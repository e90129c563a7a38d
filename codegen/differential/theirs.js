// The verdict of graphql-js.
import { buildSchema, parse, specifiedRules, validate, validateSchema, ValuesOfCorrectTypeRule } from "graphql";

// An error does not say which rule it is of.
const rules = specifiedRules.map((rule) => (context) => {
  const reportError = (error) => {
    error.rule ??= rule.name;
    context.reportError(error);
  };
  return rule(Object.create(context, { reportError: { value: reportError } }));
});

// Selections may not be empty; graphql-js lets them pass by itself.
const parsed = (text) => parse(text, { allowEmptySelectionSets: false });

export function documentErrors(schema, document) {
  let definitions;
  try {
    definitions = parsed(document);
  } catch (error) {
    return [error.message];
  }
  return validate(schema, definitions, rules, { maxErrors: 1000 }).map((error) => `${error.rule}: ${error.message}`);
}

export function schemaErrors(text) {
  const errors = [];
  // Where a document breaks the rules for SDL, the schema that it makes is looked at no more; an unknown directive is
  // no reason for that.
  for (const assumeValidSDL of [false, true]) {
    try {
      const schema = buildSchema(text, { assumeValidSDL });
      errors.push(...validateSchema(schema).map((error) => error.message));
      // By itself it does not look at the values of directives' arguments.
      if (!errors.length) errors.push(...validate(schema, parsed(text), [ValuesOfCorrectTypeRule]).map((error) => error.message));
    } catch (error) {
      errors.push(...error.message.split("\n\n"));
    }
    if (!errors.length || errors.some((error) => !error.startsWith("Unknown directive"))) break;
  }
  return errors;
}
