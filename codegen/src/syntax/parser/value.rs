//! Values, types and directives (spec 2.9 to 2.12).

use super::{Parser, Result};
use crate::syntax::{
    Argument, Directive, Directives, Expectation, ObjectField, SyntaxError, SyntaxProblem, Token, Type, Value,
    ValueKind,
};

impl Parser<'_> {
    /// A value; one that is fixed holds no variables.
    pub(super) fn value(&mut self, is_const: bool) -> Result<Value> {
        let start = self.current.span;
        let kind = match self.current.token {
            Token::Punctuator("$") => {
                self.advance();
                let name = self.name()?;
                if is_const {
                    let span = start.to(name.span());
                    return Err(SyntaxError { problem: SyntaxProblem::VariableInConstant, span });
                }
                ValueKind::Variable(name)
            }
            Token::Punctuator("[") => {
                self.advance();
                ValueKind::List(self.any(|parser| parser.value(is_const), "]")?)
            }
            Token::Punctuator("{") => {
                self.advance();
                ValueKind::Object(self.any(|parser| parser.object_field(is_const), "}")?)
            }
            Token::Int => ValueKind::Int(self.spelling()),
            Token::Float => ValueKind::Float(self.spelling()),
            Token::String | Token::BlockString => ValueKind::String(self.string()?),
            Token::Name => {
                let name = self.name()?;
                match name.as_str() {
                    "true" => ValueKind::Boolean(true),
                    "false" => ValueKind::Boolean(false),
                    "null" => ValueKind::Null,
                    _ => ValueKind::Enum(name),
                }
            }
            _ => return Err(self.unexpected(Expectation::Value)),
        };
        Ok(Value { kind, span: start.to(self.previous) })
    }

    /// A number as it is written.
    fn spelling(&mut self) -> String {
        let spelling = self.word().to_owned();
        self.advance();
        spelling
    }

    fn object_field(&mut self, is_const: bool) -> Result<ObjectField> {
        let name = self.name()?;
        self.expect(":")?;
        Ok(ObjectField { name, value: self.value(is_const)? })
    }

    /// `= Value[Const]`
    pub(super) fn default_value(&mut self) -> Result<Option<Value>> {
        if self.skip("=") { self.value(true).map(Some) } else { Ok(None) }
    }

    /// `Name`, `[Type]`, either with `!`
    pub(super) fn type_reference(&mut self) -> Result<Type> {
        if self.skip("[") {
            let item = self.deeper(Self::type_reference)?;
            self.expect("]")?;
            let item = Box::new(item);
            return Ok(if self.skip("!") { Type::NonNullList(item) } else { Type::List(item) });
        }
        let name = self.name_for(Expectation::Type)?;
        Ok(if self.skip("!") { Type::NonNullNamed(name) } else { Type::Named(name) })
    }

    pub(super) fn arguments(&mut self, is_const: bool) -> Result<Vec<Argument>> {
        self.optional_many("(", |parser| parser.argument(is_const), ")", Expectation::Argument)
    }

    fn argument(&mut self, is_const: bool) -> Result<Argument> {
        let name = self.name()?;
        self.expect(":")?;
        Ok(Argument { name, value: self.value(is_const)? })
    }

    pub(super) fn directives(&mut self, is_const: bool) -> Result<Directives> {
        let mut directives = Directives::default();
        while self.is("@") {
            let start = self.current.span;
            self.advance();
            let name = self.name()?;
            let arguments = self.arguments(is_const)?;
            directives.push(Directive { name, arguments, span: start.to(self.previous) });
        }
        Ok(directives)
    }
}
