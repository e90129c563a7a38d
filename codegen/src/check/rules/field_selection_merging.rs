//! 5.3.2 Field Selection Merging: fields that end up under one key of the answer are the same field.
//!
//! The text of the specification compares every pair and looks into shared fragments again and again, which takes
//! exponential time. Both questions are put to *merged sets* here, as first described by XING: does everything under
//! one key have the same shape; and where the parents can be the same object, is it the same field with the same
//! arguments. A set is known by the selections it was merged from, and no set is looked at twice, whichever operation
//! leads there.

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;

use crate::check::context::Context;
use crate::check::rule::Rule;
use crate::schema::TypeDefinition;
use crate::source::{Code, Problem};
use crate::syntax::{Argument, Field, Name, Selection, Type, Value};

/// How many fields the merged sets of one operation may have together. Real operations stay below a thousandth.
const MOST_FIELDS: usize = 2_000_000;

/// Selections and the type they are made on.
type Part<'a> = (&'a str, &'a [Selection]);

/// What is asked of a merged set.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
enum Question {
    SameShape,
    SameField,
}

/// A field, the type it is selected from, and its own type.
#[derive(Clone, Copy)]
struct Selected<'a> {
    parent: &'a str,
    field: &'a Field,
    ty: &'a Type,
}

pub(super) struct FieldSelectionMerging;

impl<'a> Rule<'a> for FieldSelectionMerging {
    fn end(&mut self, context: &mut Context<'a>) {
        // What has no end, or takes too long to get to, cannot be merged.
        if context.summaries.are_measured() {
            Merging { context, reported: HashSet::new() }.all();
        }
    }
}

struct Merging<'c, 'a> {
    context: &'c mut Context<'a>,
    /// A conflict of field is often one of shape, too; one report will do.
    reported: HashSet<(usize, usize)>,
}

