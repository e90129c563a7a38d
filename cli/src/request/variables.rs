//! Whether variables are what an operation declares (spec 6.1.2, "Coercing Variable Values"). What a custom scalar takes is the
//! server's to say.

use serde_json::{Map, Value};
use stigg_graphql_codegen::did_you_mean;
use stigg_graphql_codegen::schema::{InputObjectType, Schema, TypeDefinition};
use stigg_graphql_codegen::syntax::{InputValueDefinition, Name, Type};

use super::Request;
use crate::failure::wrong_values;

/// Reports everything that does not fit, each with where the variable is declared.
pub(super) fn check(request: &Request, given: &Map<String, Value>, schema: &Schema) -> anyhow::Result<()> {
    let declared = &request.operation.variables;
    let mut problems = Vec::new();
    for variable in declared {
        let mut found = Values { schema, problems: Vec::new() };
        let path = format!("${}", variable.name);
        match given.get(variable.name.as_str()) {
            Some(value) => found.value(&path, value, &variable.ty),
            None if variable.ty.is_non_null() && variable.default.is_none() => {
                found.problems.push(format!("`{path}` is missing, and `{}` is required", variable.ty));
            }
            None => {}
        }
        let place = request.place_of(variable.head);
        problems.extend(found.problems.into_iter().map(|problem| format!("{problem}{place}")));
    }
    let names = || declared.iter().map(|variable| variable.name.as_str());
    for name in given.keys().filter(|name| names().all(|declared| declared != name.as_str())) {
        problems.push(match did_you_mean(name, names()) {
            Some(question) => format!("the operation has no variable `${name}`; {question}"),
            None => format!("the operation has no variable `${name}`"),
        });
    }
    if problems.is_empty() { Ok(()) } else { Err(wrong_values(problems)) }
}

struct Values<'a> {
    schema: &'a Schema,
    problems: Vec<String>,
}

impl Values<'_> {
    fn value(&mut self, path: &str, value: &Value, ty: &Type) {
        match (value, ty) {
            (Value::Null, ty) if ty.is_non_null() => self.unfit(path, value, ty),
            (Value::Null, _) => {}
            (Value::Array(items), Type::List(item) | Type::NonNullList(item)) => {
                for (nth, value) in items.iter().enumerate() {
                    self.value(&format!("{path}[{nth}]"), value, item);
                }
            }
            // What is no list stands for a list of itself.
            (value, Type::List(item) | Type::NonNullList(item)) => self.value(path, value, item),
            (value, Type::Named(name) | Type::NonNullNamed(name)) => match self.schema.types.get(name) {
                Some(TypeDefinition::InputObject(object)) => self.object(path, value, object, ty),
                Some(TypeDefinition::Enum(definition)) => {
                    let known = || definition.values.keys().map(Name::as_str);
                    match value.as_str() {
                        Some(word) if known().any(|known| known == word) => {}
                        Some(word) => {
                            let advice = did_you_mean(word, known())
                                .unwrap_or_else(|| format!("there are: {}", known().collect::<Vec<_>>().join(", ")));
                            self.problems.push(format!("`{path}` is {value}, which `{name}` does not have; {advice}"));
                        }
                        None => self.unfit(path, value, ty),
                    }
                }
                _ if is_scalar(name, value) => {}
                _ => self.unfit(path, value, ty),
            },
        }
    }

    fn object(&mut self, path: &str, value: &Value, object: &InputObjectType, ty: &Type) {
        let Some(given) = value.as_object() else { return self.unfit(path, value, ty) };
        for (name, value) in given {
            if let Some(field) = object.fields.get(name.as_str()) {
                self.value(&format!("{path}.{name}"), value, &field.ty);
                continue;
            }
            let advice = did_you_mean(name, object.fields.keys().map(Name::as_str));
            let advice = advice.map_or_else(String::new, |advice| format!("; {advice}"));
            self.problems.push(format!("`{path}.{name}` is not there: `{}` has no such field{advice}", object.name));
        }
        let is_missing =
            |field: &&InputValueDefinition| field.is_required() && !given.contains_key(field.name.as_str());
        for field in object.fields.values().filter(is_missing) {
            self.problems.push(format!("`{path}.{}` is missing, and `{}` is required", field.name, field.ty));
        }
        if object.is_one_of() && (given.len() != 1 || given.values().any(Value::is_null)) {
            self.problems.push(format!("`{path}` takes exactly one field of `{}`, and no null", object.name));
        }
    }

    fn unfit(&mut self, path: &str, value: &Value, ty: &Type) {
        const LONGEST: usize = 60;
        let text = value.to_string();
        let shown: String = text.chars().take(LONGEST).collect();
        let dots = if shown.len() < text.len() { "..." } else { "" };
        self.problems.push(format!("`{path}` is {shown}{dots}, and `{ty}` is expected"));
    }
}

