//! From GraphQL names to Rust names.
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
pub(crate) fn module(name: &str) -> String {
    let snake = name.to_snake_case();
    if snake.starts_with(|first: char| first.is_ascii_alphabetic()) { snake } else { name.to_owned() }
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
    let chosen = names.into_iter().map(|name| {
        let styled = escape(&style(name));
        (name, if uses[&styled] == 1 { styled } else { escape(name) })
    });
    chosen.collect()
}

/// A scope in which names are given out one after the other, each free of those before.
#[derive(Debug, Default)]
pub(crate) struct Scope(BTreeSet<String>);

impl Scope {
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
pub(crate) fn free<'a>(wanted: &str, taken: impl Iterator<Item = &'a String> + Clone) -> String {
    let mut name = wanted.to_owned();
    while taken.clone().any(|other| *other == name) {
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
    }

    #[test]
    fn a_scope_never_gives_a_name_twice() {
        let mut scope = Scope::default();
        assert_eq!(["Data", "Data", "Data"].map(|name| scope.take(name)), ["Data", "Data2", "Data3"]);
    }
}
