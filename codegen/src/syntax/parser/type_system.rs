//! Definitions of a schema and extensions of them (spec 3).

use super::{Parser, Result};
use crate::syntax::{
    Definition, DirectiveDefinition, DirectiveLocation, EnumValueDefinition, Expectation, FieldDefinition,
    InputValueDefinition, Name, RootOperation, SchemaDefinition, Span, SyntaxError, SyntaxProblem, Text, TypeBody,
    TypeDefinition,
};

impl Parser<'_> {
    pub(super) fn type_system_definition(
        &mut self,
        description: Option<Text>,
        expected: Expectation,
    ) -> Result<Definition> {
        match self.word() {
            "schema" => self.schema(description).map(Definition::Schema),
            "directive" if expected == Expectation::Definition => {
                self.directive_definition(description).map(Definition::Directive)
            }
            _ => self.type_definition(description, expected).map(Definition::Type),
        }
    }

    /// `extend` and a definition without description, which adds something.
    pub(super) fn extension(&mut self) -> Result<Definition> {
        let start = self.current.span;
        self.expect("extend")?;
        let mut definition = self.type_system_definition(None, Expectation::Extension)?;
        let adds = match &mut definition {
            Definition::Schema(schema) => {
                schema.is_extension = true;
                !schema.roots.is_empty() || !schema.directives.is_empty()
            }
            Definition::Type(ty) => {
                ty.is_extension = true;
                !ty.directives.is_empty() || !is_empty(&ty.body)
            }
            _ => true,
        };
        if !adds {
            return Err(SyntaxError { problem: SyntaxProblem::EmptyExtension, span: start.to(self.previous) });
        }
        Ok(definition)
    }

    /// `schema Directives[Const]? { RootOperationTypeDefinition+ }`
    fn schema(&mut self, description: Option<Text>) -> Result<SchemaDefinition> {
        let keyword = self.current.span;
        let is_extension = self.previous_is_extend();
        self.expect("schema")?;
        let directives = self.directives(true)?;
        // Only an extension can do without.
        let roots = if self.is("{") || !is_extension {
            self.many("{", Self::root_operation, "}", Expectation::RootOperation)?
        } else {
            Vec::new()
        };
        Ok(SchemaDefinition { description, is_extension, directives, roots, keyword })
    }

    fn previous_is_extend(&self) -> bool {
        self.lexer.text(self.previous) == "extend"
    }

    fn root_operation(&mut self) -> Result<RootOperation> {
        let kind_span = self.current.span;
        let Some(kind) = self.operation_type() else {
            return Err(self.unexpected(Expectation::RootOperation));
        };
        self.advance();
        self.expect(":")?;
        Ok(RootOperation { kind, kind_span, ty: self.name_for(Expectation::Type)? })
    }

    /// A scalar, object type, interface, union, enum or input object.
    fn type_definition(&mut self, description: Option<Text>, expected: Expectation) -> Result<TypeDefinition> {
        let body: fn(&mut Self) -> Result<TypeBody> = match self.word() {
            "scalar" => |_| Ok(TypeBody::Scalar),
            "type" => |parser| Ok(TypeBody::Object { interfaces: Vec::new(), fields: parser.fields()? }),
            "interface" => |parser| Ok(TypeBody::Interface { interfaces: Vec::new(), fields: parser.fields()? }),
            "union" => |parser| Ok(TypeBody::Union { members: parser.members()? }),
            "enum" => |parser| {
                let values = parser.optional_many("{", Self::enum_value, "}", Expectation::EnumValue)?;
                Ok(TypeBody::Enum { values })
            },
            "input" => |parser| {
                let fields = parser.optional_many("{", Self::input_value, "}", Expectation::Field)?;
                Ok(TypeBody::InputObject { fields })
            },
            _ => return Err(self.unexpected(expected)),
        };
        let may_implement = matches!(self.word(), "type" | "interface");
        self.advance();
        let name = self.name()?;
        let implemented = if may_implement { self.implements()? } else { Vec::new() };
        let directives = self.directives(true)?;
        let mut body = body(self)?;
        if let TypeBody::Object { interfaces, .. } | TypeBody::Interface { interfaces, .. } = &mut body {
            *interfaces = implemented;
        }
        Ok(TypeDefinition { description, is_extension: false, name, directives, body })
    }

    /// `implements &? NamedType & NamedType`
    fn implements(&mut self) -> Result<Vec<Name>> {
        if self.skip("implements") {
            self.delimited("&", |parser| parser.name_for(Expectation::Type))
        } else {
            Ok(Vec::new())
        }
    }

    /// `= |? NamedType | NamedType`
    fn members(&mut self) -> Result<Vec<Name>> {
        if self.skip("=") { self.delimited("|", |parser| parser.name_for(Expectation::Type)) } else { Ok(Vec::new()) }
    }

    /// One or more items with a sign between, which may stand before the first, too.
    fn delimited<T>(&mut self, sign: &str, item: impl Fn(&mut Self) -> Result<T>) -> Result<Vec<T>> {
        self.skip(sign);
        let mut items = vec![item(self)?];
        while self.skip(sign) {
            items.push(item(self)?);
        }
        Ok(items)
    }

    fn fields(&mut self) -> Result<Vec<FieldDefinition>> {
        self.optional_many("{", Self::field_definition, "}", Expectation::Field)
    }

    /// `Description? Name ArgumentsDefinition? : Type Directives[Const]?`
    fn field_definition(&mut self) -> Result<FieldDefinition> {
        let description = self.description()?;
        let name = self.name_for(Expectation::Field)?;
        let arguments = self.arguments_definition()?;
        self.expect(":")?;
        let ty = self.type_reference()?;
        Ok(FieldDefinition { description, name, arguments, ty, directives: self.directives(true)? })
    }

    fn arguments_definition(&mut self) -> Result<Vec<InputValueDefinition>> {
        self.optional_many("(", Self::input_value, ")", Expectation::Argument)
    }

    /// `Description? Name : Type DefaultValue? Directives[Const]?`
    fn input_value(&mut self) -> Result<InputValueDefinition> {
        let description = self.description()?;
        let name = self.name()?;
        self.expect(":")?;
        let ty = self.type_reference()?;
        let default = self.default_value()?;
        Ok(InputValueDefinition { description, name, ty, default, directives: self.directives(true)? })
    }

    /// `Description? EnumValue Directives[Const]?`
    fn enum_value(&mut self) -> Result<EnumValueDefinition> {
        let description = self.description()?;
        if matches!(self.word(), "true" | "false" | "null") {
            return Err(SyntaxError { problem: SyntaxProblem::ReservedEnumValue, span: self.current.span });
        }
        let name = self.name_for(Expectation::EnumValue)?;
        Ok(EnumValueDefinition { description, name, directives: self.directives(true)? })
    }

    /// `directive @ Name ArgumentsDefinition? repeatable? on DirectiveLocations`
    fn directive_definition(&mut self, description: Option<Text>) -> Result<DirectiveDefinition> {
        self.expect("directive")?;
        self.expect("@")?;
        let name = self.name()?;
        let arguments = self.arguments_definition()?;
        let is_repeatable = self.skip("repeatable");
        self.expect("on")?;
        let locations = self.delimited("|", Self::directive_location)?;
        Ok(DirectiveDefinition { description, name, arguments, is_repeatable, locations })
    }

    fn directive_location(&mut self) -> Result<DirectiveLocation> {
        let span: Span = self.current.span;
        let name = self.name()?;
        DirectiveLocation::from_name(&name).ok_or(SyntaxError { problem: SyntaxProblem::UnknownLocation, span })
    }
}

fn is_empty(body: &TypeBody) -> bool {
    match body {
        TypeBody::Scalar => true,
        TypeBody::Object { interfaces, fields } | TypeBody::Interface { interfaces, fields } => {
            interfaces.is_empty() && fields.is_empty()
        }
        TypeBody::Union { members } => members.is_empty(),
        TypeBody::Enum { values } => values.is_empty(),
        TypeBody::InputObject { fields } => fields.is_empty(),
    }
}
