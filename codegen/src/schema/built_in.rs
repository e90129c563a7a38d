//! What every schema has without a file that says so.

use std::sync::LazyLock;

use super::Schema;
use super::merge::merge;
use crate::syntax::{FileId, parse};

/// The type of [`TEXT`] whose fields are no type's own.
const META: &str = "__Meta";

const TEXT: &str = include_str!("built_in.graphql");

/// A schema of nothing else, parsed once.
pub(super) static BUILT_IN: LazyLock<Schema> = LazyLock::new(|| {
    let (mut schema, _) = merge(Schema::default(), vec![parse(TEXT, FileId::BUILT_IN).document]);
    let meta = schema.types.shift_remove(META);
    let fields = meta.and_then(|meta| meta.fields().cloned()).expect("the text has the fields that are no type's own");
    for (name, field) in fields {
        if name == "__typename" {
            schema.typename = Some(field);
        } else {
            schema.introspection.push(field);
        }
    }
    schema
});

#[cfg(test)]
mod tests {
    use super::{BUILT_IN, TEXT};
    use crate::syntax::{DirectiveLocation, FileId, Name, parse};

    #[test]
    fn it_is_a_text_without_errors() {
        assert_eq!(parse(TEXT, FileId::BUILT_IN).errors, []);
    }

    #[test]
    fn all_of_the_specification_is_there() {
        let names: Vec<&str> = BUILT_IN.types.keys().map(Name::as_str).collect();
        assert_eq!(
            names,
            [
                "Int",
                "Float",
                "String",
                "Boolean",
                "ID",
                "__Schema",
                "__Type",
                "__TypeKind",
                "__Field",
                "__InputValue",
                "__EnumValue",
                "__Directive",
                "__DirectiveLocation"
            ]
        );
        let directives: Vec<&str> = BUILT_IN.directive_definitions.keys().map(Name::as_str).collect();
        assert_eq!(directives, ["skip", "include", "deprecated", "specifiedBy", "oneOf"]);
        let super::super::TypeDefinition::Enum(locations) = &BUILT_IN.types["__DirectiveLocation"] else {
            panic!("not an enum")
        };
        let locations: Vec<&str> = locations.values.keys().map(Name::as_str).collect();
        assert_eq!(locations, DirectiveLocation::ALL.iter().map(|it| it.name()).collect::<Vec<_>>());
    }
}
