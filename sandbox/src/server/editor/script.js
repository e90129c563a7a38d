"use strict";

const at = (id) => document.getElementById(id);
const [form, key, name, operation, variables, answer, note, fields, find, list] =
  ["form", "key", "name", "operation", "variables", "answer", "note", "fields", "find", "list"].map(at);

// As many events of a subscription as one looks at.
const MOST_EVENTS = 100;
let socket;
// The number of the last send: an answer to one before comes too late.
let latest = 0;

form.addEventListener("submit", (event) => {
  event.preventDefault();
  send();
});
form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    send();
  }
});

async function send() {
  socket?.close();
  socket = undefined;
  const number = ++latest;
  const body = { query: operation.value };
  if (name.value.trim()) body.operationName = name.value.trim();
  try {
    if (variables.value.trim()) body.variables = JSON.parse(variables.value);
  } catch (error) {
    return show(`The variables are not JSON: ${error.message}`, "");
  }
  if (kindOf(body) === "subscription") return listen(body);
  show("", "..");
  const start = performance.now();
  try {
    const response = await post(body);
    const text = await response.text();
    if (number === latest) show(pretty(text), `${response.status}, ${Math.round(performance.now() - start)} ms`);
  } catch (error) {
    if (number === latest) show(`No answer: ${error.message}`, "");
  }
}

function post(body) {
  const headers = { "Content-Type": "application/json", "X-API-Key": key.value };
  return fetch("/graphql", { method: "POST", headers, body: JSON.stringify(body) });
}

function show(text, summary) {
  answer.textContent = text;
  note.textContent = summary;
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

// Whether what is sent is a query, a mutation or a subscription.
function kindOf({ query, operationName }) {
  let text = query.replace(/"""(\\"""|[^])*?"""|"(\\.|[^"\\\n])*"|#.*/g, " ");
  // A field, an argument or a variable can have these names, too: what is inside of brackets goes, from the innermost on.
  for (let before; before !== text; ) {
    before = text;
    text = before.replace(/[{(][^{}()]*[})]/g, ";");
  }
  const starts = text.split(";").map((part) => part.match(/^[\s,]*(query|mutation|subscription)\b[\s,]*(\w+)?/));
  return starts.find((found) => found && (!operationName || found[2] === operationName))?.[1] ?? "query";
}

function listen(body) {
  const own = new WebSocket(`${location.origin.replace(/^http/, "ws")}/graphql`, "graphql-transport-ws");
  socket = own;
  const events = [];
  const say = (message) => own.send(JSON.stringify(message));
  const shown = (payload, summary) => {
    events.unshift(JSON.stringify(payload, null, 2));
    events.length = Math.min(events.length, MOST_EVENTS);
    show(events.join("\n"), summary);
  };
  show("", "connecting");
  own.onopen = () => say({ type: "connection_init", payload: { headers: { "X-API-Key": key.value } } });
  own.onmessage = ({ data }) => {
    if (own !== socket) return;
    const { type, payload } = JSON.parse(data);
    if (type === "connection_ack") {
      say({ id: "1", type: "subscribe", payload: body });
      note.textContent = "listening";
    } else if (type === "ping") {
      say({ type: "pong" });
    } else if (type === "next") {
      shown(payload, "listening, the latest first");
    } else if (type === "error" || type === "complete") {
      if (payload) shown({ errors: payload }, "");
      own.close();
    }
  };
  own.onclose = ({ code, reason }) => {
    if (own === socket) note.textContent = `closed: ${code} ${reason}`;
  };
}

// The fields, asked for when they are wanted: a fault that was set up for a first request is not spent on it.
const FIELDS = `query EditorFields {
  __schema {
    queryType { name } mutationType { name } subscriptionType { name }
    types {
      kind name enumValues { name }
      fields { name type { ...Reference } args { name defaultValue type { ...Reference } } }
      inputFields { name defaultValue type { ...Reference } }
    }
  }
}
fragment Reference on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }`;

fields.addEventListener("toggle", async () => {
  if (!fields.open || list.childElementCount) return;
  try {
    const { data, errors } = await (await post({ query: FIELDS })).json();
    if (!data) throw new Error(errors?.[0]?.message);
    fill(data.__schema);
  } catch (error) {
    show(`The fields cannot be had: ${error.message}`, "");
  }
});
find.addEventListener("input", () => {
  const part = find.value.trim().toLowerCase();
  for (const item of list.children) item.hidden = !item.textContent.toLowerCase().includes(part);
});

function fill(schema) {
  const types = new Map(schema.types.map((type) => [type.name, type]));
  for (const kind of ["query", "mutation", "subscription"]) {
    for (const field of types.get(schema[`${kind}Type`]?.name)?.fields ?? []) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = field.name;
      button.title = kind;
      button.addEventListener("click", () => start(types, kind, field));
      const item = document.createElement("li");
      item.append(button);
      list.append(item);
    }
  }
}

// Writes a first operation: the arguments as variables, and the plain fields of what it gives.
function start(types, kind, field) {
  const own = field.name[0].toUpperCase() + field.name.slice(1);
  const declared = field.args.map((argument) => `$${argument.name}: ${written(argument.type)}`).join(", ");
  const given = field.args.map((argument) => `${argument.name}: $${argument.name}`).join(", ");
  const inside = selection(types, field.type, "  ", 3);
  operation.value = `${kind} ${own}${declared && `(${declared})`} {\n  ${field.name}${given && `(${given})`}${inside}\n}`;
  const needed = required(types, field.args, []);
  variables.value = Object.keys(needed).length ? JSON.stringify(needed, null, 2) : "";
  name.value = "";
  operation.focus();
}

const LEAVES = ["SCALAR", "ENUM"];
const named = (type) => (type.ofType ? named(type.ofType) : type);
const isRequired = (input) => input.type.kind === "NON_NULL" && input.defaultValue === null;

function written(type) {
  if (type.kind === "NON_NULL") return `${written(type.ofType)}!`;
  return type.kind === "LIST" ? `[${written(type.ofType)}]` : type.name;
}

function selection(types, type, indent, depth) {
  const { kind, name } = named(type);
  if (LEAVES.includes(kind)) return "";
  const free = (types.get(name).fields ?? []).filter((field) => !field.args.some(isRequired));
  const lines = free.filter((field) => LEAVES.includes(named(field.type).kind)).map((field) => field.name);
  const isFirst = lines.length === 0;
  for (const field of depth ? free : []) {
    const isWrapper = ["edges", "node", "pageInfo"].includes(field.name) || isFirst;
    if (isWrapper && !LEAVES.includes(named(field.type).kind)) {
      lines.push(field.name + selection(types, field.type, `${indent}  `, depth - 1));
    }
  }
  if (!lines.length) lines.push("__typename");
  return ` {\n${lines.map((line) => `${indent}  ${line}`).join("\n")}\n${indent}}`;
}

// What has to be given, to be filled in.
function required(types, inputs, above) {
  return Object.fromEntries(inputs.filter(isRequired).map((input) => [input.name, sample(types, input.type.ofType, above)]));
}

function sample(types, type, above) {
  if (type.kind === "NON_NULL") return sample(types, type.ofType, above);
  if (type.kind === "LIST") return [];
  if (type.kind === "ENUM") return types.get(type.name).enumValues[0]?.name;
  if (type.kind === "INPUT_OBJECT") {
    return above.includes(type.name) ? {} : required(types, types.get(type.name).inputFields, [...above, type.name]);
  }
  return { Int: 0, Float: 0, Boolean: false }[type.name] ?? "";
}
