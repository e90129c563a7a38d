//! Introspection: what to ask a server.

use std::collections::{HashMap, HashSet};

use anyhow::Context as _;
use serde::Deserialize;
use serde_json::Value;

/// Asks which parts of introspection a server knows; versions of GraphQL differ in them.
pub(crate) const PROBE: &str = "query IntrospectionAbilities {
  schema: __type(name: \"__Schema\") { ...Fields }
  type: __type(name: \"__Type\") { ...Fields }
  field: __type(name: \"__Field\") { ...Fields }
  value: __type(name: \"__InputValue\") { ...Fields }
  directive: __type(name: \"__Directive\") { ...Fields }
}
fragment Fields on __Type { fields { name args { name } } }
";

/// How deep lists and non-nulls may be nested: `[[[T!]!]!]!` and one list more.
const DEEPEST_TYPE: usize = 9;

/// What a server can be asked, read from its answer to [`PROBE`].
pub(crate) struct Abilities {
    /// `type.fields`, and `type.fields.includeDeprecated` for arguments.
    known: HashSet<String>,
}

#[derive(Deserialize)]
struct Probed {
    fields: Option<Vec<ProbedField>>,
}

#[derive(Deserialize)]
struct ProbedField {
    name: String,
    args: Option<Vec<ProbedArgument>>,
}

#[derive(Deserialize)]
struct ProbedArgument {
    name: String,
}

impl Abilities {
    pub(crate) fn read(answer: Value) -> anyhow::Result<Self> {
        let types: HashMap<String, Option<Probed>> =
            serde_json::from_value(answer).context("the server describes introspection in a way we cannot read")?;
        let mut known = HashSet::new();
        for (ty, probed) in types {
            for field in probed.into_iter().filter_map(|probed| probed.fields).flatten() {
                known.extend(field.args.iter().flatten().map(|arg| format!("{ty}.{}.{}", field.name, arg.name)));
                known.insert(format!("{ty}.{}", field.name));
            }
        }
        Ok(Self { known })
    }

    /// The field if the server has it, also of those that are deprecated if it can list them.
    fn field(&self, ty: &str, name: &str) -> String {
        let key = format!("{ty}.{name}");
        if !self.known.contains(&key) {
            String::new()
        } else if self.known.contains(&format!("{key}.includeDeprecated")) {
            format!("{name}(includeDeprecated: true)")
        } else {
            name.to_owned()
        }
    }

    /// The query for everything that the server can tell.
    pub(crate) fn query(&self) -> String {
        let fields = |ty: &str, names: &[&str]| {
            names
                .iter()
                .map(|name| self.field(ty, name))
                .filter(|field| !field.is_empty())
                .collect::<Vec<_>>()
                .join(" ")
        };
        let deprecation = ["isDeprecated", "deprecationReason"];
        let mut type_ref = "kind name".to_owned();
        for _ in 0..DEEPEST_TYPE {
            type_ref = format!("kind name ofType {{ {type_ref} }}");
        }
        format!(
            "query IntrospectionQuery {{
  __schema {{
    {}
    queryType {{ name }} mutationType {{ name }} subscriptionType {{ name }}
    types {{
      kind name description {}
      {} {{ name description {} {{ ...Value }} type {{ ...Ref }} {} }}
      {} {{ ...Value }}
      interfaces {{ name }}
      enumValues(includeDeprecated: true) {{ name description isDeprecated deprecationReason }}
      possibleTypes {{ name }}
    }}
    directives {{ name description locations {} {} {{ ...Value }} }}
  }}
}}
fragment Value on __InputValue {{ name description type {{ ...Ref }} defaultValue {} }}
fragment Ref on __Type {{ {type_ref} }}
",
            fields("schema", &["description"]),
            fields("type", &["specifiedByURL", "isOneOf"]),
            self.field("type", "fields"),
            self.field("field", "args"),
            fields("field", &deprecation),
            self.field("type", "inputFields"),
            fields("directive", &["isRepeatable"]),
            self.field("directive", "args"),
            fields("value", &deprecation),
        )
    }
}
