//! Keys that several select.

use super::cell::{Cell, CellType, Expected, Hint, Target};
use super::planner::Planner;
use super::{Key, Member, MemberStep, Part, Recipient, Route, Shared, Takes};
use crate::ir::{Field, Output, TypeId};
use crate::plan::rust_type::Path;

/// An object that several types see.
#[derive(Clone)]
pub(super) struct Merged {
    /// Each with whether `@skip` or `@include` may leave it out.
    pub(super) views: Vec<(TypeId, bool)>,
    pub(super) module: usize,
    /// Its number in the module, from one.
    pub(super) in_module: usize,
    pub(super) path: Path,
}

/// A cell found below a record: the members that lead to it, its number, its field.
struct Found<'p> {
    members: Vec<MemberStep>,
    cell: usize,
    field: &'p Field,
}

impl<'p> Planner<'_, 'p> {
    pub(super) fn shared(
        &mut self,
        key: &'p str,
        by: &[Part],
        fields: &[&'p Field],
        members: &[Member],
        numbers: &[usize],
        module: usize,
    ) -> Key<'p> {
        let mut found: Vec<Found<'p>> = Vec::new();
        for part in by {
            match part {
                Part::Cell(cell) => found.push(Found { members: Vec::new(), cell: *cell, field: fields[*cell] }),
                Part::Member(member) => {
                    let step = MemberStep { member: *member, conditional: members[*member].conditional };
                    self.cells_below(numbers[*member], key, &[step], &mut found);
                }
            }
        }
        let mut views: Vec<(TypeId, bool)> = Vec::new();
        let view_of = found.iter().map(|Found { members, field, .. }| match field.output {
            Output::Composite(ty) => {
                let conditional = field.conditional || members.iter().any(|step| step.conditional);
                add_view(&mut views, ty, conditional)
            }
            Output::Leaf(_) => 0,
        });
        let view_of: Vec<usize> = view_of.collect();
        let first = found[0].field;
        let conditional = found.iter().any(|found| found.field.conditional);
        // One scalar in several Rust types, as `.field_type(..)` can make it: each reads it from the JSON.
        let rereads =
            matches!(first.output, Output::Leaf(_)) && found.iter().any(|found| found.field.output != first.output);
        let merged = (views.len() > 1).then(|| self.merge(views, module));
        let (ty, expected, target) = match merged {
            _ if rereads => (CellType::Json, Expected::Any, Target::Other),
            Some(merged) => (CellType::Merged(self.merged[merged].path.clone()), Expected::Object, Target::Other),
            None => {
                let target = Target::of(&first.output, &first.wrapping);
                (self.types.cell_type(&first.output), Expected::of(&first.output), target)
            }
        };
        let cell = Cell { key, ty: ty.wrapped(&first.wrapping), target, required: false };
        let recipients = found.into_iter().zip(view_of).map(|(found, view)| {
            let takes = match merged {
                Some(merged) => self.view(&found, view, self.merged[merged].views[view].1, first),
                None if rereads => Takes::Reread(self.types.cell(found.field).ty),
                None => Takes::Copy,
            };
            Recipient { members: found.members, cell: found.cell, takes }
        });
        let route = Route::Shared(Shared { cell, recipients: recipients.collect() });
        Key { hint: Hint::new(expected, &first.wrapping, conditional), route }
    }

    /// What a recipient takes of a merged object.
    fn view(&self, found: &Found<'_>, view: usize, optional: bool, first: &Field) -> Takes {
        Takes::View {
            view,
            wrapping: first.wrapping.clone(),
            sealed: matches!(found.field.output, Output::Composite(ty) if self.types.is_sealed(ty)),
            optional,
            decides_absence: found.members.iter().any(|step| step.conditional) && !found.field.conditional,
        }
    }

    /// The cells that a key fills below a record.
    fn cells_below(&self, record: usize, key: &str, above: &[MemberStep], into: &mut Vec<Found<'p>>) {
        let draft = &self.drafts[record];
        let known = draft.record.keys.get(key).expect("a member takes part in the keys that its record has");
        match &known.route {
            Route::Cell(cell) => into.push(Found { members: above.to_vec(), cell: *cell, field: draft.fields[*cell] }),
            Route::Member { member, .. } => {
                let step = MemberStep { member: *member, conditional: draft.record.members[*member].conditional };
                let members: Vec<_> = above.iter().copied().chain([step]).collect();
                self.cells_below(draft.members[*member], key, &members, into);
            }
            Route::Shared(shared) => {
                into.extend(shared.recipients.iter().map(|recipient| Found {
                    members: above.iter().chain(&recipient.members).copied().collect(),
                    cell: recipient.cell,
                    field: self.recipient_field(record, recipient),
                }));
            }
        }
    }

    /// The field of a recipient's cell.
    pub(super) fn recipient_field(&self, record: usize, recipient: &Recipient) -> &'p Field {
        let members = recipient.members.iter();
        let holding = members.fold(record, |record, step| self.drafts[record].members[step.member]);
        self.drafts[holding].fields[recipient.cell]
    }

    /// The merged object of these views in a module, by number.
    fn merge(&mut self, views: Vec<(TypeId, bool)>, module: usize) -> usize {
        if let Some(merged) = self.known_merged.get(&(module, views.clone())) {
            return *merged;
        }
        let in_module = self.merged.iter().filter(|merged| merged.module == module).count() + 1;
        let path = Path { module: self.types.names.module(module).clone(), name: format!("__joint{in_module}") };
        self.known_merged.insert((module, views.clone()), self.merged.len());
        self.merged.push(Merged { views, module, in_module, path });
        self.merged.len() - 1
    }
}

/// The number of a view; it is always there if one who takes it always is.
fn add_view(views: &mut Vec<(TypeId, bool)>, ty: TypeId, conditional: bool) -> usize {
    let number = views.iter().position(|(known, _)| *known == ty).unwrap_or(views.len());
    match views.get_mut(number) {
        Some((_, known)) => *known &= conditional,
        None => views.push((ty, conditional)),
    }
    number
}
