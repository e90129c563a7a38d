//! Introspection: what to ask a server, and what it answers.

use std::collections::{HashMap, HashSet};

use anyhow::{Context as _, anyhow};
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
    args: Option<Vec<Named>>,
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

/// Reads an introspection answer, with or without the outer `data`.
pub(crate) fn read(json: &str) -> anyhow::Result<Schema> {
    let answer: Value = serde_json::from_str(json)?;
    let data = answer.get("data").unwrap_or(&answer);
    from_data(data.clone())
}

/// Reads the `data` of an introspection answer.
pub(crate) fn from_data(mut data: Value) -> anyhow::Result<Schema> {
    let schema = data.get_mut("__schema").map(Value::take).ok_or_else(|| anyhow!("it has no `__schema`"))?;
    Ok(serde_json::from_value(schema)?)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Schema {
    pub(crate) description: Option<String>,
    pub(crate) query_type: Option<Named>,
    pub(crate) mutation_type: Option<Named>,
    pub(crate) subscription_type: Option<Named>,
    pub(crate) types: Vec<Type>,
    pub(crate) directives: Option<Vec<Directive>>,
}

#[derive(Deserialize)]
pub(crate) struct Named {
    pub(crate) name: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Type {
    pub(crate) kind: String,
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) fields: Option<Vec<Field>>,
    pub(crate) input_fields: Option<Vec<InputValue>>,
    pub(crate) interfaces: Option<Vec<Named>>,
    pub(crate) enum_values: Option<Vec<EnumValue>>,
    pub(crate) possible_types: Option<Vec<Named>>,
    #[serde(rename = "specifiedByURL", alias = "specifiedByUrl")]
    pub(crate) specified_by: Option<String>,
    pub(crate) is_one_of: Option<bool>,
}

#[derive(Deserialize)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) args: Option<Vec<InputValue>>,
    #[serde(rename = "type")]
    pub(crate) ty: TypeRef,
    #[serde(flatten)]
    pub(crate) deprecation: Deprecation,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct InputValue {
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    #[serde(rename = "type")]
    pub(crate) ty: TypeRef,
    pub(crate) default_value: Option<String>,
    #[serde(flatten)]
    pub(crate) deprecation: Deprecation,
}

#[derive(Deserialize)]
pub(crate) struct EnumValue {
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    #[serde(flatten)]
    pub(crate) deprecation: Deprecation,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Deprecation {
    pub(crate) is_deprecated: Option<bool>,
    pub(crate) deprecation_reason: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Directive {
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) locations: Vec<String>,
    pub(crate) args: Option<Vec<InputValue>>,
    pub(crate) is_repeatable: Option<bool>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TypeRef {
    pub(crate) kind: String,
    pub(crate) name: Option<String>,
    pub(crate) of_type: Option<Box<TypeRef>>,
}
