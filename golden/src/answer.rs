//! Random answers that a server may give to an operation (spec 6).

use apollo_compiler::executable::{
    DirectiveList, ExecutableDocument, Field, Operation, Selection, SelectionSet, Value as Literal,
};
use apollo_compiler::schema::ExtendedType;
use apollo_compiler::{Schema, ast::Type};
use serde_json::{Value, json};

use crate::random::Random;

/// JSON that keeps the order of its keys.
pub(crate) enum Tree {
    Leaf(Value),
    List(Vec<Tree>),
    Object(Vec<(String, Tree)>),
}

impl Tree {
    pub(crate) fn value(&self) -> Value {
        match self {
            Self::Leaf(value) => value.clone(),
            Self::List(items) => items.iter().map(Self::value).collect(),
            Self::Object(members) => members.iter().map(|(key, value)| (key.clone(), value.value())).collect(),
        }
    }

    /// The text, in document order.
    pub(crate) fn text(&self) -> String {
        self.write(&mut |members| members)
    }

    /// The text with keys in any order and keys that nobody asked for.
    pub(crate) fn disturbed(&self, random: &mut Random) -> String {
        self.write(&mut |mut members| {
            random.shuffle(&mut members);
            if random.one_in(3) {
                members.insert(0, r#""$new":[{"id":null}]"#.to_owned());
            }
            members
        })
    }

    fn write(&self, order: &mut impl FnMut(Vec<String>) -> Vec<String>) -> String {
        match self {
            Self::Leaf(value) => value.to_string(),
            Self::List(items) => {
                format!("[{}]", items.iter().map(|item| item.write(order)).collect::<Vec<_>>().join(","))
            }
            Self::Object(members) => {
                let members = members.iter().map(|(key, value)| format!("\"{key}\":{}", value.write(order))).collect();
                format!("{{{}}}", order(members).join(","))
            }
        }
    }
}

/// Makes answers to the operations of one document.
pub(crate) struct Answers<'a> {
    pub(crate) schema: &'a Schema,
    pub(crate) document: &'a ExecutableDocument,
    pub(crate) random: Random,
    /// Names of the variables that are true where a directive asks.
    truths: Vec<String>,
}

/// The type of an object: one of the schema, or one that came later, of which no more is known than where it stands.
#[derive(Clone, Copy)]
struct Concrete<'a> {
    /// Where its fields are looked up.
    ty: &'a str,
    name: &'a str,
}

impl<'a> Answers<'a> {
    pub(crate) fn new(schema: &'a Schema, document: &'a ExecutableDocument, seed: u64) -> Self {
        Self { schema, document, random: Random::new(seed), truths: Vec::new() }
    }

    pub(crate) fn answer(&mut self, operation: &'a Operation) -> Tree {
        self.truths = operation.variables.iter().map(|variable| variable.name.to_string()).collect();
        self.truths.retain(|_| self.random.one_in(2));
        let ty = operation.selection_set.ty.as_str();
        self.object(Concrete { ty, name: ty }, &[&operation.selection_set], 0)
    }

