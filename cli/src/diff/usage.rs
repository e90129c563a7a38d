//! What an operation uses of a schema, and so which changes it meets.

use std::collections::HashSet;

use stigg_graphql_codegen::Operations;
use stigg_graphql_codegen::schema::Schema;
use stigg_graphql_codegen::syntax::{
    Directives, Field, InputValueDefinition, Name, OperationDefinition, OperationType, Selection, Type, Value,
    ValueKind,
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
    /// `Type.field(arg:)`, `Input.field` and `@directive(arg:)` that some request may do without: they are not written, or
    /// a variable carries them that may be left out.
    may_omit: HashSet<String>,
}

impl Usage {
    /// Follows the operation through all it selects and sends. What the schema does not have is passed over.
    pub(super) fn of(operation: &OperationDefinition, operations: &Operations, schema: &Schema) -> Self {
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
            ChangeKind::RequiredInputFieldAdded | ChangeKind::OptionalInputFieldAdded => sends,
            ChangeKind::RequiredArgAdded | ChangeKind::OptionalArgAdded | ChangeKind::RequiredDirectiveArgAdded => {
                mentions(field)
            }
            ChangeKind::ArgDefaultValueChange
            | ChangeKind::InputFieldDefaultValueChange
            | ChangeKind::DirectiveArgDefaultValueChange
            | ChangeKind::ArgBecameRequired
            | ChangeKind::InputFieldBecameRequired
            | ChangeKind::DirectiveArgBecameRequired => self.may_omit.contains(coordinate),
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
    /// The variables that a request may leave out, and nothing takes their place.
    optional: HashSet<&'a str>,
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
        let given: Vec<_> = field.arguments.iter().map(|argument| (&argument.name, &argument.value)).collect();
        self.given(&given, &definition.arguments, |name| format!("{coordinate}({name}:)"));
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
            let taken = definition.map_or(&[][..], |definition| &definition.arguments);
            let given: Vec<_> = directive.arguments.iter().map(|argument| (&argument.name, &argument.value)).collect();
            self.given(&given, taken, |name| format!("@{}({name}:)", directive.name));
        }
    }

    /// Arguments, or fields of an object: those that are written, and those that are not.
    fn given(
        &mut self,
        given: &[(&Name, &Value)],
        taken: impl IntoIterator<Item = &'a InputValueDefinition>,
        coordinate: impl Fn(&Name) -> String,
    ) {
        for (name, _) in given {
            self.mention(coordinate(name));
        }
        for definition in taken {
            let value = given.iter().find_map(|(name, value)| (**name == definition.name).then_some(*value));
            let may_omit = match value {
                None => true,
                Some(value) => value.as_variable().is_some_and(|name| self.optional.contains(name.as_str())),
            };
            if may_omit {
                self.usage.may_omit.insert(coordinate(&definition.name));
            }
            if let Some(value) = value {
                self.literal(&definition.ty, value);
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
                let given: Vec<_> = fields.iter().map(|field| (&field.name, &field.value)).collect();
                self.given(&given, input.fields.values(), |field| format!("{name}.{field}"));
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
                self.usage.may_omit.insert(format!("{name}.{field}"));
                self.carried(definition.ty.inner_name());
            }
        }
    }
}
