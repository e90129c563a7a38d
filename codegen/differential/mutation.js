// Changes a text so that it mostly stays near to being valid: nodes of its syntax tree (what the rules of validation
// see), tokens (what a parser sees) and letters (what a lexer sees).
import { parse, visit } from "graphql";
import { LITERALS } from "./author.js";

const TOKEN = /"""(?:\\"""|[^])*?"""|"(?:\\.|[^"\\\n])*"|\.\.\.|[_A-Za-z]\w*|-?\d[\w.+-]*|#[^\n]*\n?|\S/gu;

const TOKENS = [
  "{", "}", "(", ")", "[", "]", ":", "!", "=", "@", "$", "&", "|", "...", ",", ",,", "# comment\n", "\ufeff", "\t", "\r", ".", "..", "-", "%", "~", "\u00e9", "\u{1F600}", "\u00a0", "\0",
  '"description"', '"""description"""', '"""', '"', '"\\x"', '"\\u{110000}"', '"\\uD83D"', '"\\u12"', '"""\\"""', "'a'",
  "01", "-", "1.", ".5", "1e", "1.e3", "0x1", "1a", "1_000", "+1", "--1", "-a", "1.5.2", "00",
  "query", "mutation", "subscription", "fragment", "on", "true", "false", "null", "name", "_", "__typename", "__x",
  "type", "input", "enum", "union", "interface", "scalar", "schema", "directive", "extend", "implements", "repeatable", "FIELD", "@oneOf", "@deprecated", "@skip(if: true)",
  "$id", "...Fragment0", "on Cat", "{ id }", "(if: true)", "= 1", "= null", ": ID",
  ...LITERALS,
];

export function tokens(text) {
  return text.match(TOKEN)?.map((token) => token.trimEnd()) ?? [];
}

// A comment ends at its line's end.
export function text(tokens) {
  return tokens.map((token) => (token.startsWith("#") ? `${token}\n` : `${token} `)).join("");
}

function mutatedTokens(source, random) {
  const list = tokens(source);
  if (!list.length) return random.pick(TOKENS);
  const at = random.below(list.length);
  const other = random.below(list.length);
  switch (random.below(9)) {
    case 0: case 1: list.splice(at, 1); break;
    case 2: list.splice(at, 0, list[at]); break;
    case 3: [list[at], list[other]] = [list[other], list[at]]; break;
    case 4: if (at + 1 < list.length) [list[at], list[at + 1]] = [list[at + 1], list[at]]; break;
    case 5: list[at] = random.pick(TOKENS); break;
    case 6: list.splice(at, 0, random.pick(TOKENS)); break;
    case 7: list.splice(at, 0, list[other]); break;
    // Without the space between them.
    default: list.splice(at, 2, list.slice(at, at + 2).join("")); break;
  }
  return text(list);
}

// One letter less, more, or another.
function mutatedLetters(source, random) {
  const letters = [...source];
  letters.splice(random.below(letters.length + 1), random.below(2), ...(random.chance(0.7) ? [random.pick([...random.pick(TOKENS)])] : []));
  return letters.join("");
}

const GROUPS = {
  Field: "Selection", InlineFragment: "Selection", FragmentSpread: "Selection",
  NamedType: "Type", ListType: "Type", NonNullType: "Type",
  OperationDefinition: "Definition", FragmentDefinition: "Definition",
};

function group(node, key, parent) {
  if (node.kind === "Name") return `${Array.isArray(parent) ? "" : parent?.kind}.${key}`;
  if (/Value$|^Variable$/.test(node.kind)) return "Value";
  if (/TypeDefinition$|Extension$/.test(node.kind)) return "Definition";
  return GROUPS[node.kind] ?? node.kind;
}

// The nodes of the syntax tree, outer ones first.
export function nodes(source) {
  const found = [];
  visit(parse(source), {
    enter(node, key, parent, path, ancestors) {
      if (node.kind !== "Document") found.push({ group: group(node, key, parent), start: node.loc.start, end: node.loc.end });
    },
  });
  return found;
}

// Parts of texts by what they are, to put into others.
export class Pool {
  parts = new Map();

  add(source) {
    for (const { group, start, end } of nodes(source)) this.part(group, source.slice(start, end));
  }

  part(group, text) {
    if (!this.parts.has(group)) this.parts.set(group, new Set());
    this.parts.get(group).add(text);
    this.lists = undefined;
  }

  pick(group, random) {
    this.lists ??= new Map([...this.parts].map(([group, texts]) => [group, [...texts]]));
    return random.pick(this.lists.get(group) ?? [""]);
  }
}

// What stands in lists, and may be there more often or not at all.
const LISTED = /^(Selection|Argument|Directive|VariableDefinition|ObjectField|Definition|FieldDefinition|InputValueDefinition|EnumValueDefinition|OperationTypeDefinition)$/;

function mutatedNodes(source, pool, random) {
  const all = nodes(source);
  // Each group as often as any other: there are far more names than definitions.
  const groups = [...new Set(all.map(({ group }) => group))];
  const wanted = random.pick(groups);
  const fitting = all.filter(({ group }) => group === wanted);
  const { start, end, group } = random.pick(fitting);
  const other = random.pick(fitting);
  const textOf = ({ start, end }) => source.slice(start, end);
  const part = textOf({ start, end });
  const replaced = (text) => `${source.slice(0, start)} ${text} ${source.slice(end)}`;
  const ways = [
    () => replaced(pool.pick(group, random)),
    () => replaced(textOf(other)),
    () => {
      const [first, second] = start < other.start ? [{ start, end }, other] : [other, { start, end }];
      if (second.start < first.end) return replaced(textOf(other));
      return `${source.slice(0, first.start)} ${textOf(second)} ${source.slice(first.end, second.start)} ${textOf(first)} ${source.slice(second.end)}`;
    },
  ];
  if (LISTED.test(group)) {
    ways.push(
      () => replaced(""),
      () => replaced(`${part} ${part}`),
      () => replaced(`${part} ${textOf(other)}`),
      () => replaced(`${pool.pick(group, random)} ${part}`),
    );
  }
  if (group === "Value") ways.push(() => replaced(random.pick(LITERALS)), () => replaced(random.pick([`[${part}]`, `{ a: ${part} }`])));
  if (group === "Type") ways.push(() => replaced(random.pick([`[${part}]`, `${part}!`, part.replace(/!$/, ""), part.replace(/^\[(.*)\]!?$/, "$1")])));
  // Rarely something that does not belong there.
  if (random.chance(0.1)) ways.push(() => replaced(""), () => replaced(pool.pick(random.pick(groups), random)));
  return random.pick(ways)();
}

export function mutate(source, pool, random) {
  let mutated = source;
  do {
    try {
      const how = random.next();
      if (how < 0.75) mutated = mutatedNodes(mutated, pool, random);
      else mutated = how < 0.95 ? mutatedTokens(mutated, random) : mutatedLetters(mutated, random);
    } catch {
      // It does not parse any more.
      mutated = mutatedTokens(mutated, random);
      if (random.chance(0.7)) break;
    }
  } while (random.chance(0.4));
  return mutated;
}