impl<'a> Merging<'_, 'a> {
    /// Asks both questions of every set that the definitions lead to.
    fn all(&mut self) {
        let mut asked: HashSet<(Question, Vec<usize>)> = HashSet::new();
        let starts = self.context.summaries.starts.iter();
        let starts: Vec<_> = starts.map(|start| (start.what, start.head, start.ty, start.selections)).collect();
        for (what, head, ty, selections) in starts {
            let Some(ty) = ty else { continue };
            let part: Part<'a> = (ty.as_str(), selections);
            let mut open = vec![(Question::SameShape, vec![part]), (Question::SameField, vec![part])];
            let mut budget = MOST_FIELDS;
            while let Some((question, parts)) = open.pop() {
                if !asked.insert((question, identity(&parts))) {
                    continue;
                }
                let fields = self.merged(&parts);
                let Some(left) = budget.checked_sub(fields.len()) else {
                    let message = "the selections overlap in too many ways to be checked";
                    let problem = Problem::error(Code::TooManyOverlaps, message);
                    self.context.report(problem.at(head, format!("in this {what}")));
                    break;
                };
                budget = left;
                let mut by_key: IndexMap<&'a str, Vec<Selected<'a>>> = IndexMap::default();
                for selected in fields {
                    by_key.entry(selected.field.response_name().as_str()).or_default().push(selected);
                }
                for group in by_key.into_values() {
                    match question {
                        Question::SameShape => {
                            self.same_shape(&group);
                            open.extend(below(&group).map(|parts| (question, parts)));
                        }
                        Question::SameField => {
                            for group in self.by_parent(group) {
                                self.same_field(&group);
                                open.extend(below(&group).map(|parts| (question, parts)));
                            }
                        }
                    }
                }
            }
        }
    }

    /// All fields of the parts, those of fragments included. Unknown ones are reported elsewhere.
    fn merged(&self, parts: &[Part<'a>]) -> Vec<Selected<'a>> {
        let mut fields = Vec::new();
        let mut spread: HashSet<&str> = HashSet::new();
        let mut open: Vec<Part<'a>> = parts.iter().rev().copied().collect();
        while let Some((parent, selections)) = open.pop() {
            for selection in selections {
                match selection {
                    Selection::Field(field) => {
                        if let Some(definition) = self.context.schema.field(parent, &field.name) {
                            fields.push(Selected { parent, field, ty: &definition.ty });
                        }
                    }
                    Selection::InlineFragment(inline) => {
                        let parent = inline.type_condition.as_ref().map_or(parent, Name::as_str);
                        open.push((parent, &inline.selections));
                    }
                    Selection::FragmentSpread(here) => {
                        if let Some(fragment) = self.context.definitions.fragments.get(here.name.as_str())
                            && spread.insert(here.name.as_str())
                        {
                            open.push((fragment.type_condition.as_str(), &fragment.selections));
                        }
                    }
                }
            }
        }
        // In the order of the text, so that the report calls the right one the second.
        fields.sort_by_key(|selected| selected.field.span);
        fields
    }

    /// Splits the fields of a key by the object they are selected from. An interface or a union may be any of them.
    fn by_parent(&self, group: Vec<Selected<'a>>) -> Vec<Vec<Selected<'a>>> {
        let is_object = |selected: &Selected<'_>| {
            matches!(self.context.schema.types.get(selected.parent), Some(TypeDefinition::Object(_)))
        };
        let objects: HashSet<&str> = group.iter().filter(|selected| is_object(selected)).map(|it| it.parent).collect();
        if objects.len() <= 1 {
            return vec![group];
        }
        let mut groups: IndexMap<&str, Vec<Selected<'a>>> = IndexMap::default();
        for selected in group.iter().filter(|selected| is_object(selected)) {
            groups.entry(selected.parent).or_default().push(*selected);
        }
        for members in groups.values_mut() {
            members.extend(group.iter().filter(|selected| !is_object(selected)));
        }
        groups.into_values().collect()
    }

    fn same_shape(&mut self, group: &[Selected<'a>]) {
        let Some((first, rest)) = group.split_first() else { return };
        for other in rest {
            if !self.is_same_shape(first.ty, other.ty) && self.reported.insert(pair(first, other)) {
                let key = first.field.response_name();
                let problem = Problem::error(
                    Code::ConflictingShapes,
                    format!("`{key}` cannot be both of type `{}` and of type `{}` in one answer", first.ty, other.ty),
                );
                self.conflict(problem, first, other, |one| format!("`{}.{}: {}`", one.parent, one.field.name, one.ty));
            }
        }
    }

    fn is_same_shape(&self, one: &Type, other: &Type) -> bool {
        match (one, other) {
            (Type::NonNullList(one), Type::NonNullList(other)) | (Type::List(one), Type::List(other)) => {
                self.is_same_shape(one, other)
            }
            (Type::NonNullNamed(one), Type::NonNullNamed(other)) | (Type::Named(one), Type::Named(other)) => {
                let is_leaf = |name: &Name| self.context.schema.types.get(name).is_some_and(TypeDefinition::is_leaf);
                one == other || !(is_leaf(one) || is_leaf(other))
            }
            _ => false,
        }
    }

    fn same_field(&mut self, group: &[Selected<'a>]) {
        let Some((first, rest)) = group.split_first() else { return };
        for other in rest {
            let key = first.field.response_name();
            if first.field.name != other.field.name {
                if self.reported.insert(pair(first, other)) {
                    let problem = Problem::error(
                        Code::ConflictingFields,
                        format!(
                            "`{key}` cannot be both `{}` and `{}` in one answer",
                            first.field.name, other.field.name
                        ),
                    );
                    self.conflict(problem, first, other, |one| format!("`{}.{}`", one.parent, one.field.name));
                }
            } else if !same_arguments(&first.field.arguments, &other.field.arguments)
                && self.reported.insert(pair(first, other))
            {
                let problem = Problem::error(
                    Code::ConflictingArguments,
                    format!("`{key}` is selected with different arguments in one answer"),
                );
                self.conflict(problem, first, other, |one| shown_arguments(one.field));
            }
        }
    }

    fn conflict(
        &mut self,
        problem: Problem,
        first: &Selected<'a>,
        other: &Selected<'a>,
        label: impl Fn(&Selected<'a>) -> String,
    ) {
        let key = |selected: &Selected<'a>| selected.field.response_name().span();
        let problem = problem
            .at(key(other), label(other))
            .and(key(first), label(first))
            .help(format!("give one of them an alias, such as `other: {}`", other.field.name));
        self.context.report(problem);
    }
}

/// The selections below the fields of one key, if there are any.
fn below<'a>(group: &[Selected<'a>]) -> Option<Vec<Part<'a>>> {
    let parts: Vec<Part<'a>> = group
        .iter()
        .filter(|selected| !selected.field.selections.is_empty())
        .map(|selected| (selected.ty.inner_name().as_str(), selected.field.selections.as_slice()))
        .collect();
    (!parts.is_empty()).then_some(parts)
}

/// Which selections a set is merged from, in whatever order.
fn identity(parts: &[Part<'_>]) -> Vec<usize> {
    let mut addresses: Vec<usize> = parts.iter().map(|(_, selections)| selections.as_ptr().addr()).collect();
    addresses.sort_unstable();
    addresses.dedup();
    addresses
}

fn pair(first: &Selected<'_>, other: &Selected<'_>) -> (usize, usize) {
    let address = |selected: &Selected<'_>| std::ptr::from_ref::<Field>(selected.field).addr();
    (address(first), address(other))
}

fn same_arguments(one: &[Argument], other: &[Argument]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let others: HashMap<&str, &Value> = other.iter().map(|it| (it.name.as_str(), &it.value)).collect();
    one.iter().all(|it| others.get(it.name.as_str()).is_some_and(|other| it.value.is_same(other)))
}

fn shown_arguments(field: &Field) -> String {
    const WIDEST: usize = 60;
    if field.arguments.is_empty() {
        return "without arguments".to_owned();
    }
    let arguments: Vec<String> = field.arguments.iter().map(ToString::to_string).collect();
    let shown = arguments.join(", ");
    if shown.chars().count() > WIDEST { "with these arguments".to_owned() } else { format!("with `({shown})`") }
}
