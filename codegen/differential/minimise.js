// Takes tokens away for as long as the text still fails.
import { text, tokens } from "./mutation.js";

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

export async function minimised(source, fails, seconds = 10) {
  let list = tokens(source);
  if (!(await fails(text(list)))) return source;
  const end = performance.now() + seconds * 1000;
  const attempt = async (shorter) => {
    if (!shorter.length || performance.now() > end || !(await fails(text(shorter)))) return false;
    list = shorter;
    return true;
  };
  const without = (start, end) => [...list.slice(0, start), ...list.slice(end)];
  const pieces = async (size) => {
    for (let at = 0; at < list.length; ) if (!(await attempt(without(at, at + size)))) at += 1 + Math.floor(size / 2);
  };
  // Brackets with what is in them and what stands before them, or the brackets alone.
  const brackets = async () => {
    for (let at = 0; at < list.length; at += 1) {
      const close = CLOSING[list[at]] ? closing(list, at) : -1;
      if (close < 0) continue;
      const shorter = [3, 2, 1, 0].filter((before) => before <= at).map((before) => without(at - before, close + 1));
      shorter.push([...list.slice(0, at), ...list.slice(at + 1, close), ...list.slice(close + 1)]);
      for (const candidate of shorter) if (await attempt(candidate)) break;
    }
  };
  await brackets();
  for (let size = Math.ceil(list.length / 2); size > 1; size = Math.ceil(size / 2)) await pieces(size);
  for (let length = Infinity; list.length < length; ) {
    length = list.length;
    await brackets();
    await pieces(2);
    await pieces(1);
  }
  const tight = text(list).replace(/ ([)\]:!,])/g, "$1").replace(/([([@$]|\.\.\.) /g, "$1").trim();
  return (await fails(tight)) ? tight : text(list).trim();
}
