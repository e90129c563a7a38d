//! What an operation uses of a schema, and so which changes it meets.

use std::collections::HashSet;

use stigg_graphql_codegen::Operations;
use stigg_graphql_codegen::schema::{Coordinate, Schema};
use stigg_graphql_codegen::syntax::{
    Directives, Field, InputValueDefinition, Name, OperationDefinition, OperationType, Selection, Type, Value,
    ValueKind,
};

use super::change::{Change, ChangeKind, Subject};

/// What one operation uses of the old schema.
pub(super) struct Usage<'a> {
    kind: OperationType,
    /// Whatever it names, or a variable may name: also fields of inputs, values and directives.
    mentions: HashSet<Coordinate<'a>>,
    /// Types of selected fields.
    receives: HashSet<&'a str>,
    /// Input objects; and enums of which any value may be sent, since a variable carries it.
    sends: HashSet<&'a str>,
    /// Arguments and input fields that some request may do without: they are not written, or a variable carries them that
    /// may be left out.
    may_omit: HashSet<Coordinate<'a>>,
}

impl<'a> Usage<'a> {
    /// Follows the operation through all it selects and sends. What the schema does not have is passed over.
    pub(super) fn of(operation: &'a OperationDefinition, operations: &'a Operations, schema: &'a Schema) -> Self {
        let mut usage = Self {
            kind: operation.kind,
            mentions: HashSet::new(),
            receives: HashSet::new(),
            sends: HashSet::new(),
            may_omit: HashSet::new(),
        };
        let optional =
            operation.variables.iter().filter(|variable| !variable.ty.is_non_null() && variable.default.is_none());
        let optional = optional.map(|variable| variable.name.as_str()).collect();
        let mut walk = Walk { schema, operations, optional, fragments: HashSet::new(), usage: &mut usage };
        walk.directives(&operation.directives);
        for variable in &operation.variables {
            walk.carried(variable.ty.inner_name());
            walk.directives(&variable.directives);
            if let Some(default) = &variable.default {
                walk.literal(&variable.ty, default);
            }
        }
        if let Some(root) = schema.root(operation.kind) {
            walk.selections(root, &operation.selections);
        }
        usage
    }

    /// Whether the operation may notice the change.
    pub(super) fn meets(&self, change: &Change<'_>) -> bool {
        let coordinate = match change.subject {
            Subject::Root(kind) => return change.kind != ChangeKind::RootTypeAdded && self.kind == kind,
            Subject::Part(coordinate) => coordinate,
        };
        let mentions = |what: Coordinate<'_>| self.mentions.contains(&what);
        let receives = || coordinate.ty().is_some_and(|ty| self.receives.contains(ty));
        let sends = || coordinate.ty().is_some_and(|ty| self.sends.contains(ty));
        match change.kind {
            ChangeKind::ImplementedInterfaceRemoved | ChangeKind::ImplementedInterfaceAdded => {
                change.other.is_some_and(|interface| mentions(Coordinate::Type(interface)))
            }
            ChangeKind::ValueRemovedFromEnum => receives() || sends() || mentions(coordinate),
            ChangeKind::ValueAddedToEnum => receives(),
            ChangeKind::RequiredInputFieldAdded | ChangeKind::OptionalInputFieldAdded => sends(),
            ChangeKind::RequiredArgAdded | ChangeKind::OptionalArgAdded | ChangeKind::RequiredDirectiveArgAdded => {
                coordinate.parent().is_some_and(mentions)
            }
            ChangeKind::ArgDefaultValueChange
            | ChangeKind::InputFieldDefaultValueChange
            | ChangeKind::DirectiveArgDefaultValueChange
            | ChangeKind::ArgBecameRequired
            | ChangeKind::InputFieldBecameRequired
            | ChangeKind::DirectiveArgBecameRequired => self.may_omit.contains(&coordinate),
            ChangeKind::TypeRemoved
            | ChangeKind::TypeChangedKind
            | ChangeKind::TypeRemovedFromUnion
            | ChangeKind::TypeAddedToUnion
            | ChangeKind::FieldRemoved
            | ChangeKind::FieldChangedKind
            | ChangeKind::FieldChangedKindSafe
            | ChangeKind::InputFieldRemoved
            | ChangeKind::InputFieldChangedKind
            | ChangeKind::InputFieldChangedKindSafe
            | ChangeKind::ArgRemoved
            | ChangeKind::ArgChangedKind
            | ChangeKind::ArgChangedKindSafe
            | ChangeKind::DirectiveRemoved
            | ChangeKind::DirectiveArgRemoved
            | ChangeKind::DirectiveArgChangedKind
            | ChangeKind::DirectiveArgChangedKindSafe
            | ChangeKind::DirectiveRepeatableRemoved
            | ChangeKind::DirectiveLocationRemoved
            | ChangeKind::Deprecated
            | ChangeKind::DeprecationRemoved => mentions(coordinate),
            ChangeKind::RootTypeRemoved
            | ChangeKind::RootTypeChanged
            | ChangeKind::RootTypeAdded
            | ChangeKind::TypeAdded
            | ChangeKind::FieldAdded
            | ChangeKind::DirectiveAdded
            | ChangeKind::OptionalDirectiveArgAdded
            | ChangeKind::DirectiveRepeatableAdded
            | ChangeKind::DirectiveLocationAdded => false,
        }
    }
}

