//! How an operation is made and sent, as its documentation shows it.
//!
//! What must be given is given: text after the name of its field, numbers and the first value of an enum. A list has one item.
//! So is the key by which the operation may be sent twice, and of an input that needs nothing the id of what it is about: `new`
//! alone would do something, and not what anybody wants.
//! The names are those of the module that the operation is in, for how a program comes to that module is not known here.

use std::collections::HashMap;

use super::rust_type::SeenFrom;
use crate::config::ScalarType;
use crate::identifier;
use crate::plan::{
    Argument, Data, Enum, InputField, InputObject, InputShape, Model, Module, Operation, OperationType, Presence,
    Replay, RustPath, RustType, Shape,
};

/// A statement that is longer is broken into lines.
const WIDTH: usize = 90;

/// An example with more of them shows nothing; an input that needs as many may need any number.
const MOST_VALUES: usize = 60;

/// What examples are made of.
pub(super) struct Examples<'m, 'p> {
    inputs: HashMap<&'m RustPath, &'m InputObject<'p>>,
    enums: HashMap<&'m str, &'m Enum<'p>>,
}

/// An expression with others in it, which can stand on one line or on several.
struct Expression {
    open: String,
    items: Vec<Expression>,
    close: &'static str,
}

/// One expression in the making.
struct Making<'e, 'm, 'p> {
    of: &'e Examples<'m, 'p>,
    operation: &'e Operation<'p>,
    values: usize,
    /// The inputs around what is made.
    around: Vec<&'e RustPath>,
}

impl<'m, 'p> Examples<'m, 'p> {
    pub(super) fn new(model: &'m Model<'p>) -> Self {
        Self {
            inputs: model.inputs.iter().map(|input| (&input.path, input)).collect(),
            enums: model.enums.iter().map(|enumeration| (&*enumeration.name, enumeration)).collect(),
        }
    }

    /// The lines that make an operation and send it, if all that it needs is known.
    pub(super) fn of(&self, operation: &Operation<'p>) -> Option<Vec<String>> {
        let mut making = Making { of: self, operation, values: 0, around: Vec::new() };
        let value = match &operation.variables[..] {
            [] => Expression::word(&operation.name),
            variables => making.constructor(&operation.name, variables)?,
        };
        let mut lines = Vec::new();
        let follow = |lines: &mut Vec<String>, many: &str, one: &str, method: &str| {
            lines.push("use futures_util::TryStreamExt;".to_owned());
            lines.push(String::new());
            value.lay_out(&format!("let mut {many} = client.{method}("), ");", 0, lines);
            lines.push(format!("while let Some({one}) = {many}.try_next().await? {{"));
            lines.push(format!("    println!(\"{{{one}:?}}\");"));
            lines.push("}".to_owned());
        };
        match &operation.paging {
            _ if operation.kind == OperationType::Subscription => follow(&mut lines, "events", "event", "subscribe"),
            Ok(paging) if paging.nodes.is_some() => follow(&mut lines, "nodes", "node", "paginate"),
            Ok(_) => follow(&mut lines, "pages", "page", "pages"),
            Err(_) => {
                value.lay_out("let operation = ", ";", 0, &mut lines);
                lines.push("let data = client.send(operation).await?;".to_owned());
                // It is not printed: it may be a secret.
                lines.extend(first_field(operation).map(|field| format!("let answer = data.{field};")));
            }
        }
        Some(lines)
    }
}

/// The first field of the answer's data.
fn first_field<'o>(operation: &'o Operation<'_>) -> Option<&'o str> {
    let Data::Own = operation.data else { return None };
    let root = operation.types.types.iter().find(|ty| ty.response_path.is_empty())?;
    let Shape::Struct(structure) = &root.shape else { return None };
    structure.fields.first().map(|field| &*field.name)
}

