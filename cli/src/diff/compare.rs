//! Finds what is different between two schemas, and how bad that is.
//!
//! The classes are those of the GraphQL reference implementation (`findBreakingChanges`, `findDangerousChanges`): what
//! a client sends may only become laxer, what it gets may only become stricter.

use std::fmt;

use indexmap::{IndexMap, IndexSet};
use stigg_graphql_codegen::schema::{Schema, TypeDefinition};
use stigg_graphql_codegen::syntax::{
    Directives, FieldDefinition, InputValueDefinition, Name, OperationType, Type, Value, ValueKind,
};

use super::change::{Change, ChangeKind};
use super::directives;
use super::referenced::is_there;

/// What the changes of a value that is sent are called.
pub(super) struct InputValueKinds {
    pub(super) changed: ChangeKind,
    pub(super) changed_safe: ChangeKind,
    pub(super) default_changed: ChangeKind,
    /// Its default is gone, and it may not be null.
    pub(super) required: ChangeKind,
}

const ARGUMENT: InputValueKinds = InputValueKinds {
    changed: ChangeKind::ArgChangedKind,
    changed_safe: ChangeKind::ArgChangedKindSafe,
    default_changed: ChangeKind::ArgDefaultValueChange,
    required: ChangeKind::ArgBecameRequired,
};

const INPUT_FIELD: InputValueKinds = InputValueKinds {
    changed: ChangeKind::InputFieldChangedKind,
    changed_safe: ChangeKind::InputFieldChangedKindSafe,
    default_changed: ChangeKind::InputFieldDefaultValueChange,
    required: ChangeKind::InputFieldBecameRequired,
};

/// All differences: those of root types first, then by type and by directive, in the order of the schemas.
pub(crate) fn compare(old: &Schema, new: &Schema) -> Vec<Change> {
    let mut found = Found(Vec::new());
    found.roots(old, new);
    for (name, was) in old.types.iter().filter(|(name, _)| is_there(old, name)) {
        match new.types.get(name).filter(|_| is_there(new, name)) {
            None if was.is_built_in() => found.add(ChangeKind::TypeRemoved, name, "is not used by the schema any more"),
            None => found.add(ChangeKind::TypeRemoved, name, "was removed"),
            Some(is) => found.types(name, was, is),
        }
    }
    for name in new.types.keys().filter(|name| is_there(new, name) && !is_there(old, name)) {
        found.add(ChangeKind::TypeAdded, name, "was added");
    }
    directives::compare(old, new, &mut found);
    found.0
}

/// What was found so far.
pub(super) struct Found(Vec<Change>);

impl Found {
    pub(super) fn add(&mut self, kind: ChangeKind, coordinate: impl fmt::Display, message: impl Into<String>) {
        self.with(kind, &coordinate, None, message);
    }

    fn with(
        &mut self,
        kind: ChangeKind,
        coordinate: &impl fmt::Display,
        other: Option<&Name>,
        message: impl Into<String>,
    ) {
        self.0.push(Change {
            kind,
            coordinate: coordinate.to_string(),
            other: other.map(ToString::to_string),
            message: message.into(),
            operations: Vec::new(),
        });
    }

    fn roots(&mut self, old: &Schema, new: &Schema) {
        for kind in OperationType::ALL {
            match (old.root(kind), new.root(kind)) {
                (Some(_), None) => self.add(ChangeKind::RootTypeRemoved, kind, "operations are not possible any more"),
                (None, Some(_)) => self.add(ChangeKind::RootTypeAdded, kind, "operations are possible now"),
                (Some(was), Some(is)) if was != is => {
                    let message = format!("operations start at `{is}` instead of `{was}`");
                    self.add(ChangeKind::RootTypeChanged, kind, message);
                }
                _ => {}
            }
        }
    }

