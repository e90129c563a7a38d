// Writes documents for a schema: mostly valid, with every kind of mistake now and then.
import {
  doTypesOverlap, getNamedType, GraphQLNonNull, isAbstractType, isCompositeType, isEnumType, isInputObjectType, isInputType,
  isInterfaceType, isListType, isNonNullType, isRequiredArgument, isRequiredInputField,
} from "graphql";

export const LITERALS = [
  "0", "-0", "1", "-17", "2147483647", "-2147483648", "2147483648", "12345678901234567890", "1.5", "-0.0", "1e0", "1.25E-3", "6.02e+23", "1e400",
  '""', '"text"', '"1"', '"\\u00e9\\n"', '"\\u{1F600}"', '"\\uD83D\\uDE00"', '"""block"""', '"""\n  a\n    \\""" b\n"""',
  "true", "false", "null", "NAME", "[]", "{}", "[1, [null]]", '{ a: 1, b: { c: "d" } }',
];

const OF_SCALAR = {
  Int: ["0", "-0", "1", "-17", "2147483647", "-2147483648"],
  Float: ["0", "1", "1.5", "-0.0", "1e0", "1.25E-3", "6.02e+23", "12345678901234567890"],
  String: ['""', '"text"', '"\\u00e9\\n\\""', '"\\u{1F600}"', '"""block"""', '"""\n  a\n    \\""" b\n"""'],
  Boolean: ["true", "false"],
  ID: ['"id"', '""', "4", "-12345678901234567890"],
};

const ALIASES = ["a", "b", "id", "name", "on", "true"];
const MOST_FRAGMENTS = 4;

export class Author {
  constructor(schema, random) {
    this.schema = schema;
    this.random = random;
    this.mistakes = random.chance(0.4) ? 0.03 : 0;
    this.fragments = [];
    this.aliases = 0;
    const types = Object.values(schema.getTypeMap());
    this.inputTypes = types.filter(isInputType);
    this.directives = schema.getDirectives();
  }

  document() {
    const { random, schema } = this;
    const roots = [["query", schema.getQueryType()], ["mutation", schema.getMutationType()], ["subscription", schema.getSubscriptionType()]]
      .filter(([, type]) => type);
    const count = random.chance(0.2) ? 2 : 1;
    const operations = Array.from({ length: count }, (_, at) => this.operation(at, ...random.pick(random.chance(0.6) ? roots.slice(0, 1) : roots)));
    return [...operations, ...this.fragments.map(({ text }) => text)].join("\n");
  }

  operation(at, kind, root) {
    this.variables = new Map();
    // A fragment uses the variables of the operation that it was written for.
    this.open = this.fragments.length;
    const set = kind === "subscription" && !this.slips() ? `{ ${this.field(root, 3)} }` : this.selectionSet(root, 4);
    const directives = this.directivesAt(kind.toUpperCase());
    const variables = [...this.variables].map(([name, type]) => this.variable(name, type));
    if (this.slips()) variables.push(`$unused: ${this.random.pick(this.inputTypes)}`);
    return `${kind} Operation${this.slips() ? 0 : at}${variables.length ? `(${variables.join(", ")})` : ""}${directives} ${set}`;
  }

  variable(name, type) {
    const written = this.random.chance(0.2) ? ` = ${this.value(type, 2, true)}` : "";
    return `$${name}: ${type}${written}${this.directivesAt("VARIABLE_DEFINITION", true)}`;
  }

  slips() {
    return this.random.chance(this.mistakes);
  }

  selectionSet(type, depth) {
    const { random } = this;
    const selections = Array.from({ length: 1 + random.below(4) }, () => {
      if (depth > 1 && random.chance(0.15)) return this.inline(type, depth - 1);
      if (depth > 1 && random.chance(0.15)) return this.spread(type, depth - 1);
      return this.field(type, depth - 1);
    });
    return `{ ${selections.join(" ")} }`;
  }

  field(parent, depth) {
    const { random } = this;
    const fields = Object.values(parent.getFields?.() ?? {}).filter((field) => depth > 0 || !isCompositeType(getNamedType(field.type)));
    const field = this.slips() ? random.pick(Object.values(random.pick(Object.values(this.schema.getTypeMap())).getFields?.() ?? {})) : random.pick(fields);
    if (!field?.args || random.chance(0.05)) return "__typename";
    const given = this.arguments(field.args);
    const type = getNamedType(field.type);
    const set = isCompositeType(type) !== this.slips() ? ` ${this.selectionSet(isCompositeType(type) ? type : parent, depth)}` : "";
    return `${this.alias(given)}${field.name}${given}${this.directivesAt("FIELD")}${set}`;
  }

  // Fields with arguments get names of their own, or nearly all would conflict.
  alias(given) {
    const { random } = this;
    if (given && random.chance(0.9)) return `alias${(this.aliases += 1)}: `;
    return random.chance(0.04) ? `${random.pick(ALIASES)}: ` : "";
  }

