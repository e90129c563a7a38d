//! Both schemas' Rust of the same operations: whether something changes for an operation is asked of the generator and of
//! nobody else.

use stigg_graphql_codegen::schema::{Schema, TypeDefinition};
use stigg_graphql_codegen::syntax::OperationDefinition;
use stigg_graphql_codegen::{Builder, Diagnostics, Generated, Operations, Place, SurfaceItem};

use super::consequence::{Consequence, type_changes};

/// What the generator makes of operations with one schema.
pub(super) struct Witness {
    builder: Builder,
    /// All of them together, if all are valid.
    all: Option<Generated>,
}

/// What it makes of one operation.
#[derive(Default)]
struct Seen {
    items: Vec<SurfaceItem>,
    /// What is sent.
    document: String,
}

impl Witness {
    /// The builder has the operations and the schema.
    pub(super) fn new(builder: Builder) -> Self {
        let all = builder.generate().ok();
        Self { builder, all }
    }

    fn see(&self, place: &Place, operation: &OperationDefinition) -> Result<Seen, Diagnostics> {
        let name = operation.name.as_deref();
        let alone;
        let generated = if let Some(all) = &self.all {
            all
        } else {
            alone = self.builder.clone().only(&place.file, name).generate()?;
            &alone
        };
        let compiled = generated.operations.iter().find(|compiled| Some(compiled.name.as_str()) == name);
        Ok(Seen {
            items: name.into_iter().flat_map(|name| generated.surface.of(name)).cloned().collect(),
            document: compiled.map(|compiled| compiled.document.clone()).unwrap_or_default(),
        })
    }
}

/// What comes of each operation; `has_meaning` says of one by its number whether it meets a change that need not show in Rust.
pub(super) fn consequences(
    operations: &Operations,
    old: &Witness,
    new: &Witness,
    has_meaning: impl Fn(usize) -> bool,
) -> Vec<Consequence> {
    let of = |(number, (place, operation))| {
        let is = match new.see(place, operation) {
            Ok(is) => is,
            Err(problems) => return Consequence::DoesNotGenerate(problems.iter().cloned().collect()),
        };
        // With the old schema there may have been no Rust; then all of it is new.
        let was = old.see(place, operation).unwrap_or_default();
        let changes = type_changes(&was.items, &is.items);
        if !changes.is_empty() {
            Consequence::TypesChange(changes)
        } else if has_meaning(number) || was.document != is.document {
            Consequence::OtherMeaning
        } else {
            Consequence::Untouched
        }
    };
    operations.places().enumerate().map(of).collect()
}

/// Gives each scalar of the old schema a Rust type where the builder knows of none, for the build must know one.
///
/// A scalar that is new has none: whether the build knows it is for the build to say.
pub(super) fn with_scalars(mut builder: Builder, old: &Schema, schema: &Schema) -> Builder {
    let is_scalar = |ty: &&TypeDefinition| matches!(ty, TypeDefinition::Scalar(_)) && !ty.is_built_in();
    for name in old.types.values().filter(is_scalar).map(TypeDefinition::name) {
        if !builder.has_scalar(name) && schema.types.get(name).is_some_and(|ty| is_scalar(&ty)) {
            builder = builder.scalar(name.as_str(), format!("::scalars::{name}"));
        }
    }
    builder
}
