//! Keys that several select.

use super::cell::{Cell, CellType, Expected, Hint, Target};
use super::draft::CellBelow;
use super::planner::Planner;
use super::{Key, Member, MemberStep, Part, Recipient, Route, Shared, Takes};
use crate::ir::{Field, Output, TypeId};

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
        let mut found: Vec<CellBelow<'p>> = Vec::new();
        for part in by {
            match part {
                Part::Cell(cell) => found.push(CellBelow { members: Vec::new(), cell: *cell, field: fields[*cell] }),
                Part::Member(member) => {
                    let step = MemberStep { member: *member, conditional: members[*member].conditional };
                    self.drafts.cells_below(numbers[*member], key, &[step], &mut found);
                }
            }
        }
        let mut views: Vec<(TypeId, bool)> = Vec::new();
        let view_of = found.iter().map(|CellBelow { members, field, .. }| match field.output {
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
        let merged = (views.len() > 1).then(|| self.merged.of(self.types, views, module).clone());
        let (ty, expected, target) = match &merged {
            _ if rereads => (CellType::Json, Expected::Any, Target::Other),
            Some(merged) => (CellType::Merged(merged.path.clone()), Expected::Object, Target::Other),
            None => {
                let target = Target::of(&first.output, &first.wrapping);
                (self.types.cell_type(&first.output), Expected::of(&first.output), target)
            }
        };
        let cell = Cell { key, ty: ty.wrapped(&first.wrapping), target, required: false };
        let recipients = found.into_iter().zip(view_of).map(|(found, view)| {
            let takes = match &merged {
                Some(merged) => self.view(&found, view, merged.views[view].1, first),
                None if rereads => Takes::Reread(self.types.cell(found.field).ty),
                None => Takes::Copy,
            };
            Recipient { members: found.members, cell: found.cell, takes }
        });
        let route = Route::Shared(Shared { cell, recipients: recipients.collect() });
        Key { hint: Hint::new(expected, &first.wrapping, conditional), route }
    }

    /// What a recipient takes of a merged object.
    fn view(&self, found: &CellBelow<'_>, view: usize, optional: bool, first: &Field) -> Takes {
        Takes::View {
            view,
            wrapping: first.wrapping.clone(),
            sealed: matches!(found.field.output, Output::Composite(ty) if self.types.is_sealed(ty)),
            optional,
            decides_absence: found.members.iter().any(|step| step.conditional) && !found.field.conditional,
        }
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
