// The verdicts of the generator beside those of graphql-js, over mutated documents and type systems.
//
//   node main.js PROGRAM [--cases 1000] [--seed 1] [--only SET,SET] [--show 20] [--schema FILE [--documents FILE]]
//
// PROGRAM is the example `verdicts`. `--cases` is for the kitchen sink and the type systems; a case over larger schemas
// takes longer, and there are fewer of them. A case comes from its set, its number and the seed only. With `--schema`
// the only set is that of documents over the schema in a file, and made of the documents in another.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildSchema, introspectionFromSchema, isScalarType, isSpecifiedScalarType, parse, print, validate, visit } from "graphql";
import { Author } from "./author.js";
import { LAXER, split, STRICTER, UNSEEN } from "./differences.js";
import { largeSchema } from "./large.js";
import { literal } from "./literal.js";
import { minimised } from "./minimise.js";
import { mutate, Pool } from "./mutation.js";
import { Ours } from "./ours.js";
import { Random } from "./random.js";
import { documentErrors, schemaErrors } from "./theirs.js";
import { sentDocuments, wireFault } from "./wire.js";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    cases: { type: "string", default: "1000" },
    seed: { type: "string", default: "1" },
    only: { type: "string" },
    show: { type: "string", default: "20" },
    schema: { type: "string" },
    documents: { type: "string" },
  },
});

const here = import.meta.dirname;
const read = (...path) => readFileSync(join(here, ...path), "utf8");
const graphqlFiles = (...path) =>
  readdirSync(join(here, ...path), { recursive: true }).filter((name) => name.endsWith(".graphql")).sort().map((name) => read(...path, name));

// Documents over one schema.
class Documents {
  constructor(name, share, text, seeds) {
    Object.assign(this, { name, share, text });
    // Whether a schema is valid is for `TypeSystems` to ask.
    this.schema = buildSchema(text, { assumeValid: true });
    this.scalars = Object.values(this.schema.getTypeMap()).filter((type) => isScalarType(type) && !isSpecifiedScalarType(type)).map(({ name }) => name);
    this.seeds = seeds.filter((seed) => !validate(this.schema, parse(seed)).length);
    if (this.seeds.length < seeds.length) throw new Error(`${name}: ${seeds.length - this.seeds.length} seeds are not valid`);
    this.pool = new Pool();
    for (const seed of this.seeds) this.pool.add(seed);
    for (let at = 0; at < 100; at += 1) this.pool.add(this.written(new Random("pool", name, at)));
    for (const type of Object.values(this.schema.getTypeMap())) {
      this.pool.part("NamedType.name", type.name);
      for (const field of Object.values(type.getFields?.() ?? {})) this.pool.part(type.isOneOf === undefined ? "Field.name" : "ObjectField.name", field.name);
    }
    for (const misplaced of ["type Extra { a: Int }", "extend type Query { extra: Int }", "scalar Extra", "schema { query: Query }"]) this.pool.part("Definition", misplaced);
    for (const directive of this.schema.getDirectives()) this.pool.part("Directive.name", directive.name);
  }

  written(random) {
    for (;;) {
      const text = new Author(this.schema, random).document();
      if (text.length < 20_000) return text;
    }
  }

  make(random) {
    if (this.seeds.length && random.chance(0.5)) return mutate(random.pick(this.seeds), this.pool, random);
    const written = this.written(random);
    return random.chance(0.3) ? mutate(written, this.pool, random) : written;
  }

  input = (text) => [this.text, text, this.scalars];
  theirs = (text) => documentErrors(this.schema, text);
  fault = (text, generated) => wireFault(this.schema, text, sentDocuments(generated));
}

// Documents over the same schema, told by introspection.
class Introspected extends Documents {
  constructor(...from) {
    super(...from);
    const all = { specifiedByUrl: true, directiveIsRepeatable: true, schemaDescription: true, inputValueDeprecation: true, oneOf: true };
    this.text = JSON.stringify(introspectionFromSchema(this.schema, all));
  }
}

// Documents that are one literal in different places.
class Literals extends Documents {
  make = (random) => {
    const written = literal(random);
    const places = ["string", "any", "float", "int", "id", "boolean"];
    return random.chance(0.9)
      ? `query Q { scalars(${random.chance(0.8) ? random.pick(places.slice(0, 3)) : random.pick(places)}: ${written}) { __typename } }`
      : `query Q($any: Any = { a: [${written}] }) { scalars(any: $any) { __typename } }`;
  };
}

// Type systems, with no operation.
class TypeSystems {
  share = 1;
  name = "type_systems";
  pool = new Pool();

  constructor(seeds) {
    this.seeds = seeds;
    for (const seed of seeds) this.pool.add(seed);
  }

  make = (random) => mutate(random.pick(this.seeds), this.pool, random);
  input = (text) => [text, "", []];
  theirs = schemaErrors;
  fault = () => undefined;
}

