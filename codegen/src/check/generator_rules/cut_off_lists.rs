//! Lists that end early without anybody noticing, where the builder is asked for hints: a connection without what tells that
//! there is more, and a page size that is written out where no further page is asked for.

use std::collections::HashSet;

use crate::check::context::Context;
use crate::check::parts::Selected;
use crate::check::rule::Rule;
use crate::source::{Code, Problem};
use crate::syntax::{Field, Selection, Value, ValueKind};

pub(super) struct CutOffLists;

impl<'a> Rule<'a> for CutOffLists {
    fn field(&mut self, context: &mut Context<'a>, selected: &Selected<'a>) {
        let field = selected.field;
        let Some((coordinate, definition)) = selected.known().filter(|_| context.config.hints) else { return };
        let ty = definition.ty.inner_name();
        if !context.schema.is_connection(ty) {
            return;
        }
        let below = selected_fields(context, field);
        if !below.contains("edges") && !below.contains("nodes") {
            return;
        }
        let is_continued = ["after", "before"].iter().any(|name| given(field, name).any(|value| !value.is_null()));
        let mut sizes =
            ["first", "last"].into_iter().flat_map(|name| given(field, name).map(move |value| (name, value)));
        match sizes.find(|(_, value)| matches!(value.kind, ValueKind::Int(_))) {
            Some((name, value)) if !is_continued => {
                let message = format!("`{coordinate}` is cut off after {name} {value}: no page behind it is asked for");
                context.report(
                    Problem::warning(Code::LiteralPageSize, message)
                        .at(value.span, "written out")
                        .help("take the page size and the cursor from variables, and follow the pages"),
                );
            }
            _ if below.contains("pageInfo") => {}
            _ => {
                let message = format!("`{coordinate}` is a page of a list, and nothing tells whether there is more");
                context.report(
                    Problem::warning(Code::ConnectionWithoutPageInfo, message)
                        .at(field.name.span(), "without `pageInfo`")
                        .help("select `pageInfo { hasNextPage endCursor }`"),
                );
            }
        }
    }
}

/// The fields that are selected from a field, also through fragments.
fn selected_fields<'a>(context: &Context<'a>, field: &'a Field) -> HashSet<&'a str> {
    let (mut fields, mut fragments) = (HashSet::new(), HashSet::new());
    let mut rest: Vec<&'a [Selection]> = vec![&field.selections];
    while let Some(selections) = rest.pop() {
        for selection in selections {
            match selection {
                Selection::Field(field) => _ = fields.insert(field.name.as_str()),
                Selection::InlineFragment(inline) => rest.push(&inline.selections),
                Selection::FragmentSpread(spread) => {
                    if let Some(fragment) = context.definitions.fragments.get(spread.name.as_str())
                        && fragments.insert(spread.name.as_str())
                    {
                        rest.push(&fragment.selections);
                    }
                }
            }
        }
    }
    fields
}

/// What a field is given under this name, as an argument or within one. What a variable holds is not known.
fn given<'f>(field: &'f Field, name: &str) -> std::vec::IntoIter<&'f Value> {
    fn within<'f>(value: &'f Value, name: &str, found: &mut Vec<&'f Value>) {
        if let ValueKind::Object(fields) = &value.kind {
            for field in fields {
                if field.name == *name {
                    found.push(&field.value);
                }
                within(&field.value, name, found);
            }
        }
    }
    let mut found = Vec::new();
    for argument in &field.arguments {
        if argument.name == *name {
            found.push(&argument.value);
        }
        within(&argument.value, name, &mut found);
    }
    found.into_iter()
}
