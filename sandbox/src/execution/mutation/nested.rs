//! What is created along with an entity: the first subscription of a customer.

use serde_json::{Map, Value, json};

use super::subject::Subject;
use super::{patch, refusal, write};
use crate::data::profile::FieldProfile;
use crate::data::role::Role;
use crate::data::stigg;
use crate::execution::arguments::Arguments;
use crate::execution::execution_error::ExecutionError;
use crate::execution::lookup;
use crate::execution::object::Object;

/// One of them.
pub(super) struct Nested<'r> {
    /// The field of the answer that shows it.
    pub(super) output: &'static str,
    /// What is created; nothing where the input does not ask for it.
    wanted: Option<(Subject<'r>, Arguments)>,
}

impl<'r> Nested<'r> {
    /// All that a mutation creates along with its subject. Nothing is written yet, so that all is refused or nothing.
    pub(super) fn of(
        root: &Object<'r>,
        field: &FieldProfile,
        owner: &Subject<'_>,
        arguments: &Arguments,
    ) -> Result<Vec<Self>, ExecutionError> {
        let catalog = &root.context.world.catalog;
        let Some(answer) = catalog.object(field.ty.inner_named_type()) else { return Ok(Vec::new()) };
        let mut all = Vec::new();
        for (input, output) in stigg::NESTED_CREATIONS {
            let Some(Role::One { kind, type_name }) = answer.field(output).map(|output| &output.role) else { continue };
            let (Some(profile), false) = (catalog.object(type_name), *kind == owner.kind) else { continue };
            let subject = Subject { kind: *kind, profile, within: None, many: false };
            let wanted = match arguments.object(input) {
                None => None,
                Some(input) => {
                    let input = Arguments(input.clone());
                    lookup::check_references(root.context.world, &root.state, &input, Some(subject.kind))?;
                    refusal::check_new(root, &subject, &input)?;
                    Some((subject, input))
                }
            };
            all.push(Self { output, wanted });
        }
        Ok(all)
    }

    /// Creates it for its owner.
    pub(super) fn create(self, root: &Object<'r>, owner: &Object<'r>) -> (&'static str, Option<Object<'r>>) {
        let world = root.context.world;
        let created = self.wanted.map(|(subject, Arguments(mut input))| {
            if let Some(kind) = owner.kind() {
                input.insert(format!("{}Id", kind.name.to_lowercase()), json!(owner.public_id()));
            }
            let input = Arguments(input);
            let written = patch::of(world, subject.profile, &input);
            let id = lookup::id(world, subject.kind, &input).map(ToOwned::to_owned);
            let index = world.change(|state| {
                write::create(
                    world,
                    state,
                    subject.kind,
                    subject.profile,
                    id.as_deref(),
                    written,
                    Map::<String, Value>::new(),
                )
            });
            root.now().of_entity(subject.profile, subject.kind, index)
        });
        (self.output, created)
    }
}
