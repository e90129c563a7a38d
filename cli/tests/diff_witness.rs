//! `diff --queries` says of an operation exactly what generating it again says: over mutations of a schema, each verdict is
//! held against the Rust text of that operation alone, with the old schema and with the new one.

mod support;

use std::collections::BTreeSet;
use std::thread;

use quote::ToTokens;
use stigg_graphql_codegen::Builder;
use support::Desk;
use syn::{Fields, ImplItem, Item, Visibility};

/// One part of a definition stands on a line, so that lines can be mutated.
const SCHEMA: &str = include_str!("diff_witness/schema.graphql");
const OPERATIONS: &str = include_str!("diff_witness/operations.graphql");

/// What can happen to a line of a schema, and to how many of the lines that it could happen to it does: to all, or to one in so
/// many. It gives the lines that come in the place of one, or nothing where it does not apply.
type Mutation = (&'static str, usize, fn(&str) -> Option<String>);

const MUTATIONS: &[Mutation] = &[
    ("removed", 1, |line| is_part(line).then(String::new)),
    ("renamed", 3, |line| is_part(line).then(|| line.replacen(name(line), &format!("{}Too", name(line)), 1))),
    ("spelled otherwise", 3, |line| is_part(line).then(|| line.replacen(name(line), &format!("{}_", name(line)), 1))),
    ("non-null", 1, |line| typed(line, |ty| (!ty.ends_with('!')).then(|| format!("{ty}!")))),
    ("nullable", 1, |line| typed(line, |ty| ty.strip_suffix('!').map(str::to_owned))),
    ("a list", 3, |line| typed(line, |ty| Some(format!("[{ty}]")))),
    ("an item", 1, |line| {
        typed(line, |ty| Some(ty.strip_prefix('[')?.trim_end_matches('!').strip_suffix(']')?.to_owned()))
    }),
    ("another scalar", 1, |line| typed(line, |ty| ty.contains("String").then(|| ty.replace("String", "Int")))),
    ("an ID", 1, |line| typed(line, |ty| ty.contains("String").then(|| ty.replace("String", "ID")))),
    ("another enum", 1, |line| typed(line, |ty| ty.contains("Status").then(|| ty.replace("Status", "Interval")))),
    ("a custom scalar", 1, |line| typed(line, |ty| ty.contains("Float").then(|| ty.replace("Float", "Money")))),
    ("a new scalar", 1, |line| typed(line, |ty| ty.contains("Float").then(|| ty.replace("Float", "Fresh")))),
    ("an object", 1, |line| typed(line, |ty| ty.contains("Money").then(|| ty.replace("Money", "Price")))),
    ("an interface", 1, |line| typed(line, |ty| (ty == "Plan").then(|| "Node".to_owned()))),
    ("a union", 1, |line| typed(line, |ty| (ty == "Plan").then(|| "Product".to_owned()))),
    ("deprecated", 3, |line| is_part(line).then(|| format!("{line} @deprecated(reason: \"old\")"))),
    ("another default", 1, |line| line.contains("= 10").then(|| line.replace("= 10", "= 11"))),
    ("no default", 1, |line| line.contains("= 10").then(|| line.replace(" = 10", ""))),
    ("the same default", 1, |line| line.contains("= 1.0").then(|| line.replace("= 1.0", "= 1"))),
    ("a default", 1, |line| (is_part(line) && line.ends_with("size: Int")).then(|| format!("{line} = 3"))),
    ("a part more", 3, |line| opens(line, "").then(|| added(line, "more"))),
    ("a required part more", 1, |line| opens(line, "input").then(|| format!("{line}\n  more: Int!"))),
    ("a part with a default more", 1, |line| opens(line, "input").then(|| format!("{line}\n  more: Int! = 1"))),
    ("an argument more", 1, |line| line.contains('(').then(|| line.replacen('(', "(more: Int, ", 1))),
    ("a required argument more", 1, |line| line.contains('(').then(|| line.replacen('(', "(more: Int!, ", 1))),
    ("a member more", 1, |line| line.starts_with("union").then(|| format!("{line} | Query"))),
    ("a member that implements", 1, |line| line.starts_with("union Product").then(|| format!("{line} | Coupon"))),
    ("a member less", 1, |line| line.strip_suffix(" | Addon").map(str::to_owned)),
    ("no interface", 1, |line| line.contains(" implements Node").then(|| line.replace(" implements Node", ""))),
    ("an interface more", 1, |line| {
        line.starts_with("type Price").then(|| line.replace("Price", "Price implements Amount"))
    }),
    ("one of them", 1, |line| opens(line, "input").then(|| line.replace(" {", " @oneOf {"))),
    ("another root", 1, |line| (line == "  query: Query").then(|| "  query: Plan".to_owned())),
    ("a type described", 1, |line| opens(line, "").then(|| format!("\"said\" {line}"))),
];

/// The words for what comes of an operation.
const WORDS: [&str; 4] = ["does-not-generate", "types-change", "other-meaning", "untouched"];

#[test]
fn every_verdict_is_what_the_generator_says() {
    let bench = Bench::new();
    // Of each kind one after the other, and the kinds side by side.
    let ended = thread::scope(|scope| {
        let half = |nth| MUTATIONS.iter().skip(nth).step_by(2);
        let halves = [0, 1].map(|nth| {
            scope.spawn({
                let bench = &bench;
                move || half(nth).map(|kind| bench.judge(kind)).collect()
            })
        });
        halves.into_iter().flat_map(|half| -> Vec<[usize; 4]> { half.join().unwrap() }).collect::<Vec<_>>()
    });
    // No kind of verdict is proved by never being given.
    let counts = [0, 1, 2, 3].map(|word| ended.iter().map(|ended| ended[word]).sum::<usize>());
    assert!(counts.iter().all(|count| *count > 20), "{counts:?}");
}

struct Bench {
    operations: Vec<String>,
    before: Vec<Seen>,
}

impl Bench {
    fn new() -> Self {
        let operations = Builder::new().query_text("operations.graphql", OPERATIONS).read_operations().unwrap();
        let names = operations.iter().map(|(_, operation)| operation.name.as_ref().unwrap().to_string());
        let operations: Vec<String> = names.collect();
        let before = operations.iter().map(|operation| seen(SCHEMA, operation).unwrap()).collect();
        Self { operations, before }
    }

    /// Holds every verdict on one kind of mutation against the generator, and counts how they ended.
    fn judge(&self, (kind, one_in, mutate): &Mutation) -> [usize; 4] {
        let desk = Desk::new().file("before.graphql", SCHEMA).file("operations.graphql", OPERATIONS);
        let lines: Vec<&str> = SCHEMA.lines().collect();
        let mut ended = [0; 4];
        let applied = lines.iter().enumerate().filter_map(|(nth, line)| Some((nth, line, mutate(line)?)));
        for (nth, line, mutated) in applied.step_by(*one_in) {
            let after = [&lines[..nth], &[mutated.as_str()], &lines[nth + 1..]].concat().join("\n");
            desk.write("after.graphql", &after);
            let arguments = ["diff", "before.graphql", "after.graphql", "--queries", "operations.graphql"];
            let ran = desk.run(&[&arguments[..], &["--format", "json"]].concat());
            if ran.code == 2 {
                // What cannot be merged has nothing to compare, and nothing generates.
                assert!(
                    self.operations.iter().all(|operation| seen(&after, operation).is_none()),
                    "{kind}: {line}: {ran:?}"
                );
                continue;
            }
            let report = ran.json();
            for (number, (operation, was)) in self.operations.iter().zip(&self.before).enumerate() {
                let told = &report["operations"][number];
                assert_eq!(told["name"], operation.as_str());
                let word = WORDS.iter().position(|word| told["consequence"] == *word).unwrap();
                ended[word] += 1;
                let now = seen(&after, operation);
                let fits = match (&now, WORDS[word]) {
                    (None, "does-not-generate") => true,
                    (Some(now), "types-change") => !now.shows_the_same(was),
                    (Some(now), "other-meaning") => now.shows_the_same(was),
                    (Some(now), "untouched") => now.document == was.document && now.shows_the_same(was),
                    _ => false,
                };
                assert!(fits, "{kind}: {line}: {operation} is said to be {told}, {now:?}");
            }
        }
        assert!(ended != [0; 4], "nothing was `{kind}`");
        ended
    }
}

/// The Rust of an operation, and what it sends.
#[derive(Debug)]
struct Seen {
    code: String,
    document: String,
}

impl Seen {
    fn shows_the_same(&self, other: &Self) -> bool {
        self.code == other.code || surface(&self.code) == surface(&other.code)
    }
}

/// Generates one operation; `None` if that cannot be done.
fn seen(schema: &str, operation: &str) -> Option<Seen> {
    let builder = Builder::new().schema_text("schema.graphql", schema).query_text("operations.graphql", OPERATIONS);
    let generated = builder.scalar("Money", "::scalars::Money").only("operations.graphql", Some(operation)).generate();
    let generated = match generated {
        Err(problems) if problems.iter().any(|problem| problem.message.contains("`Money`")) => {
            let builder =
                Builder::new().schema_text("schema.graphql", schema).query_text("operations.graphql", OPERATIONS);
            builder.only("operations.graphql", Some(operation)).generate().ok()?
        }
        generated => generated.ok()?,
    };
    let document = generated.operations[0].document.clone();
    Some(Seen { code: generated.code, document })
}

/// What code can name of Rust text.
fn surface(code: &str) -> BTreeSet<String> {
    let mut surface = BTreeSet::new();
    read(&syn::parse_file(code).unwrap().items, "", &mut surface);
    surface
}

/// The public items of Rust text, with what code can name of them. What begins with two underscores is hidden.
fn read(items: &[Item], module: &str, surface: &mut BTreeSet<String>) {
    for item in items {
        match item {
            Item::Mod(item) => {
                let inner = match item.vis {
                    Visibility::Public(_) => format!("{module}{}::", item.ident),
                    _ => module.to_owned(),
                };
                read(item.content.as_ref().map_or(&[], |(_, items)| items), &inner, surface);
            }
            Item::Struct(item) if is_shown(&item.vis, &item.ident.to_string()) => {
                let derives = item.attrs.iter().filter(|attribute| attribute.path().is_ident("derive"));
                surface.insert(format!("{module}{} {}", item.ident, derives.map(text).collect::<String>()));
                surface.extend(fields(&item.fields).map(|field| format!("{module}{}.{field}", item.ident)));
            }
            Item::Enum(item) if is_shown(&item.vis, &item.ident.to_string()) => {
                for variant in &item.variants {
                    let (name, payload) = (&variant.ident, text(&variant.fields));
                    surface.insert(format!("{module}{}::{name}{payload}", item.ident));
                }
            }
            Item::Type(item) if is_shown(&item.vis, &item.ident.to_string()) => {
                surface.insert(format!("{module}{} = {}", item.ident, text(&item.ty)));
            }
            Item::Impl(item) => {
                let of = item.trait_.as_ref().map(|(_, path, _)| text(path)).unwrap_or_default();
                if of.starts_with("__rt") || text(&item.self_ty).starts_with("__") {
                    continue;
                }
                for inner in &item.items {
                    let shown = match inner {
                        ImplItem::Type(inner) => text(inner),
                        ImplItem::Fn(inner) if of.is_empty() => text(&inner.sig),
                        _ => continue,
                    };
                    surface.insert(format!("{module}{} as {of}: {shown}", text(&item.self_ty)));
                }
                surface.insert(format!("{module}{} as {of}", text(&item.self_ty)));
            }
            _ => {}
        }
    }
}

fn is_shown(visibility: &Visibility, name: &str) -> bool {
    matches!(visibility, Visibility::Public(_)) && !name.starts_with("__")
}

fn fields(fields: &Fields) -> impl Iterator<Item = String> {
    fields.iter().map(|field| format!("{}: {}", text(&field.ident), text(&field.ty)))
}

fn text(tokens: &impl ToTokens) -> String {
    tokens.to_token_stream().to_string()
}

/// Whether a line is a field, an argument on a line of its own or a value.
fn is_part(line: &str) -> bool {
    line.starts_with("  ") && line != "  query: Query"
}

fn name(line: &str) -> &str {
    line.trim_start().split([':', '(', ' ', '@']).next().unwrap()
}

/// Mutates the type at the end of a line, before a default.
fn typed(line: &str, mutate: impl Fn(&str) -> Option<String>) -> Option<String> {
    if !is_part(line) || line == "  query: Query" {
        return None;
    }
    let (head, rest) = line.rsplit_once(": ")?;
    let (ty, default) = rest.split_at(rest.find(" =").unwrap_or(rest.len()));
    Some(format!("{head}: {}{default}", mutate(ty)?))
}

/// Whether a definition of such a kind begins with the line.
fn opens(line: &str, keyword: &str) -> bool {
    line.ends_with('{') && line.starts_with(keyword) && !line.starts_with("schema")
}

fn added(line: &str, name: &str) -> String {
    if line.starts_with("enum") { format!("{line}\n  MORE") } else { format!("{line}\n  {name}: Int") }
}

#[test]
fn the_witness_sees_a_new_field() {
    let more = SCHEMA.replace("input Filter {", "input Filter {\n  more: Int");
    let (was, is) = (seen(SCHEMA, "ListPlans").unwrap(), seen(&more, "ListPlans").unwrap());
    assert!(!is.shows_the_same(&was) && was.shows_the_same(&was));
}