struct Walk<'a, 'u> {
    schema: &'a Schema,
    operations: &'a Operations,
    /// The variables that a request may leave out, and nothing takes their place.
    optional: HashSet<&'a str>,
    /// Those that were followed; each is once.
    fragments: HashSet<&'a str>,
    usage: &'u mut Usage<'a>,
}

impl<'a> Walk<'a, '_> {
    fn mention(&mut self, what: Coordinate<'a>) {
        self.usage.mentions.insert(what);
    }

    fn selections(&mut self, parent: &'a str, selections: &'a [Selection]) {
        self.mention(Coordinate::Type(parent));
        for selection in selections {
            match selection {
                Selection::Field(field) => self.field(parent, field),
                Selection::InlineFragment(inline) => {
                    self.directives(&inline.directives);
                    let parent = inline.type_condition.as_ref().map_or(parent, |name| name.as_str());
                    self.selections(parent, &inline.selections);
                }
                Selection::FragmentSpread(spread) => {
                    self.directives(&spread.directives);
                    let operations = self.operations;
                    if let Some(fragment) = operations.fragment(&spread.name)
                        && self.fragments.insert(&fragment.name)
                    {
                        self.directives(&fragment.directives);
                        self.selections(&fragment.type_condition, &fragment.selections);
                    }
                }
            }
        }
    }

    fn field(&mut self, parent: &'a str, field: &'a Field) {
        self.directives(&field.directives);
        let Some(definition) = self.schema.field(parent, &field.name) else { return };
        let coordinate = Coordinate::Member { ty: parent, member: &field.name };
        self.mention(coordinate);
        let given = field.arguments.iter().map(|argument| (&argument.name, &argument.value)).collect::<Vec<_>>();
        self.given(&given, &definition.arguments, |argument| coordinate.argument(argument));
        let ty = definition.ty.inner_name();
        self.mention(Coordinate::Type(ty));
        self.usage.receives.insert(ty);
        if !field.selections.is_empty() {
            self.selections(ty, &field.selections);
        }
    }

    fn directives(&mut self, directives: &'a Directives) {
        for directive in directives {
            let coordinate = Coordinate::Directive(&directive.name);
            self.mention(coordinate);
            let definition = self.schema.directive_definitions.get(&directive.name);
            let taken = definition.map_or(&[][..], |definition| &definition.arguments);
            let given =
                directive.arguments.iter().map(|argument| (&argument.name, &argument.value)).collect::<Vec<_>>();
            self.given(&given, taken, |argument| coordinate.argument(argument));
        }
    }

    /// Arguments, or fields of an object: those that are written, and those that are not.
    fn given(
        &mut self,
        given: &[(&'a Name, &'a Value)],
        taken: impl IntoIterator<Item = &'a InputValueDefinition>,
        coordinate: impl Fn(&'a str) -> Option<Coordinate<'a>>,
    ) {
        self.usage.mentions.extend(given.iter().filter_map(|(name, _)| coordinate(name)));
        for definition in taken {
            let value = given.iter().find_map(|(name, value)| (**name == definition.name).then_some(*value));
            let may_omit = match value {
                None => true,
                Some(value) => value.as_variable().is_some_and(|name| self.optional.contains(name.as_str())),
            };
            if may_omit {
                self.usage.may_omit.extend(coordinate(&definition.name));
            }
            if let Some(value) = value {
                self.literal(&definition.ty, value);
            }
        }
    }

    /// A value written into the document: exactly what it names is sent.
    fn literal(&mut self, ty: &'a Type, value: &'a Value) {
        let name = ty.inner_name();
        match &value.kind {
            ValueKind::Enum(word) => self.mention(Coordinate::Member { ty: name, member: word }),
            ValueKind::List(items) => items.iter().for_each(|item| self.literal(ty, item)),
            ValueKind::Object(fields) => {
                self.mention(Coordinate::Type(name));
                self.usage.sends.insert(name);
                let Some(input) = self.schema.input_object(name) else { return };
                let given = fields.iter().map(|field| (&field.name, &field.value)).collect::<Vec<_>>();
                self.given(&given, input.fields.values(), |field| Some(Coordinate::Member { ty: name, member: field }));
            }
            _ => {}
        }
    }

    /// What a variable of this type can carry: all of it, to any depth.
    fn carried(&mut self, name: &'a str) {
        self.mention(Coordinate::Type(name));
        if !self.usage.sends.insert(name) {
            return;
        }
        if let Some(input) = self.schema.input_object(name) {
            for (field, definition) in &input.fields {
                let coordinate = Coordinate::Member { ty: name, member: field };
                self.mention(coordinate);
                self.usage.may_omit.insert(coordinate);
                self.carried(definition.ty.inner_name());
            }
        }
    }
}
