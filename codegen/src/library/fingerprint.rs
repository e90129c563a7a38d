//! What tells generated code from code of another schema, or with other options.
//!
//! A crate has its own as hidden constants. One that names its types compares them with those that it expects, when it is
//! compiled: a build script knows the files of another crate, but not what that was built with.

use std::fmt::{self, Write};

use hmac_sha256::Hash;

use super::Library;
use crate::config::{Config, Derive};
use crate::schema::{Schema, TypeDefinition};

/// Two crates with the same have the same Rust for the same definitions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fingerprint {
    /// Of the schema.
    pub(crate) schema: String,
    /// Of what decides on Rust types besides.
    pub(crate) options: String,
}

/// Those of one compilation.
#[derive(Clone, Debug)]
pub(crate) struct Fingerprints {
    pub(crate) own: Fingerprint,
    /// The modules of the crates whose types are named, each with what is expected of it.
    pub(crate) libraries: Vec<(String, Fingerprint)>,
}

impl Fingerprints {
    pub(crate) fn new(schema: &Schema, config: &Config, libraries: &[Library]) -> Self {
        let schema = self::schema(schema);
        let of = |libraries: &[Library], module: Option<&str>| Fingerprint {
            schema: schema.clone(),
            options: options(config, libraries, module),
        };
        let others = libraries.iter().enumerate().filter_map(|(number, library)| {
            let module = library.module.as_ref()?;
            Some((module.clone(), of(&libraries[..number], Some(module))))
        });
        Self { own: of(libraries, None), libraries: others.collect() }
    }
}

/// Of its types, with what has a part in Rust types; how it is spelled has none, but the order.
fn schema(schema: &Schema) -> String {
    let mut digest = Digest::default();
    let mut types: Vec<&TypeDefinition> = schema.types.values().filter(|ty| !ty.is_built_in()).collect();
    types.sort_unstable_by_key(|ty| ty.name().as_str());
    for ty in types {
        digest.add(ty.keyword());
        digest.add(ty.name());
        match ty {
            TypeDefinition::Scalar(_) => {}
            TypeDefinition::Object(ty) | TypeDefinition::Interface(ty) => {
                ty.interfaces.iter().for_each(|name| digest.add(name));
                ty.fields.values().for_each(|field| digest.add(format_args!("{}: {}", field.name, field.ty)));
            }
            TypeDefinition::Union(ty) => ty.members.iter().for_each(|name| digest.add(name)),
            TypeDefinition::Enum(ty) => ty.values.keys().for_each(|name| digest.add(name)),
            TypeDefinition::InputObject(ty) => {
                digest.add(ty.is_one_of());
                for field in ty.fields.values() {
                    digest.add(format_args!("{}: {} {}", field.name, field.ty, field.default.is_some()));
                }
            }
        }
    }
    digest.finish()
}

/// As seen from within the crate of a module: what is `::billing_api::Money` elsewhere is `crate::Money` there, and what is
/// `crate::Money` elsewhere has no name there.
fn options(config: &Config, libraries: &[Library], module: Option<&str>) -> String {
    let name = module.and_then(|module| module.strip_prefix("::")?.split("::").next());
    let within = name.map(|name| format!("::{name}::"));
    let seen = |path: &str| match &within {
        Some(within) => with_root(&with_root(path, "crate::", "here crate::"), within, "crate::"),
        None => path.to_owned(),
    };
    let mut digest = Digest::default();
    digest.add(env!("CARGO_PKG_VERSION"));
    for (what, path) in config.scalars.iter().chain(&config.field_types) {
        digest.add(format_args!("{what}: {}", seen(path)));
    }
    digest.add(config.include_fragments);
    for Derive { path, only } in &config.derives {
        digest.add(format_args!("derive {} {only:?}", seen(path)));
    }
    for library in libraries.iter().filter(|library| library.is_named) {
        digest.add(library);
    }
    digest.finish()
}

/// With another beginning for each path in a type that begins so.
fn with_root(ty: &str, root: &str, other: &str) -> String {
    let mut seen = String::new();
    let mut rest = 0;
    for (at, _) in ty.match_indices(root) {
        let goes_on = |before: char| before.is_alphanumeric() || matches!(before, '_' | ':');
        if !ty[..at].ends_with(goes_on) {
            seen.push_str(&ty[rest..at]);
            seen.push_str(other);
            rest = at + root.len();
        }
    }
    seen + &ty[rest..]
}

#[derive(Default)]
struct Digest(Hash);

impl Digest {
    fn add(&mut self, part: impl fmt::Display) {
        writeln!(self, "{part}").expect("a digest takes all that is written to it");
    }

    fn finish(self) -> String {
        self.0.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
    }
}

impl Write for Digest {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.update(text);
        Ok(())
    }
}