    fn object(&mut self, concrete: Concrete<'a>, sets: &[&'a SelectionSet], depth: usize) -> Tree {
        let mut fields: Vec<(&'a str, Vec<&'a Field>)> = Vec::new();
        for set in sets {
            self.collect(concrete, set, &mut fields);
        }
        let members = fields.into_iter().map(|(key, fields)| (key.to_owned(), self.field(concrete, &fields, depth)));
        Tree::Object(members.collect())
    }

    /// `CollectFields` of the spec.
    fn collect(&self, concrete: Concrete<'a>, set: &'a SelectionSet, into: &mut Vec<(&'a str, Vec<&'a Field>)>) {
        for selection in &set.selections {
            if !self.is_included(selection.directives()) {
                continue;
            }
            let (on, below) = match selection {
                Selection::Field(field) => {
                    let key = field.response_key().as_str();
                    match into.iter_mut().find(|(known, _)| *known == key) {
                        Some((_, fields)) => fields.push(field),
                        None => into.push((key, vec![field])),
                    }
                    continue;
                }
                Selection::InlineFragment(inline) => (inline.type_condition.as_deref(), &inline.selection_set),
                Selection::FragmentSpread(spread) => {
                    let fragment = &self.document.fragments[&spread.fragment_name];
                    (Some(fragment.type_condition().as_str()), &fragment.selection_set)
                }
            };
            if on.is_none_or(|on| self.is(concrete, on)) {
                self.collect(concrete, below, into);
            }
        }
    }

    fn is_included(&self, directives: &DirectiveList) -> bool {
        [("skip", false), ("include", true)].into_iter().all(|(name, wanted)| {
            let condition = directives.get(name).and_then(|directive| directive.specified_argument_by_name("if"));
            match condition.map(AsRef::as_ref) {
                Some(Literal::Boolean(value)) => *value == wanted,
                Some(Literal::Variable(name)) => self.truths.iter().any(|truth| truth == name.as_str()) == wanted,
                _ => true,
            }
        })
    }

    fn is(&self, concrete: Concrete<'_>, on: &str) -> bool {
        if concrete.ty == on {
            return true;
        }
        let interfaces = match self.schema.types.get(concrete.ty) {
            Some(ExtendedType::Object(object)) => &object.implements_interfaces,
            Some(ExtendedType::Interface(interface)) => &interface.implements_interfaces,
            _ => return false,
        };
        let is_member = matches!(self.schema.types.get(on), Some(ExtendedType::Union(union)) if union.members.contains(concrete.ty));
        is_member || interfaces.iter().any(|interface| interface.name == on)
    }

    fn field(&mut self, parent: Concrete<'a>, fields: &[&'a Field], depth: usize) -> Tree {
        let name = fields[0].name.as_str();
        if name == "__typename" {
            return Tree::Leaf(parent.name.into());
        }
        let sets: Vec<_> = fields.iter().map(|field| &field.selection_set).collect();
        let definition = self.schema.type_field(parent.ty, name);
        let ty = definition.map_or(&fields[0].definition.ty, |definition| &definition.node.ty);
        self.value(ty, &sets, depth)
    }

    fn value(&mut self, ty: &'a Type, sets: &[&'a SelectionSet], depth: usize) -> Tree {
        if !ty.is_non_null() && self.random.one_in(5) {
            return Tree::Leaf(Value::Null);
        }
        match ty {
            Type::List(item) | Type::NonNullList(item) => {
                let length = self.random.below(if depth > 5 { 2 } else { 3 });
                Tree::List((0..length).map(|_| self.value(item, sets, depth)).collect())
            }
            Type::Named(name) | Type::NonNullNamed(name) => self.named(name, sets, depth),
        }
    }

    fn named(&mut self, name: &'a str, sets: &[&'a SelectionSet], depth: usize) -> Tree {
        let members: Vec<&'a str> = match self.schema.types.get(name) {
            Some(ExtendedType::Object(_)) => return self.object(Concrete { ty: name, name }, sets, depth + 1),
            Some(ExtendedType::Union(union)) => union.members.iter().map(|member| member.as_str()).collect(),
            Some(ExtendedType::Interface(_)) => {
                let objects = self.schema.types.iter().filter(|(_, definition)| match definition {
                    ExtendedType::Object(object) => object.implements_interfaces.iter().any(|own| own.name == name),
                    _ => false,
                });
                objects.map(|(name, _)| name.as_str()).collect()
            }
            Some(ExtendedType::Enum(values)) => {
                let unknown = self.random.one_in(8);
                let number = self.random.below(values.values.len());
                return Tree::Leaf(match values.values.get_index(number) {
                    Some((value, _)) if !unknown => value.as_str().into(),
                    _ => "BRAND_NEW".into(),
                });
            }
            _ => return Tree::Leaf(self.scalar(name)),
        };
        let concrete = match self.random.below(members.len() + 1) {
            number if number < members.len() => Concrete { ty: members[number], name: members[number] },
            _ => Concrete { ty: name, name: "BrandNew" },
        };
        self.object(concrete, sets, depth + 1)
    }

    fn scalar(&mut self, name: &str) -> Value {
        let random = &mut self.random;
        match name {
            "Int" => [0, 1, -1, i32::MAX, i32::MIN, 42][random.below(6)].into(),
            "Float" => match random.below(4) {
                0 => json!(3),
                1 => json!(1_661_374_813_000_u64),
                2 => json!(-0.25),
                _ => json!(49.99),
            },
            "Boolean" => random.one_in(2).into(),
            "DateTime" => ["2022-08-24T21:00:13.000Z", "1970-01-01T00:00:00.001Z"][random.below(2)].into(),
            "UUID" => "67e55044-10b1-426f-9247-bb680e5fe0c8".into(),
            "JSON" | "Any" => match random.below(4) {
                0 => json!([1, null, {"b": [], "a": {"__typename": "x"}}]),
                1 => "text".into(),
                2 => json!(1.5),
                _ => json!({}),
            },
            "JSONObject" => json!({"z": 1, "a": [true, {"b": null}]}),
            "BigInt" => "36893488147419103232".into(),
            "When" => json!({"year": 2026}),
            _ => ["", "text", "a \"b\" \\ \n\u{1f39f} 価格", "null"][random.below(4)].into(),
        }
    }
}
