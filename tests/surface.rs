//! The public names of the generated code: what a change of a query or of the generator renames shows up here.
//!
//! To bless a change: `INSTA_UPDATE=always cargo test --test surface`, then read `git diff`.

use std::fs;
use std::path::Path;

use syn::{Fields, Ident, Item, Visibility};

/// The folder that the build script wrote to.
const GENERATED: &str = env!("OUT_DIR");

/// Each public item with its path, and its fields or variants behind it. Names with two leading underscores are hidden.
fn surface(code: &str) -> Vec<String> {
    let mut items = Vec::new();
    collect(&syn::parse_file(code).unwrap().items, "", &mut items);
    items
}

/// The items of a generated file.
fn included(path: &str) -> Vec<Item> {
    let path = Path::new(GENERATED).join(path);
    syn::parse_file(&fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
        .unwrap()
        .items
}

fn collect(items: &[Item], module: &str, into: &mut Vec<String>) {
    for item in items {
        let (kind, visibility, name, members) = match item {
            Item::Mod(item) => {
                let inner = match item.vis {
                    Visibility::Public(_) => format!("{module}{}::", item.ident),
                    _ => module.to_owned(),
                };
                collect(item.content.as_ref().map_or(&[], |(_, items)| items), &inner, into);
                continue;
            }
            Item::Struct(item) => ("struct", &item.vis, &item.ident, fields(&item.fields)),
            Item::Enum(item) => {
                let variants = item.variants.iter().map(|variant| &variant.ident);
                ("enum", &item.vis, &item.ident, variants.collect())
            }
            Item::Type(item) => ("type", &item.vis, &item.ident, Vec::new()),
            Item::Const(item) => ("const", &item.vis, &item.ident, Vec::new()),
            Item::Macro(item) if item.mac.path.segments.last().is_some_and(|name| name.ident == "include") => {
                let path: syn::LitStr = item.mac.parse_body().unwrap();
                collect(&included(&path.value()), module, into);
                continue;
            }
            _ => continue,
        };
        if matches!(visibility, Visibility::Public(_)) && !name.to_string().starts_with("__") {
            let members: String = members.iter().map(|member| format!(" {member}")).collect();
            into.push(format!("{kind} {module}{name}{members}"));
        }
    }
}

fn fields(fields: &Fields) -> Vec<&Ident> {
    fields.iter().filter_map(|field| field.ident.as_ref()).collect()
}

#[test]
fn public_names_are_those_that_were_reviewed() {
    let root = fs::read_to_string(Path::new(GENERATED).join("stigg_graphql.rs")).unwrap();
    insta::assert_snapshot!(surface(&root).join("\n"));
}

#[test]
fn the_reading_of_names_sees_modules_fields_and_variants() {
    let code = "
mod __operations {
    pub struct Q {
        /// `id`
        pub id: String,
    }
    pub struct __QRecord {
        pub f0: u8,
    }
    pub mod q {
        pub enum E {
            #[deprecated]
            A(X),
            Other(Y),
        }
        pub type Data = E;
    }
    pub const OPERATIONS: &[X] = &[
    ];
}";
    assert_eq!(surface(code), ["struct Q id", "enum q::E A Other", "type q::Data", "const OPERATIONS"]);
}
