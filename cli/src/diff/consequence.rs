//! What a new schema means for the Rust of an operation.

use std::collections::BTreeMap;
use std::fmt;

use stigg_graphql_codegen::{Diagnostic, SurfaceItem};

/// What comes of an operation that is generated again, with the new schema.
#[derive(Clone, Debug)]
pub(crate) enum Consequence {
    /// Nothing: it is not valid any more, or has no Rust type.
    DoesNotGenerate(Vec<Diagnostic>),
    /// Rust that code may name, or match on, is not what it was.
    TypesChange(Vec<TypeChange>),
    /// The same Rust, but it is answered or understood in another way.
    OtherMeaning,
    /// The same in every respect.
    Untouched,
}

impl Consequence {
    /// The words for them, each with a sentence.
    pub(crate) const WORDS: [(&str, &str); 4] = [
        ("does-not-generate", "An operation is not valid with the new schema."),
        ("types-change", "The Rust types of an operation are others with the new schema."),
        ("other-meaning", "An operation has the Rust types that it had, but may be answered differently."),
        ("untouched", "Nothing is different for an operation."),
    ];

    fn number(&self) -> usize {
        match self {
            Self::DoesNotGenerate(_) => 0,
            Self::TypesChange(_) => 1,
            Self::OtherMeaning => 2,
            Self::Untouched => 3,
        }
    }

    pub(crate) fn word(&self) -> &'static str {
        Self::WORDS[self.number()].0
    }

    pub(crate) fn meaning(&self) -> &'static str {
        Self::WORDS[self.number()].1
    }

    /// As people read it.
    pub(crate) fn title(&self) -> &'static str {
        ["does not generate", "Rust types change", "same types, other meaning", "untouched"][self.number()]
    }
}

/// One item that code can name, as it was and as it is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct TypeChange {
    pub(crate) path: String,
    /// Its type before; none if it is new.
    pub(crate) was: Option<String>,
    /// Its type now; none if it is gone.
    pub(crate) is: Option<String>,
}

impl fmt::Display for TypeChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = &self.path;
        match (self.was.as_deref(), self.is.as_deref()) {
            (Some(was), Some(is)) => write!(f, "{path}: {was} -> {is}"),
            (Some(_), None) => write!(f, "{path}: removed"),
            (None, None | Some("")) => write!(f, "{path}: added; what is built already has it in the catch-all"),
            (None, Some(is)) => write!(f, "{path}: added, {is}"),
        }
    }
}

/// How two surfaces differ; of what is new or gone, the outermost alone.
pub(super) fn type_changes<'s>(
    old: impl IntoIterator<Item = &'s SurfaceItem>,
    new: impl IntoIterator<Item = &'s SurfaceItem>,
) -> Vec<TypeChange> {
    let mut both: BTreeMap<&str, (Option<&str>, Option<&str>)> = BTreeMap::new();
    for item in old {
        both.entry(&item.path).or_default().0 = Some(&item.ty);
    }
    for item in new {
        both.entry(&item.path).or_default().1 = Some(&item.ty);
    }
    let mut changes: Vec<TypeChange> = Vec::new();
    for (path, (was, is)) in both.into_iter().filter(|(_, (was, is))| was != is) {
        let is_alike = |outer: &TypeChange| (outer.was.is_none(), outer.is.is_none()) == (was.is_none(), is.is_none());
        let is_inside =
            |outer: &TypeChange| (was.is_none() || is.is_none()) && is_alike(outer) && is_below(&outer.path, path);
        if !changes.iter().any(is_inside) {
            let owned = |ty: Option<&str>| ty.map(str::to_owned);
            changes.push(TypeChange { path: path.to_owned(), was: owned(was), is: owned(is) });
        }
    }
    changes
}

fn is_below(outer: &str, path: &str) -> bool {
    path.strip_prefix(outer).is_some_and(|rest| [".", "[", "::", " as "].iter().any(|next| rest.starts_with(next)))
}

#[cfg(test)]
mod tests {
    use stigg_graphql_codegen::{Builder, Surface};

    use super::type_changes;

    fn surface(schema: &str) -> Surface {
        let builder = Builder::new().schema_text("s", schema);
        let query = "query Q($in: In) { q(in: $in) { name status thing { ... on A { a } } } }";
        builder.query_text("q", query).generate().unwrap().surface
    }

    #[test]
    fn the_outermost_is_told() {
        let old = "type Query { q(in: In): T } input In { a: Int } type T { name: String! status: Int thing: A } type A { a: Int }";
        let new = "type Query { q(in: In): T } input In { a: Int b: B } input B { c: Int } \
                   type T { name: String status: E thing: U } enum E { X Y } union U = A | T type A { a: Int }";
        let changes = type_changes(surface(old).of("Q"), surface(new).of("Q"));
        let told: Vec<String> = changes.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "q::Data.q.name: String -> Option<String>",
                "q::Data.q.status: Option<i32> -> Option<types::E>",
                "q::Data.q.thing.a: removed",
                "q::Data.q.thing::A: added, q::QThingA",
                "q::Data.q.thing::Other: added, q::QThingOther",
                "types::B: added, struct",
                "types::E: added, enum",
                "types::In.b: added, Maybe<types::B>",
            ]
        );
        assert_eq!(type_changes(surface(new).of("Q"), surface(new).of("Q")), []);
    }
}
