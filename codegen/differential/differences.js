// Where the two differ for a reason. An error that is listed here says nothing about a case: the verdict is what the
// other errors say. Each use is counted. Any other difference is a disagreement.

// Refused here beyond the specification.
export const STRICTER = [
  { error: /^error: this (query|mutation|subscription) has no name/, why: "a Rust type is called after the operation" },
  { error: /^error: the (operation|fragment)s .* would both be called .* in Rust/, why: "names that differ in GraphQL and are the same in Rust" },
  { error: /^error: `__typename` cannot be the alias of/, why: "generated code reads `__typename`, which is never another field" },
  { error: /^error: the scalar `.*` of `.*` has no Rust type/, why: "a scalar needs a Rust type" },
  { error: /^error: `@(defer|stream)` is not supported/, why: "an answer in parts has no type" },
  { error: /^error: .*too deep/, why: "limits of nesting" },
  { error: /^error: the operation stands for more than|^error: the selections overlap in too many ways/, why: "limits of size" },
];

// Refused here by the specification, while graphql-js does not look. It counts only where graphql-js finds nothing.
export const UNSEEN = [
  { error: /^error: (an operation|a fragment) does not belong in a schema/, why: "an operation in a schema (3.1)" },
  { error: /^error: an extension cannot make `.*` a `@oneOf` input/, why: "`@oneOf` on an extension (3.10.2)" },
  { error: /^error: `(Int|Float|String|Boolean|ID)` is built into GraphQL, as a scalar/, why: "another type with the name of a built-in scalar (3.3)" },
  { error: /^error: .*the directive `.*` uses itself/, why: "a directive that refers to itself, also by way of types (3.13)" },
  {
    error: /^error: the variable `.*` may be null, which a member of `.*` may not/,
    why: "a nullable variable in a `@oneOf` object (5.8.5): graphql-js overlooks objects where the type is non-null",
  },
  {
    error: /^error: expected a value of type `Float!?`, found a number/,
    text: /\d[eE]\+?\d{3}|\d{309}/,
    why: "a number that no double is (3.5.2)",
  },
];

export const NOTHING = /^(\s|,|\ufeff|#.*)*$/;

// Refused by graphql-js, accepted here.
export const LAXER = [
  { error: /^NoUnusedFragmentsRule:/, why: "a fragment that nothing uses is a warning: files share fragments" },
  { error: /^Unknown directive "/, why: "servers mark their schemas with directives that they do not define; no operation can tell" },
  {
    error: /^Interface field .* is not deprecated, so implementation field .* must not be deprecated/,
    why: "a rule of the newest edition (3.6) that real schemas, such as GitHub's, do not keep; no operation can tell",
  },
  { error: /^MaxIntrospectionDepthRule:/, why: "a recommendation of graphql-js, not a rule of the specification" },
  { error: /^LoneAnonymousOperationRule:/, why: "an operation without a name is refused whether alone or not" },
  { error: /^Syntax Error: Unexpected <EOF>/, text: NOTHING, why: "a file of operations may have nothing in it" },
];

// The errors that no difference explains, and the differences that explain the others.
export function split(errors, differences, text) {
  const left = [];
  const used = [];
  for (const error of errors) {
    const difference = differences.find((difference) => difference.error.test(error) && (difference.text?.test(text) ?? true));
    if (difference) used.push(difference);
    else left.push(error);
  }
  return { left, used };
}