  condition(type) {
    const { random, schema } = this;
    if (this.slips()) return random.pick(Object.values(schema.getTypeMap()));
    const abstract = isAbstractType(type) ? [type, ...schema.getPossibleTypes(type)] : [type, ...type.getInterfaces()];
    return random.pick(isInterfaceType(type) ? [...abstract, ...type.getInterfaces(), ...schema.getImplementations(type).interfaces] : abstract);
  }

  inline(type, depth) {
    const on = this.random.chance(0.2) ? type : this.condition(type);
    const written = on === type && this.random.chance(0.5) ? "" : ` on ${on}`;
    return `...${written}${this.directivesAt("INLINE_FRAGMENT")} ${this.selectionSet(isCompositeType(on) ? on : type, depth)}`;
  }

  spread(type, depth) {
    const { random, schema } = this;
    const known = this.fragments.slice(this.open).filter(({ on, whole }) => whole && doTypesOverlap(schema, on, type));
    const directives = this.directivesAt("FRAGMENT_SPREAD");
    if (this.slips()) return `...Fragment${random.below(MOST_FRAGMENTS)}${directives}`;
    if (known.length && (random.chance(0.5) || this.fragments.length >= MOST_FRAGMENTS)) return `...${random.pick(known).name}${directives}`;
    if (this.fragments.length >= MOST_FRAGMENTS) return "__typename";
    const on = this.condition(type);
    const fragment = { name: `Fragment${this.fragments.length}`, on: isCompositeType(on) ? on : type, whole: false };
    this.fragments.push(fragment);
    const set = this.selectionSet(fragment.on, depth);
    fragment.text = `fragment ${fragment.name} on ${on}${this.directivesAt("FRAGMENT_DEFINITION")} ${set}`;
    fragment.whole = true;
    return `...${fragment.name}${directives}`;
  }

  directivesAt(location, constant = false) {
    const { random } = this;
    if (!random.chance(0.07)) return "";
    const fitting = this.directives.filter((directive) => directive.locations.includes(location));
    const directive = random.pick(this.slips() || !fitting.length ? this.directives : fitting);
    if (!fitting.length && !this.slips()) return "";
    return ` @${directive.name}${this.arguments(directive.args, constant)}`;
  }

  arguments(definitions, constant = false) {
    const given = definitions.filter((it) => (isRequiredArgument(it) ? !this.slips() : this.random.chance(0.3)));
    if (this.slips() && given.length) given.push(this.random.pick(given));
    return given.length ? `(${given.map((it) => `${it.name}: ${this.value(it.type, 3, constant)}`).join(", ")})` : "";
  }

  value(type, depth, constant = false) {
    const { random } = this;
    if (!constant && random.chance(0.2)) return this.use(type);
    if (this.slips()) return random.pick(LITERALS);
    if (!isNonNullType(type) && random.chance(0.07)) return "null";
    return this.literal(isNonNullType(type) ? type.ofType : type, depth, constant);
  }

  literal(type, depth, constant) {
    const { random } = this;
    if (isListType(type)) {
      if (random.chance(0.15)) return this.literal(isNonNullType(type.ofType) ? type.ofType.ofType : type.ofType, depth, constant);
      return `[${Array.from({ length: random.below(3) }, () => this.value(type.ofType, depth - 1, constant)).join(", ")}]`;
    }
    if (isEnumType(type)) return random.pick(type.getValues()).name;
    if (isInputObjectType(type)) return this.object(type, depth, constant);
    return random.pick(OF_SCALAR[type.name] ?? LITERALS);
  }

  object(type, depth, constant) {
    const { random } = this;
    const all = Object.values(type.getFields());
    let given = all.filter((field) => (isRequiredInputField(field) ? depth > -5 && !this.slips() : depth > 0 && random.chance(0.3)));
    if (type.isOneOf) given = this.slips() ? given : [random.pick(all)];
    if (this.slips() && given.length) given = [...given, random.pick(given)];
    const fields = given.map((field) => {
      if (type.isOneOf && !this.slips()) return `${field.name}: ${this.ofOne(field.type, depth, constant)}`;
      return `${field.name}: ${this.value(field.type, depth - 1, constant)}`;
    });
    return `{ ${fields.join(", ")} }`;
  }

  ofOne(type, depth, constant) {
    return constant || this.random.chance(0.8) ? this.literal(type, depth - 1, constant) : this.use(type, true);
  }

  // A variable for a place of this type; sometimes of a type that is narrower, and rarely of one that does not fit.
  use(type, narrower = this.random.chance(0.3)) {
    const { random } = this;
    const known = [...this.variables].filter(([, of]) => String(of) === String(type));
    if (known.length && random.chance(0.5)) return `$${random.pick(known)[0]}`;
    if (this.slips()) return `$undefined${this.slips() ? 1 : ""}`;
    const name = `v${this.variables.size}`;
    let of = isNonNullType(type) || !narrower ? type : new GraphQLNonNull(type);
    if (this.slips() && isNonNullType(type)) of = type.ofType;
    else if (this.slips() && isListType(type)) of = type.ofType;
    else if (this.slips()) of = random.pick(this.inputTypes);
    this.variables.set(name, of);
    return `$${name}`;
  }
}
