// A schema of thousands of types, the same each time.
import { Random } from "./random.js";

export function largeSchema(types = 4000) {
  const random = new Random("large");
  const some = (prefix, count) => `${prefix}${random.below(count)}`;
  const [interfaces, unions, inputs, enums] = [types / 20, types / 20, types / 8, types / 20].map(Math.floor);
  const objects = types - interfaces - unions - inputs - enums;
  const leaf = () => random.pick(["Int", "Float", "String", "Boolean", "ID", "Moment", some("Enum", enums)]);
  const wrapped = (type) => random.pick([type, type, `${type}!`, `[${type}]`, `[${type}!]!`, `[[${type}]!]`]);
  const input = () => wrapped(random.chance(0.5) ? leaf() : some("Input", inputs));
  const args = () => (random.chance(0.4) ? `(${Array.from({ length: 1 + random.below(3) }, (_, at) => `a${at}: ${input()}`).join(", ")})` : "");
  const output = () => random.pick([some("Object", objects), some("Interface", interfaces), some("Union", unions)]);
  const fields = (count) =>
    Array.from({ length: count }, (_, at) => `  f${at}${args()}: ${wrapped(random.chance(0.6) ? leaf() : output())}`);
  // Interface n implements what n/2 does, and n/2 itself: the fields come down from there.
  const inherited = [["  id: ID!"]];
  const ancestors = [[]];
  const lines = ["scalar Moment", "interface Interface0 { id: ID! }"];
  for (let at = 1; at < interfaces; at += 1) {
    const parent = Math.floor(at / 2);
    inherited.push([...inherited[parent], `  g${at}${args()}: ${wrapped(random.chance(0.5) ? leaf() : output())}`]);
    ancestors.push([...ancestors[parent], `Interface${parent}`]);
    lines.push(`interface Interface${at} implements ${ancestors[at].join(" & ")} {\n${inherited[at].join("\n")}\n}`);
  }
  for (let at = 0; at < objects; at += 1) {
    const of = random.below(interfaces * 2);
    const heads = of < interfaces ? ` implements ${[...ancestors[of], `Interface${of}`].join(" & ")}` : "";
    lines.push(`type Object${at}${heads} {\n${[...(inherited[of] ?? []), ...fields(2 + random.below(8))].join("\n")}\n}`);
  }
  for (let at = 0; at < unions; at += 1) {
    const members = new Set(Array.from({ length: 1 + random.below(12) }, () => some("Object", objects)));
    lines.push(`union Union${at} = ${[...members].join(" | ")}`);
  }
  for (let at = 0; at < enums; at += 1) lines.push(`enum Enum${at} { ${Array.from({ length: 1 + random.below(9) }, (_, value) => `V${value}`).join(" ")} }`);
  for (let at = 0; at < inputs; at += 1) {
    const oneOf = at % 5 === 0;
    // What is required refers to inputs that come later, so that there is an end.
    const field = (_, name) => {
      if (oneOf) return `f${name}: ${random.chance(0.5) ? leaf() : some("Input", inputs)}`;
      if (at + 1 < inputs && random.chance(0.2)) return `f${name}: Input${at + 1 + random.below(inputs - at - 1)}!`;
      return `f${name}: ${random.chance(0.5) ? wrapped(leaf()) : random.pick(["", "["]) && `[${some("Input", inputs)}!]` || some("Input", inputs)}`;
    };
    lines.push(`input Input${at}${oneOf ? " @oneOf" : ""} { ${Array.from({ length: 2 + random.below(5) }, field).join(" ")} }`);
  }
  const roots = (prefix, count) => Array.from({ length: count }, (_, at) => `  ${prefix}${at}${args()}: ${wrapped(output())}`).join("\n");
  lines.push(`type Query {\n${roots("q", 300)}\n}`, `type Mutation {\n${roots("m", 100)}\n}`, `type Subscription {\n${roots("s", 20)}\n}`);
  return lines.join("\n");
}