    fn types(&mut self, name: &Name, old: &TypeDefinition, new: &TypeDefinition) {
        match (old, new) {
            (TypeDefinition::Object(old), TypeDefinition::Object(new)) => {
                self.interfaces(name, &old.interfaces, &new.interfaces);
                self.fields(name, &old.fields, &new.fields);
            }
            (TypeDefinition::Interface(old), TypeDefinition::Interface(new)) => {
                self.interfaces(name, &old.interfaces, &new.interfaces);
                self.fields(name, &old.fields, &new.fields);
            }
            (TypeDefinition::Union(old), TypeDefinition::Union(new)) => {
                for gone in missing(&old.members, &new.members) {
                    self.with(ChangeKind::TypeRemovedFromUnion, name, Some(gone), format!("lost the member `{gone}`"));
                }
                for added in missing(&new.members, &old.members) {
                    self.with(ChangeKind::TypeAddedToUnion, name, Some(added), format!("has the new member `{added}`"));
                }
            }
            (TypeDefinition::Enum(old), TypeDefinition::Enum(new)) => {
                for (value, was) in &old.values {
                    match new.values.get(value) {
                        None => self.add(ChangeKind::ValueRemovedFromEnum, format!("{name}.{value}"), "was removed"),
                        Some(is) => self.deprecation(format!("{name}.{value}"), &was.directives, &is.directives),
                    }
                }
                for value in new.values.keys().filter(|value| !old.values.contains_key(*value)) {
                    self.add(ChangeKind::ValueAddedToEnum, format!("{name}.{value}"), "was added");
                }
            }
            (TypeDefinition::InputObject(old), TypeDefinition::InputObject(new)) => {
                self.input_fields(name, &old.fields, &new.fields);
            }
            (TypeDefinition::Scalar(_), TypeDefinition::Scalar(_)) => {}
            (old, new) => {
                let message = format!("changed from {} to {}", old.described(), new.described());
                self.add(ChangeKind::TypeChangedKind, name, message);
            }
        }
    }

    fn interfaces(&mut self, name: &Name, old: &IndexSet<Name>, new: &IndexSet<Name>) {
        for gone in missing(old, new) {
            let message = format!("does not implement `{gone}` any more");
            self.with(ChangeKind::ImplementedInterfaceRemoved, name, Some(gone), message);
        }
        for added in missing(new, old) {
            self.with(ChangeKind::ImplementedInterfaceAdded, name, Some(added), format!("implements `{added}` now"));
        }
    }

    fn fields(&mut self, ty: &Name, old: &IndexMap<Name, FieldDefinition>, new: &IndexMap<Name, FieldDefinition>) {
        for (name, was) in old {
            let coordinate = format!("{ty}.{name}");
            let Some(is) = new.get(name) else {
                self.add(ChangeKind::FieldRemoved, coordinate, "was removed");
                continue;
            };
            if was.ty != is.ty {
                let kind = if is_safe_answer(&was.ty, &is.ty) {
                    ChangeKind::FieldChangedKindSafe
                } else {
                    ChangeKind::FieldChangedKind
                };
                self.add(kind, &coordinate, retyped(&was.ty, &is.ty));
            }
            self.deprecation(&coordinate, &was.directives, &is.directives);
            self.arguments(&coordinate, &was.arguments, &is.arguments);
        }
        for name in new.keys().filter(|name| !old.contains_key(*name)) {
            self.add(ChangeKind::FieldAdded, format!("{ty}.{name}"), "was added");
        }
    }

    fn arguments(&mut self, field: &str, old: &[InputValueDefinition], new: &[InputValueDefinition]) {
        for was in old {
            let coordinate = format!("{field}({}:)", was.name);
            let Some(is) = new.iter().find(|is| is.name == was.name) else {
                self.add(ChangeKind::ArgRemoved, coordinate, "was removed");
                continue;
            };
            self.input_value(&coordinate, was, is, &ARGUMENT);
        }
        for added in new.iter().filter(|new| !old.iter().any(|old| old.name == new.name)) {
            let coordinate = format!("{field}({}:)", added.name);
            if added.is_required() {
                self.add(
                    ChangeKind::RequiredArgAdded,
                    coordinate,
                    format!("was added and is required (`{}`)", added.ty),
                );
            } else {
                self.add(ChangeKind::OptionalArgAdded, coordinate, format!("was added (`{}`)", added.ty));
            }
        }
    }

    fn input_fields(
        &mut self,
        ty: &Name,
        old: &IndexMap<Name, InputValueDefinition>,
        new: &IndexMap<Name, InputValueDefinition>,
    ) {
        for (name, was) in old {
            let coordinate = format!("{ty}.{name}");
            let Some(is) = new.get(name) else {
                self.add(ChangeKind::InputFieldRemoved, coordinate, "was removed");
                continue;
            };
            self.input_value(&coordinate, was, is, &INPUT_FIELD);
        }
        for (name, added) in new.iter().filter(|(name, _)| !old.contains_key(*name)) {
            let coordinate = format!("{ty}.{name}");
            if added.is_required() {
                let message = format!("was added and is required (`{}`)", added.ty);
                self.add(ChangeKind::RequiredInputFieldAdded, coordinate, message);
            } else {
                self.add(ChangeKind::OptionalInputFieldAdded, coordinate, format!("was added (`{}`)", added.ty));
            }
        }
    }

