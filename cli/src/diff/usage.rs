//! What an operation uses of a schema, and so which changes it meets.

use std::collections::HashSet;

use stigg_graphql_codegen::Operations;
use stigg_graphql_codegen::schema::Schema;
use stigg_graphql_codegen::syntax::{
    Argument, Directives, Field, OperationDefinition, OperationType, Selection, Type, Value, ValueKind,
};

use super::change::{Change, ChangeKind};

/// What one operation uses of the old schema.
pub(super) struct Usage {
    kind: OperationType,
    /// Types, `Type.field`, `Type.field(arg:)`, `Input.field`, `Enum.VALUE`, `@directive` and `@directive(arg:)`.
    mentions: HashSet<String>,
    /// Types of selected fields.
    receives: HashSet<String>,
    /// Input objects; and enums of which any value may be sent, since a variable carries it.
    sends: HashSet<String>,
    /// `Type.field(arg:)` whose value is a variable, which may be left out.
    by_variable: HashSet<String>,
}

impl Usage {
    /// Follows the operation through all it selects and sends. What the schema does not have is passed over.
    pub(super) fn of(operation: &OperationDefinition, operations: &Operations, schema: &Schema) -> Self {
        let mut usage = Self {
            kind: operation.kind,
            mentions: HashSet::new(),
            receives: HashSet::new(),
            sends: HashSet::new(),
            by_variable: HashSet::new(),
        };
        let mut walk = Walk { schema, operations, fragments: HashSet::new(), usage: &mut usage };
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
    pub(super) fn meets(&self, change: &Change) -> bool {
        let coordinate = change.coordinate.as_str();
        // Of `Type.field(arg:)` the field, of `Type.field` the type.
        let field = coordinate.split('(').next().unwrap_or_default();
        let ty = field.split('.').next().unwrap_or_default();
        let mentions = |what: &str| self.mentions.contains(what);
        let receives = self.receives.contains(ty);
        let sends = self.sends.contains(ty);
        match change.kind {
            ChangeKind::RootTypeRemoved | ChangeKind::RootTypeChanged => self.kind.name() == coordinate,
            ChangeKind::ImplementedInterfaceRemoved | ChangeKind::ImplementedInterfaceAdded => {
                change.other.as_deref().is_some_and(mentions)
            }
            ChangeKind::ValueRemovedFromEnum => receives || sends || mentions(coordinate),
            ChangeKind::ValueAddedToEnum => receives,
            ChangeKind::RequiredInputFieldAdded
            | ChangeKind::OptionalInputFieldAdded
            | ChangeKind::InputFieldDefaultValueChange => sends,
            ChangeKind::RequiredArgAdded | ChangeKind::OptionalArgAdded | ChangeKind::RequiredDirectiveArgAdded => {
                mentions(field)
            }
            ChangeKind::ArgDefaultValueChange => {
                mentions(field) && (!mentions(coordinate) || self.by_variable.contains(coordinate))
            }
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
            | ChangeKind::DirectiveRepeatableRemoved
            | ChangeKind::DirectiveLocationRemoved
            | ChangeKind::Deprecated
            | ChangeKind::DeprecationRemoved => mentions(coordinate),
            ChangeKind::RootTypeAdded
            | ChangeKind::TypeAdded
            | ChangeKind::FieldAdded
            | ChangeKind::DirectiveAdded
            | ChangeKind::OptionalDirectiveArgAdded
            | ChangeKind::DirectiveRepeatableAdded
            | ChangeKind::DirectiveLocationAdded => false,
        }
    }
}

struct Walk<'a> {
    schema: &'a Schema,
    operations: &'a Operations,
    /// Those that were followed; each is once.
    fragments: HashSet<&'a str>,
    usage: &'a mut Usage,
}

impl<'a> Walk<'a> {
    fn mention(&mut self, what: impl Into<String>) {
        self.usage.mentions.insert(what.into());
    }

    fn selections(&mut self, parent: &str, selections: &'a [Selection]) {
        self.mention(parent);
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

    fn field(&mut self, parent: &str, field: &'a Field) {
        self.directives(&field.directives);
        let Some(definition) = self.schema.field(parent, &field.name) else { return };
        let coordinate = format!("{parent}.{}", field.name);
        for argument in &field.arguments {
            let argument_coordinate = format!("{coordinate}({}:)", argument.name);
            if argument.value.as_variable().is_some() {
                self.usage.by_variable.insert(argument_coordinate.clone());
            }
            self.mention(argument_coordinate);
            if let Some(definition) = definition.argument(&argument.name) {
                self.literal(&definition.ty, &argument.value);
            }
        }
        self.mention(coordinate);
        let ty = definition.ty.inner_name();
        self.mention(ty.as_str());
        self.usage.receives.insert(ty.to_string());
        if !field.selections.is_empty() {
            self.selections(ty, &field.selections);
        }
    }

    fn directives(&mut self, directives: &'a Directives) {
        for directive in directives {
            self.mention(format!("@{}", directive.name));
            let definition = self.schema.directive_definitions.get(&directive.name);
            for Argument { name, value } in &directive.arguments {
                self.mention(format!("@{}({name}:)", directive.name));
                if let Some(argument) = definition.and_then(|definition| definition.argument(name)) {
                    self.literal(&argument.ty, value);
                }
            }
        }
    }

    /// A value written into the document: exactly what it names is sent.
    fn literal(&mut self, ty: &Type, value: &Value) {
        let name = ty.inner_name();
        match &value.kind {
            ValueKind::Enum(word) => self.mention(format!("{name}.{word}")),
            ValueKind::List(items) => items.iter().for_each(|item| self.literal(ty, item)),
            ValueKind::Object(fields) => {
                self.mention(name.as_str());
                self.usage.sends.insert(name.to_string());
                let Some(input) = self.schema.input_object(name) else { return };
                for field in fields {
                    self.mention(format!("{name}.{}", field.name));
                    if let Some(definition) = input.fields.get(&field.name) {
                        self.literal(&definition.ty, &field.value);
                    }
                }
            }
            _ => {}
        }
    }

    /// What a variable of this type can carry: all of it, to any depth.
    fn carried(&mut self, name: &str) {
        self.mention(name);
        if !self.usage.sends.insert(name.to_owned()) {
            return;
        }
        if let Some(input) = self.schema.input_object(name) {
            for (field, definition) in &input.fields {
                self.mention(format!("{name}.{field}"));
                self.carried(definition.ty.inner_name());
            }
        }
    }
}