impl<'e> Making<'e, '_, '_> {
    /// What is required, given to `new`, and what is best given besides.
    fn constructor(&mut self, name: &str, fields: &'e [InputField<'_>]) -> Option<Expression> {
        let arguments = fields.iter().filter_map(|field| match &field.presence {
            Presence::Required(Argument::Into(ty)) => Some(self.value(field.key, ty, true)),
            Presence::Required(Argument::Value(ty) | Argument::Boxed(ty) | Argument::Sealed(ty)) => {
                Some(self.value(field.key, ty, false))
            }
            Presence::Optional | Presence::Nullable => None,
        });
        let items = arguments.collect::<Option<Vec<_>>>()?;
        let keys = self.keys(fields);
        let id = if items.is_empty() { self.id(fields) } else { None };
        let new = Expression { open: format!("{name}::new("), items, close: ")" };
        let besides: Vec<_> = id.into_iter().chain(keys).map(|field| given(field)).collect();
        if besides.is_empty() {
            return Some(new);
        }
        let rest = Expression { open: format!("..{}", new.open), ..new };
        Some(Expression {
            open: format!("{name} {{ "),
            items: besides.into_iter().chain([rest]).collect(),
            close: " }",
        })
    }

    /// The keys by which the operation may be sent twice, as far as these fields have them.
    fn keys(&self, fields: &'e [InputField<'_>]) -> Vec<&'e InputField<'e>> {
        let Replay::Keyed(paths) = self.operation.replay else { return Vec::new() };
        let is_key = |field: &&InputField<'_>| {
            is_optional_text(field) && paths.iter().any(|path| path.last().is_some_and(|last| last == field.key))
        };
        fields.iter().filter(is_key).collect()
    }

    /// What says which object is meant: `customerId` where a customer is updated, else `refId` or `id`.
    fn id(&self, fields: &'e [InputField<'_>]) -> Option<&'e InputField<'e>> {
        let operation = self.operation.graphql.to_lowercase();
        let is_named = |field: &&InputField<'_>| {
            field.key.strip_suffix("Id").is_some_and(|of| of != "ref" && operation.contains(&of.to_lowercase()))
        };
        let texts = || fields.iter().filter(|field| is_optional_text(field));
        let called = |key: &str| texts().find(|field| field.key == key);
        texts().find(is_named).or_else(|| called("refId")).or_else(|| called("id"))
    }

    /// A value of the type, or what `becomes` one.
    fn value(&mut self, key: &str, ty: &'e RustType, becomes: bool) -> Option<Expression> {
        self.values += 1;
        if self.values > MOST_VALUES {
            return None;
        }
        let one = |open: &str, item: Expression, close| Expression { open: open.to_owned(), items: vec![item], close };
        Some(match ty {
            RustType::Bool => Expression::word("true"),
            RustType::F64 => Expression::word("1.0"),
            RustType::I32 => Expression::word("1"),
            RustType::String | RustType::Scalar(ScalarType::String) => {
                Expression::word(&format!("{}{}", text(key), if becomes { "" } else { ".into()" }))
            }
            RustType::Scalar(scalar) => Expression::word(match scalar {
                ScalarType::Amount if becomes => "10",
                ScalarType::Amount => "10.into()",
                ScalarType::DateTime => "stigg_graphql::scalars::DateTime::now()",
                ScalarType::Json => "stigg_graphql::scalars::Json::Null",
                ScalarType::JsonObject => "stigg_graphql::scalars::JsonObject::new()",
                ScalarType::Uuid => "stigg_graphql::scalars::Uuid::nil()",
                ScalarType::EpochMillis | ScalarType::String | ScalarType::Other(_) => return None,
            }),
            RustType::Generated(path) => self.generated(path)?,
            RustType::Box(inner) | RustType::Sealed(inner) => one("(", self.value(key, inner, false)?, ").into()"),
            RustType::Option(inner) => one("Some(", self.value(key, inner, false)?, ")"),
            // A list needs no item.
            RustType::Vec(inner) => match self.value(key, inner, false) {
                Some(item) => one("vec![", item, "]"),
                None => Expression::word("vec![]"),
            },
            RustType::Maybe(_) | RustType::Connection(_) | RustType::Edge(_) | RustType::PageInfo => return None,
        })
    }

    fn generated(&mut self, path: &'e RustPath) -> Option<Expression> {
        let name = path.seen_from(&Module::Root).to_string();
        let Some(input) = self.of.inputs.get(path) else {
            let values = &self.of.enums.get(&*path.name)?.values;
            let value = values.iter().find(|value| value.deprecated.is_none()).or(values.first())?;
            return Some(Expression::word(&format!("{name}::{}", value.variant)));
        };
        if self.around.contains(&path) {
            return None;
        }
        self.around.push(path);
        let made = match &input.shape {
            InputShape::Struct(fields) => self.constructor(&name, fields),
            InputShape::OneOf(variants) => variants.iter().find_map(|variant| {
                let item = self.value(variant.key, &variant.value, false)?;
                Some(Expression { open: format!("{name}::{}(", variant.name), items: vec![item], close: ")" })
            }),
        };
        self.around.pop();
        made
    }
}

fn is_optional_text(field: &InputField<'_>) -> bool {
    matches!((&field.presence, &field.value), (Presence::Nullable, RustType::String))
}

/// A field with a text in it.
fn given(field: &InputField<'_>) -> Expression {
    Expression::word(&format!("{}: {}.into()", field.name, text(field.key)))
}

/// A text that says what it is for.
fn text(key: &str) -> String {
    format!("\"{}\"", identifier::module(key).replace('_', "-"))
}

impl Expression {
    fn word(word: &str) -> Self {
        Self { open: word.to_owned(), items: Vec::new(), close: "" }
    }

    fn flat(&self) -> String {
        let items: Vec<_> = self.items.iter().map(Self::flat).collect();
        format!("{}{}{}", self.open, items.join(", "), self.close)
    }

    /// Where it is too long for a line, what is in it stands on lines of its own.
    fn lay_out(&self, before: &str, after: &str, depth: usize, lines: &mut Vec<String>) {
        let indentation = "    ".repeat(depth);
        let flat = format!("{indentation}{before}{}{after}", self.flat());
        if self.items.is_empty() || flat.chars().count() <= WIDTH {
            lines.push(flat);
            return;
        }
        // What is alone in another shares its lines.
        let (mut open, mut close, mut inner) = (self.open.clone(), self.close.to_owned(), self);
        while let [item @ Self { items, .. }] = &inner.items[..]
            && !items.is_empty()
        {
            open.push_str(&item.open);
            close.insert_str(0, item.close);
            inner = item;
        }
        lines.push(format!("{indentation}{before}{}", open.trim_end()));
        for item in &inner.items {
            // No comma may follow the rest of a struct.
            let comma = if item.open.starts_with("..") { "" } else { "," };
            item.lay_out("", comma, depth + 1, lines);
        }
        lines.push(format!("{indentation}{}{after}", close.trim_start()));
    }
}