    /// What holds for arguments and input fields alike. A type that broke makes its default pointless to compare.
    pub(super) fn input_value(
        &mut self,
        coordinate: &str,
        was: &InputValueDefinition,
        is: &InputValueDefinition,
        kinds: &InputValueKinds,
    ) {
        self.deprecation(coordinate, &was.directives, &is.directives);
        if !is_safe_input(&was.ty, &is.ty) {
            self.add(kinds.changed, coordinate, retyped(&was.ty, &is.ty));
            return;
        }
        if was.ty != is.ty {
            self.add(kinds.changed_safe, coordinate, retyped(&was.ty, &is.ty));
        }
        match (&was.default, &is.default) {
            // The reference implementation calls it dangerous, as where the type allows to leave the value out.
            (Some(was), None) if is.is_required() => {
                self.add(kinds.required, coordinate, format!("lost its default `{was}` and is required (`{}`)", is.ty));
            }
            (Some(was), None) => self.add(kinds.default_changed, coordinate, format!("lost its default `{was}`")),
            (Some(was), Some(is)) if !same_value(was, is) => {
                self.add(kinds.default_changed, coordinate, format!("has the default `{is}` instead of `{was}`"));
            }
            _ => {}
        }
    }

    fn deprecation(&mut self, coordinate: impl fmt::Display, old: &Directives, new: &Directives) {
        match (old.get("deprecated"), new.get("deprecated")) {
            (None, Some(directive)) => {
                let reason = directive.argument("reason").and_then(Value::as_str);
                let message = reason.map_or("is deprecated".to_owned(), |reason| format!("is deprecated: {reason}"));
                self.add(ChangeKind::Deprecated, coordinate, message);
            }
            (Some(_), None) => self.add(ChangeKind::DeprecationRemoved, coordinate, "is not deprecated any more"),
            _ => {}
        }
    }
}

/// Whether everything that was answered as `old` may be answered as `new`: the same, or non-null in addition.
fn is_safe_answer(old: &Type, new: &Type) -> bool {
    if new.is_non_null() && !old.is_non_null() {
        return is_safe_answer(old, &new.clone().nullable());
    }
    match (old, new) {
        (Type::List(old), Type::List(new)) | (Type::NonNullList(old), Type::NonNullList(new)) => {
            is_safe_answer(old, new)
        }
        (old, new) => old == new,
    }
}

/// Whether everything that was accepted as `old` is accepted as `new`: the same, or nullable where it was not.
fn is_safe_input(old: &Type, new: &Type) -> bool {
    if old.is_non_null() && !new.is_non_null() {
        return is_safe_input(&old.clone().nullable(), new);
    }
    match (old, new) {
        (Type::List(old), Type::List(new)) | (Type::NonNullList(old), Type::NonNullList(new)) => {
            is_safe_input(old, new)
        }
        (old, new) => old == new,
    }
}

/// Whether two defaults mean the same: the order of an object's fields means nothing, nor does the way in which a string
/// is quoted.
fn same_value(old: &Value, new: &Value) -> bool {
    match (&old.kind, &new.kind) {
        (ValueKind::List(old), ValueKind::List(new)) => {
            old.len() == new.len() && old.iter().zip(new).all(|(old, new)| same_value(old, new))
        }
        (ValueKind::Object(old), ValueKind::Object(new)) => {
            old.len() == new.len()
                && old
                    .iter()
                    .all(|old| new.iter().any(|new| old.name == new.name && same_value(&old.value, &new.value)))
        }
        _ => old.to_string() == new.to_string(),
    }
}

fn retyped(old: &Type, new: &Type) -> String {
    format!("changed from `{old}` to `{new}`")
}

/// The names of the first set that the second does not have.
fn missing<'a>(ours: &'a IndexSet<Name>, theirs: &'a IndexSet<Name>) -> impl Iterator<Item = &'a Name> {
    ours.iter().filter(|name| !theirs.contains(*name))
}