/// Whether a scalar takes the value; of one that is not built in, nothing is known.
fn is_scalar(name: &str, value: &Value) -> bool {
    match name {
        "Int" => value.as_f64().is_some_and(|number| {
            number.fract() == 0.0 && (f64::from(i32::MIN)..=f64::from(i32::MAX)).contains(&number)
        }),
        "Float" => value.is_number(),
        "String" => value.is_string(),
        "Boolean" => value.is_boolean(),
        "ID" => value.is_string() || value.is_i64() || value.is_u64(),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use stigg_graphql_codegen::Builder;

    use super::*;

    const SCHEMA: &str = "
        type Query { a(in: In, one: One, e: E, s: S): Int }
        input In { int: Int float: Float! text: String flag: Boolean id: ID list: [[Int!]] e: E in: In day: S default: Int! = 1 }
        input One @oneOf { a: Int b: Int }
        enum E { BLUE GREEN }
        scalar S";

    fn problems(ty: &str, value: &Value) -> Vec<String> {
        let schema = Builder::new().schema_text("s", SCHEMA).read_schema().unwrap();
        let query = format!("query Q($v: {ty}) {{ a }}");
        let operations = Builder::new().query_text("q", query).read_operations().unwrap();
        let ty = operations.iter().next().unwrap().1.variables[0].ty.clone();
        let mut values = Values { schema: &schema, problems: Vec::new() };
        values.value("$v", value, &ty);
        values.problems
    }

    #[test]
    fn what_fits() {
        let all = json!({"int": 1, "float": 1, "text": "t", "flag": true, "id": 5, "list": 1, "e": "BLUE",
            "in": {"float": 0.5, "int": 3.0}, "day": {"any": "thing"}});
        assert_eq!(problems("In!", &all), [""; 0]);
        assert_eq!(problems("In", &Value::Null), [""; 0]);
        assert_eq!(problems("[[Int!]]", &json!([[1], null, 2])), [""; 0]);
        assert_eq!(problems("One", &json!({"a": 1})), [""; 0]);
    }

    #[test]
    fn what_does_not() {
        for (ty, value, expected) in [
            ("Int", json!("1"), "`$v` is \"1\", and `Int` is expected"),
            ("Int", json!(1.5), "`$v` is 1.5, and `Int` is expected"),
            ("Int", json!(2_147_483_648_i64), "`$v` is 2147483648, and `Int` is expected"),
            ("Int!", Value::Null, "`$v` is null, and `Int!` is expected"),
            ("String", json!(1), "`$v` is 1, and `String` is expected"),
            ("Boolean", json!("true"), "`$v` is \"true\", and `Boolean` is expected"),
            ("ID", json!(1.5), "`$v` is 1.5, and `ID` is expected"),
            ("[Int!]", json!([1, null]), "`$v[1]` is null, and `Int!` is expected"),
            ("E", json!("BLEU"), "`$v` is \"BLEU\", which `E` does not have; did you mean `BLUE`?"),
            ("E", json!(1), "`$v` is 1, and `E` is expected"),
            ("In", json!([]), "`$v` is [], and `In` is expected"),
            ("In", json!({"int": 1}), "`$v.float` is missing, and `Float!` is required"),
            (
                "In",
                json!({"float": 1, "flaot": 1}),
                "`$v.flaot` is not there: `In` has no such field; did you mean `float`?",
            ),
            ("In", json!({"float": 1, "in": {"float": "x"}}), "`$v.in.float` is \"x\", and `Float!` is expected"),
            ("One", json!({"a": 1, "b": 1}), "`$v` takes exactly one field of `One`, and no null"),
            ("One", json!({"a": null}), "`$v` takes exactly one field of `One`, and no null"),
        ] {
            assert_eq!(problems(ty, &value), [expected]);
        }
    }
}
