//! What an answer tells as text has to be GraphQL: names, kinds, types and default values.
//!
//! Whatever passes is written as SDL and read again as what the answer says, and as nothing else.

use std::fmt;

use super::model::{InputValue, Named, Schema, Type, TypeRef};
use crate::source::Code;
use crate::syntax::{Coordinate, FileId, SyntaxError, SyntaxProblem, Token, Value, is_name, parse_value};

/// Something in an introspection answer that no schema has. Its `Display` says what, and of which type and field.
#[derive(Clone, Debug)]
pub struct IntrospectionProblem {
    pub(super) code: Code,
    message: String,
    /// The text that is wrong, where it is one.
    pub(super) text: Option<String>,
}

impl fmt::Display for IntrospectionProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// Everything that [`sdl::print`](super::sdl::print) could not write.
pub(super) fn problems(schema: &Schema) -> Vec<IntrospectionProblem> {
    let mut problems = Problems(Vec::new());
    if schema.query_type.is_none() {
        problems.push(Code::NoQueryType, "there is no `queryType`".to_owned(), None);
    }
    for root in [&schema.query_type, &schema.mutation_type, &schema.subscription_type].into_iter().flatten() {
        problems.name("a root type", &root.name);
    }
    for directive in schema.directives.iter().flatten() {
        problems.name("a directive", &directive.name);
        let shown = shown(&directive.name);
        problems.arguments(Coordinate::Directive(&shown), directive.args.as_deref());
    }
    for ty in schema.types.iter().filter(|ty| !ty.name.starts_with("__")) {
        problems.ty(ty);
    }
    problems.0
}

/// A default value; what follows a value, such as a comment, is no part of it.
pub(super) fn default_value(text: &str) -> Result<Value, SyntaxError> {
    parse_value(text, FileId::BUILT_IN)
}

struct Problems(Vec<IntrospectionProblem>);

impl Problems {
    fn push(&mut self, code: Code, message: String, text: Option<&str>) {
        self.0.push(IntrospectionProblem { code, message, text: text.map(str::to_owned) });
    }

    fn name(&mut self, of: &str, name: &str) {
        if !is_name(name) {
            self.push(
                Code::InvalidName,
                format!("`{}`, the name of {of}, is no GraphQL name", shown(name)),
                Some(name),
            );
        }
    }

    fn names(&mut self, of: &str, names: Option<&[Named]>) {
        for named in names.unwrap_or_default() {
            self.name(of, &named.name);
        }
    }

    fn ty(&mut self, ty: &Type) {
        let own = shown(&ty.name);
        self.name("a type", &ty.name);
        match ty.kind.as_str() {
            "SCALAR" => {}
            "OBJECT" | "INTERFACE" => {
                self.names(&format!("an interface of `{own}`"), ty.interfaces.as_deref());
                for field in ty.fields.iter().flatten() {
                    let shown = shown(&field.name);
                    let coordinate = Coordinate::Member { ty: &own, member: &shown };
                    self.name(&format!("a field of `{own}`"), &field.name);
                    self.type_ref(coordinate, &field.ty);
                    self.arguments(coordinate, field.args.as_deref());
                }
            }
            "UNION" => self.names(&format!("a member of `{own}`"), ty.possible_types.as_deref()),
            "ENUM" => {
                for value in ty.enum_values.iter().flatten() {
                    self.name(&format!("a value of `{own}`"), &value.name);
                    if matches!(value.name.as_str(), "true" | "false" | "null") {
                        self.push(
                            Code::ReservedEnumValue,
                            format!("`{own}.{}` cannot be a value of an enum", value.name),
                            None,
                        );
                    }
                }
            }
            "INPUT_OBJECT" => {
                for field in ty.input_fields.iter().flatten() {
                    self.name(&format!("a field of `{own}`"), &field.name);
                    let shown = shown(&field.name);
                    self.input_value(Coordinate::Member { ty: &own, member: &shown }, field);
                }
            }
            kind => self.push(
                Code::UnknownTypeKind,
                format!("`{own}` is of the kind `{}`, which is none of a type", shown(kind)),
                Some(kind),
            ),
        }
    }

    fn arguments(&mut self, owner: Coordinate<'_>, arguments: Option<&[InputValue]>) {
        for argument in arguments.unwrap_or_default() {
            self.name(&format!("an argument of `{owner}`"), &argument.name);
            let shown = shown(&argument.name);
            let coordinate = owner.argument(&shown).expect("fields and directives have arguments");
            self.input_value(coordinate, argument);
        }
    }

    fn input_value(&mut self, coordinate: Coordinate<'_>, value: &InputValue) {
        self.type_ref(coordinate, &value.ty);
        let Some(text) = &value.default_value else { return };
        if let Err(error) = default_value(text) {
            let shown = shown(text);
            let why = match error.problem {
                SyntaxProblem::Unexpected { expected, found: Token::End, .. } => {
                    format!("expected {expected} at its end")
                }
                problem => problem.to_string(),
            };
            self.push(
                Code::InvalidDefault,
                format!("`{shown}`, the default of `{coordinate}`, is no GraphQL value: {why}"),
                Some(text),
            );
        }
    }

    fn type_ref(&mut self, coordinate: Coordinate<'_>, ty: &TypeRef) {
        match (ty.kind.as_str(), &ty.of_type) {
            ("NON_NULL", Some(inner)) if inner.kind == "NON_NULL" => {
                self.push(Code::NonNullTwice, format!("the type of `{coordinate}` is non-null twice"), None);
            }
            ("NON_NULL" | "LIST", Some(inner)) => self.type_ref(coordinate, inner),
            ("NON_NULL" | "LIST", None) => self.push(
                Code::CutOffType,
                format!("the type of `{coordinate}` is cut off: the query asked for too few levels of `ofType`"),
                None,
            ),
            ("SCALAR" | "OBJECT" | "INTERFACE" | "UNION" | "ENUM" | "INPUT_OBJECT", _) => match &ty.name {
                Some(name) => self.name(&format!("the type of `{coordinate}`"), name),
                None => self.push(Code::UnnamedType, format!("the type of `{coordinate}` has no name"), None),
            },
            (kind, _) => self.push(
                Code::UnknownTypeKind,
                format!("the type of `{coordinate}` is of the kind `{}`, which is none of GraphQL", shown(kind)),
                Some(kind),
            ),
        }
    }
}

/// A text of someone else, on one line and not too long.
fn shown(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut letters = text.chars();
    let start: String = letters.by_ref().take(LONGEST).flat_map(char::escape_debug).collect();
    if letters.next().is_some() { start + "..." } else { start }
}