// Each of the operations with all the fragments that it needs.
function withFragments(files) {
  const fragments = new Map();
  const operations = [];
  for (const definition of files.flatMap((file) => parse(file).definitions)) {
    if (definition.kind === "FragmentDefinition") fragments.set(definition.name.value, definition);
    else operations.push(definition);
  }
  return operations.map((operation) => {
    const all = new Set([operation]);
    for (const definition of all) visit(definition, { FragmentSpread: (spread) => void all.add(fragments.get(spread.name.value)) });
    return [...all].map(print).join("\n");
  });
}

const kitchenSink = read("kitchen_sink", "schema.graphql");
const kitchenSinkSeeds = graphqlFiles("kitchen_sink").filter((text) => text !== kitchenSink);

const sets = {
  kitchen_sink: () => new Documents("kitchen_sink", 1, kitchenSink, kitchenSinkSeeds),
  introspection: () => new Introspected("introspection", 0.2, kitchenSink, kitchenSinkSeeds),
  literals: () => new Literals("literals", 1, kitchenSink, []),
  type_systems: () => new TypeSystems([...graphqlFiles("type_systems"), kitchenSink]),
  stigg: () => new Documents("stigg", 0.1, read("..", "schema", "stigg.graphql"), withFragments(graphqlFiles("..", "..", "queries"))),
  large: () => new Documents("large", 0.05, largeSchema(), []),
};

if (options.schema) {
  const text = readFileSync(options.schema, "utf8");
  for (const name of Object.keys(sets)) delete sets[name];
  const seeds = options.documents ? withFragments([readFileSync(options.documents, "utf8")]) : [];
  sets[options.schema] = () => new Documents(options.schema, 1, text, seeds);
}

const ours = new Ours(positionals[0]);

// Messages without the names in them: disagreements of one kind have one.
const kindOf = (message) =>
  message
    .split("\n")[0]
    .replace(/^(\w+: )?.*? has invalid default value.*?: (.*)/, "invalid default value: $2")
    .replace(/ Did you mean .*|(?<=, found:|represent .*value:) .*/, "")
    .replace(/`[^`]*`|"[^"]*"|\d+/g, "_");

// `undefined`, or how the two disagree on the text.
async function compare(set, text) {
  const verdict = ours.verdict(...set.input(text));
  const theirs = split(set.theirs(text), LAXER, text);
  const generated = await verdict;
  const { code, errors = [], panic } = generated;
  const our = split(errors, theirs.left.length ? STRICTER : [...STRICTER, ...UNSEEN], text);
  const result = { used: [...our.used, ...theirs.used], valid: !theirs.left.length, ours: our.left, theirs: theirs.left };
  if (panic !== undefined) result.kind = `panic: ${panic}`;
  else if (our.left.length && !theirs.left.length) result.kind = `refused here only: ${kindOf(our.left[0])}`;
  else if (!our.left.length && theirs.left.length) result.kind = `accepted here only: ${kindOf(theirs.left[0])}`;
  else if (code !== undefined && !theirs.left.length) {
    result.fault = set.fault(text, generated);
    if (result.fault) result.kind = `sent otherwise: ${kindOf(result.fault)}`;
  }
  return result;
}

const used = new Map();
const kinds = new Map();
for (const name of options.only?.split(",") ?? Object.keys(sets)) {
  const set = sets[name]();
  const count = Math.ceil(options.cases * set.share);
  const tally = { valid: 0, invalid: 0, disagreements: 0 };
  const start = performance.now();
  for (let at = 0; at < count; at += 1) {
    // First some of the seeds as they are.
    const text = (at < count / 4 && set.seeds[at]) || set.make(new Random(options.seed, name, at));
    const result = await compare(set, text);
    tally[result.valid ? "valid" : "invalid"] += 1;
    for (const difference of new Set(result.used)) used.set(difference, (used.get(difference) ?? 0) + 1);
    if (!result.kind) continue;
    tally.disagreements += 1;
    const kind = kinds.get(result.kind);
    if (kind) kind.count += 1;
    else kinds.set(result.kind, { count: 1, set, text, at });
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${name}: ${count} cases, ${tally.valid} valid, ${tally.invalid} invalid, ${tally.disagreements} disagreements, ${seconds} s`);
}
for (const [difference, count] of used) console.log(`${count} times told apart: ${difference.why}`);

const worst = [...kinds].sort(([, a], [, b]) => b.count - a.count);
for (const [kind, { count, set, text, at }] of worst.slice(0, options.show)) {
  const small = await minimised(text, async (shorter) => (await compare(set, shorter)).kind === kind);
  const result = await compare(set, small);
  console.log(`\n-- ${count} times, ${set.name} ${at}: ${kind}\n${small}`);
  console.log(result.fault ?? `here: ${result.ours[0] ?? "valid"}\ngraphql-js: ${result.theirs[0] ?? "valid"}`);
}
if (worst.length > options.show) console.log(`\nand ${worst.length - options.show} kinds more`);
ours.end();
process.exitCode = worst.length ? 1 : 0;
