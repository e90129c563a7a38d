//! Keys that several select.

use super::cell::{Cell, CellKind};
use super::draft::CellBelow;
use super::planner::Parts;
use super::planner::Planner;
use super::{Member, MemberStep, Part, Place, PlaceOf, Recipient, Shared, Takes};
use crate::config::ScalarType;
use crate::identifier;
use crate::ir::{Field, Output, TypeId};

impl<'p> Planner<'_, 'p> {
    pub(super) fn shared(
        &mut self,
        key: &'p str,
        by: &[Part],
        parts: &Parts<'p>,
        members: &[Member],
        numbers: &[usize],
        module: usize,
    ) -> Shared<'p> {
        let mut found: Vec<CellBelow<'p>> = Vec::new();
        let mut places: Vec<(Vec<MemberStep>, Place)> = Vec::new();
        for part in by {
            match part {
                Part::Cell(cell) => {
                    let place = Place { name: parts.cell_names[*cell].clone(), of: PlaceOf::Cell(*cell) };
                    found.push(CellBelow { members: Vec::new(), place: place.clone(), field: parts.fields[*cell] });
                    places.push((Vec::new(), place));
                }
                Part::Member(member) => {
                    let step = members[*member].step(*member);
                    self.drafts.cells_below(numbers[*member], key, std::slice::from_ref(&step), &mut found);
                    self.drafts.places_below(numbers[*member], key, &[step], &mut places);
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
        let kind = match &merged {
            _ if rereads => CellKind::Scalar(ScalarType::Json),
            Some(merged) => CellKind::Merged(merged.path.clone()),
            None => self.types.cell_kind(&first.output),
        };
        let required = !first.wrapping.is_nullable() && !conditional;
        let names = parts.cell_names.iter().chain(&parts.member_names);
        let name = identifier::free(&format!("shared_{key}"), names);
        let cell = Cell { name, key, kind: kind.wrapped(&first.wrapping), required };
        if merged.is_none() && !rereads {
            let hands_on = places.iter().flat_map(|(members, _)| members).all(|step| !step.conditional);
            let copy = |(members, place)| Recipient { members, place, takes: Takes::Copy };
            return Shared { cell, recipients: places.into_iter().map(copy).collect(), hands_on };
        }
        let recipients = found.into_iter().zip(view_of).map(|(found, view)| {
            let takes = match &merged {
                Some(merged) => self.view(&found, view, merged.views[view].1, first),
                None => Takes::Reread(self.types.field_kind(found.field)),
            };
            Recipient { members: found.members, place: found.place, takes }
        });
        Shared { cell, recipients: recipients.collect(), hands_on: false }
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
