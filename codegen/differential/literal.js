// Literals, and what is nearly one: by the letters that the grammar of literals is made of.
const LETTERS = {
  string: ['"', "\\", "u", "{", "}", "0", "D", "8", "3", "d", "E", "1F600", "\\u", "\\u{", "\\uD83D", "\\uDE00", "\\n", "\\t", '\\"', "\\\\", "\\/", "\\b", "a", "x", " ", "\t", "#", "é", "\u{1F600}", "\u2028", "\ufeff", "\u0001", "\u007f", "\u202e"],
  block: ['"', '""', '\\"""', "\\", "\n", "\n", "\r\n", "\r", "\t", " ", "  ", "    ", "a", "b c", "#", "\\n", "\\u0041", "é", "\u{1F600}", "\u00a0", "\u2028", "\u0001", "\ufeff"],
  number: ["-", "+", ".", "0", "1", "9", "00", "e", "E", "E+", "e-", "_", "x", "2147483648", "340282350000000000000000000000000000000", "1.7976931348623159e308"],
};

export function literal(random) {
  const kind = random.pick(["string", "string", "block", "block", "number"]);
  const quote = { string: '"', block: '"""', number: "" }[kind];
  const inner = Array.from({ length: random.below(9) }, () => random.pick(LETTERS[kind])).join("");
  return `${quote}${inner}${quote}`;
}
