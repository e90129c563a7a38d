//! From GraphQL names to Rust identifiers.
//!
//! A name becomes what a Rust programmer would write: `customerId` is the field `customer_id`, `USAGE_HYBRID` the
//! variant `UsageHybrid`. Two names of one scope may become the same (`createdAt` and `created_at`); then each of them
//! keeps its own spelling, which GraphQL guarantees to be unique. So which name a thing gets depends on its scope alone
//! and never on the order in which things are met.
//!
//! Worked example: an enum with `BY_NAME`, `by_name`, `By_Name` and `BY_ID`. The first three all become `ByName`, so they
//! stay `BY_NAME`, `by_name` and `By_Name`; the last becomes `ById`.

use std::collections::{BTreeMap, BTreeSet};

use heck::{ToSnakeCase, ToUpperCamelCase};

/// Strict and reserved words of all editions up to 2024.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Words that no `r#` makes an identifier.
const UNESCAPABLE: &[&str] = &["self", "Self", "super", "crate", "_"];

/// Types that Rust names with small letters; generated code means these where it says them.
const PRIMITIVES: &[&str] = &[
    "bool", "char", "f16", "f32", "f64", "f128", "i8", "i16", "i32", "i64", "i128", "isize", "str", "u8", "u16", "u32",
    "u64", "u128", "usize",
];

/// A field, variable or member: `customerId` is `customer_id`, `_id` stays `_id`.
pub(crate) fn field(name: &str) -> String {
    let bare = name.trim_start_matches('_');
    format!("{}{}", &name[..name.len() - bare.len()], bare.to_snake_case())
}

/// A type or variant: `USAGE_HYBRID` is `UsageHybrid`.
pub(crate) fn type_name(name: &str) -> String {
    let camel = name.to_upper_camel_case();
    if camel.starts_with(|first: char| first.is_ascii_alphabetic()) { camel } else { name.to_owned() }
}

/// A module: `ListCustomers` is `list_customers`.
///
/// Types and modules share their names in Rust, so where the first letter does not tell them apart, a word does.
pub(crate) fn module(name: &str) -> String {
    let snake = name.to_snake_case();
    if snake.starts_with(|first: char| first.is_ascii_alphabetic()) { snake } else { format!("module_{name}") }
}

/// An identifier that Rust accepts.
pub(crate) fn escape(name: &str) -> String {
    if UNESCAPABLE.contains(&name) {
        format!("{name}_")
    } else if KEYWORDS.contains(&name) {
        format!("r#{name}")
    } else {
        name.to_owned()
    }
}

/// Names the things of one scope with `style`; those that would clash keep their own spelling.
pub(crate) fn distinct<'a>(
    names: impl IntoIterator<Item = &'a str> + Clone,
    style: fn(&str) -> String,
) -> BTreeMap<&'a str, String> {
    let mut uses: BTreeMap<String, usize> = BTreeMap::new();
    for name in names.clone() {
        *uses.entry(escape(&style(name))).or_default() += 1;
    }
    let mut chosen = BTreeMap::new();
    let mut altered = BTreeMap::new();
    for name in names {
        let styled = style(name);
        let spelling = if uses[&escape(&styled)] == 1 { styled.as_str() } else { name };
        if UNESCAPABLE.contains(&spelling) || PRIMITIVES.contains(&spelling) && spelling == name && styled != name {
            altered.insert(name, spelling.to_owned());
        } else {
            chosen.insert(name, escape(spelling));
        }
    }
    // What Rust refuses gets an underscore, or as many as make it differ from the others.
    for (name, spelling) in altered {
        let name_of = free(&format!("{spelling}_"), chosen.values());
        chosen.insert(name, name_of);
    }
    chosen
}

/// A namespace in which names are given out one after the other, each free of those before.
#[derive(Debug, Default)]
pub(crate) struct Namespace(BTreeSet<String>);

impl Namespace {
    /// Takes the name, or the next one that is free: `name2`, `name3`.
    pub(crate) fn take(&mut self, name: &str) -> String {
        let mut free = name.to_owned();
        let mut number = 1;
        while !self.0.insert(free.clone()) {
            number += 1;
            free = format!("{name}{number}");
        }
        free
    }
}

/// A name that none of `taken` has: `wanted`, or `wanted` with underscores behind it.
pub(crate) fn free<'a>(wanted: &str, taken: impl Iterator<Item = &'a String>) -> String {
    let taken: BTreeSet<&String> = taken.collect();
    let mut name = wanted.to_owned();
    while taken.contains(&name) {
        name.push('_');
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields() {
        for (graphql, rust) in [
            ("customerId", "customer_id"),
            ("_id", "_id"),
            ("__typename", "__typename"),
            ("URLValue", "url_value"),
            ("last4Digits", "last4_digits"),
            ("type", "r#type"),
            ("gen", "r#gen"),
            ("self", "self_"),
            ("_", "__"),
            ("fn", "r#fn"),
        ] {
            assert_eq!(escape(&field(graphql)), rust, "{graphql}");
        }
    }

    #[test]
    fn types() {
        for (graphql, rust) in [
            ("USAGE_HYBRID", "UsageHybrid"),
            ("customerSubscription", "CustomerSubscription"),
            ("self", "Self_"),
            ("_1", "_1"),
            ("__TypeKind", "TypeKind"),
            ("and", "And"),
            ("_", "__"),
        ] {
            assert_eq!(escape(&type_name(graphql)), rust, "{graphql}");
        }
    }

    #[test]
    fn names_that_clash_keep_their_spelling() {
        let names = distinct(["BY_NAME", "by_name", "By_Name", "BY_ID"], type_name);
        let names: Vec<_> = names.into_iter().collect();
        assert_eq!(
            names,
            [
                ("BY_ID", "ById".to_owned()),
                ("BY_NAME", "BY_NAME".to_owned()),
                ("By_Name", "By_Name".to_owned()),
                ("by_name", "by_name".to_owned()),
            ]
        );
        assert_eq!(distinct(["id", "_id"], field)["_id"], "_id");
        let names: Vec<_> = distinct(["self", "self_", "Self", "i32", "I32"], type_name).into_values().collect();
        assert_eq!(names, ["I32", "Self_", "i32_", "self__", "self_"]);
    }

    #[test]
    fn a_namespace_never_gives_a_name_twice() {
        let mut namespace = Namespace::default();
        assert_eq!(["Data", "Data", "Data"].map(|name| namespace.take(name)), ["Data", "Data2", "Data3"]);
    }
}
