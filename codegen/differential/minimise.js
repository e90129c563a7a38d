// Takes parts away for as long as the text still fails: nodes of its syntax tree if it has one, then tokens.
import { nodes, text, tokens } from "./mutation.js";

const CLOSING = { "{": "}", "(": ")", "[": "]" };

// Where the bracket at `open` is closed, or -1.
function closing(list, open) {
  let depth = 0;
  return list.findIndex((token, at) => {
    if (at < open) return false;
    if (token === list[open]) depth += 1;
    if (token === CLOSING[list[open]]) depth -= 1;
    return depth === 0;
  });
}

function parsed(source) {
  try {
    return nodes(source);
  } catch {
    return [];
  }
}

// The text with each of these stretches replaced; stretches within others go with them.
function replaced(source, stretches) {
  let at = 0;
  let result = "";
  for (const { start, end, by = "" } of stretches.sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (start < at) continue;
    result += `${source.slice(at, start)} ${by} `;
    at = end;
  }
  return result + source.slice(at);
}

// Ways to take a definition away with all that names it.
function* withUses(source) {
  const all = parsed(source);
  const within = (inner, outer) => outer.start <= inner.start && inner.end <= outer.end;
  const of = (group) => all.filter((node) => node.group === group);
  const textOf = ({ start, end }) => source.slice(start, end);
  for (const definition of of("VariableDefinition")) {
    const [name] = textOf(definition).match(/\$\s*\w+/);
    const uses = of("Value").filter((use) => textOf(use) === name && !within(use, definition));
    for (const group of ["Argument", "ObjectField", "Directive", "Selection"]) {
      const holders = uses.map((use) => of(group).findLast((node) => within(use, node)));
      if (holders.every(Boolean)) yield replaced(source, [definition, ...holders]);
    }
    yield replaced(source, [definition, ...uses.map((use) => ({ ...use, by: "null" }))]);
  }
  for (const definition of of("Definition")) {
    const name = textOf(definition).match(/fragment\s+(\w+)/)?.[1];
    const spreads = of("Selection").filter((node) => textOf(node).match(/^\.\.\.\s*(\w+)/)?.[1] === name);
    if (name) yield replaced(source, [definition, ...spreads.map((spread) => ({ ...spread, by: "__typename" }))]);
  }
}

export async function minimised(source, fails, seconds = 10) {
  const end = performance.now() + seconds * 1000;
  let current = source;
  const attempt = async (shorter) => {
    if (shorter === current || performance.now() > end || !(await fails(shorter))) return false;
    current = shorter;
    return true;
  };
  const attemptTokens = (list) => (list.length ? attempt(text(list)) : false);
  // One after the other, from the start again after each success.
  const whileAny = async (ways) => {
    for (let any = true; any; ) {
      any = false;
      for (const way of ways(current)) if ((any = await attempt(way))) break;
    }
  };
  const parts = async () => {
    const size = ({ start, end }) => end - start;
    for (let least = current.length; least > 0; ) {
      const largest = parsed(current).filter((node) => size(node) < least).sort((a, b) => size(b) - size(a))[0];
      if (!largest) return;
      if (!(await attempt(replaced(current, [largest])))) least = size(largest);
    }
  };
  const pieces = async (size) => {
    for (let at = 0; at < tokens(current).length; ) {
      const list = tokens(current);
      list.splice(at, size);
      if (!(await attemptTokens(list))) at += 1 + Math.floor(size / 2);
    }
  };
  // Brackets with what is in them and what stands before them, or the brackets alone.
  const brackets = async () => {
    for (let at = 0; at < tokens(current).length; at += 1) {
      const list = tokens(current);
      const close = CLOSING[list[at]] ? closing(list, at) : -1;
      if (close < 0) continue;
      const shorter = [3, 2, 1, 0].filter((before) => before <= at).map((before) => list.toSpliced(at - before, close + 1 - at + before));
      shorter.push(list.toSpliced(close, 1).toSpliced(at, 1));
      for (const candidate of shorter) if (await attemptTokens(candidate)) break;
    }
  };
  for (let length = Infinity; current.length < length; ) {
    length = current.length;
    await parts();
    await whileAny(withUses);
    await brackets();
    for (const size of [8, 4, 2, 1]) await pieces(size);
  }
  const plain = text(tokens(current)).trim();
  const tight = plain.replace(/ ([)\]:!,])/g, "$1").replace(/([([@$]|\.\.\.) /g, "$1");
  for (const nicer of [tight, plain]) if (await fails(nicer)) return nicer;
  return current;
}
