//! Records while they are planned.

use super::{Member, MemberStep, Place, PlaceOf, Record, Route};
use crate::ir::{Field, TypeId};

/// What the cells of a record make.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Subject {
    /// A struct.
    Type(TypeId),
    /// A merged object, by number.
    Merged(usize),
}

/// A record, with what others need to know of it while they are planned.
pub(super) struct Draft<'p> {
    pub(super) subject: Subject,
    pub(super) record: Record<'p>,
    /// Of its cells.
    pub(super) fields: Vec<&'p Field>,
    /// The records of its members, by number.
    pub(super) members: Vec<usize>,
}

#[derive(Default)]
pub(super) struct Drafts<'p>(pub(super) Vec<Draft<'p>>);

/// A cell found below a record, and the members that lead to it.
pub(super) struct CellBelow<'p> {
    pub(super) members: Vec<MemberStep>,
    pub(super) place: Place,
    pub(super) field: &'p Field,
}

impl Record<'_> {
    /// The place of a cell.
    pub(super) fn place(&self, cell: usize) -> Place {
        Place { name: self.cells[cell].name.clone(), of: PlaceOf::Cell(cell) }
    }

    /// The step into a member.
    pub(super) fn step(&self, member: usize) -> MemberStep {
        self.members[member].step(member)
    }
}

impl Member {
    /// The step into this member, which has this number.
    pub(super) fn step(&self, member: usize) -> MemberStep {
        MemberStep { member, name: self.name.clone(), conditional: self.conditional }
    }
}

impl<'p> Drafts<'p> {
    /// Whether a key of a record is there whenever the object is.
    pub(super) fn is_always_there(&self, record: usize, key: usize) -> bool {
        let draft = &self.0[record];
        match &draft.record.keys[key] {
            Route::Cell(cell) => !draft.fields[*cell].conditional,
            Route::Member { member, key } => {
                !draft.record.members[*member].conditional && self.is_always_there(draft.members[*member], *key)
            }
            Route::Shared(shared) => shared.recipients.iter().any(|recipient| {
                let holding = self.below(record, &recipient.members);
                recipient.members.iter().all(|step| !step.conditional)
                    && match recipient.place.of {
                        PlaceOf::Cell(cell) => !self.0[holding].fields[cell].conditional,
                        PlaceOf::Shared(key) => self.is_always_there(holding, key),
                    }
            }),
        }
    }

    /// The cells that a key fills below a record.
    pub(super) fn cells_below(&self, record: usize, key: &str, above: &[MemberStep], into: &mut Vec<CellBelow<'p>>) {
        let draft = &self.0[record];
        let known = draft.record.keys.get(key).expect("a member takes part in the keys that its record has");
        match known {
            Route::Cell(cell) => {
                into.push(CellBelow {
                    members: above.to_vec(),
                    place: draft.record.place(*cell),
                    field: draft.fields[*cell],
                });
            }
            Route::Member { member, .. } => {
                let members: Vec<_> = above.iter().cloned().chain([draft.record.step(*member)]).collect();
                self.cells_below(draft.members[*member], key, &members, into);
            }
            Route::Shared(shared) => {
                for recipient in &shared.recipients {
                    let members: Vec<_> = above.iter().chain(&recipient.members).cloned().collect();
                    let holding = self.below(record, &recipient.members);
                    match recipient.place.of {
                        PlaceOf::Cell(cell) => into.push(CellBelow {
                            members,
                            place: recipient.place.clone(),
                            field: self.0[holding].fields[cell],
                        }),
                        PlaceOf::Shared(_) => self.cells_below(holding, key, &members, into),
                    }
                }
            }
        }
    }

    /// The places to which a record around this one gives the value of a key, as it is.
    pub(super) fn places_below(
        &self,
        record: usize,
        key: &str,
        above: &[MemberStep],
        into: &mut Vec<(Vec<MemberStep>, Place)>,
    ) {
        let draft = &self.0[record];
        let (index, _, known) = draft.record.keys.get_full(key).expect("a member takes part in the keys of its record");
        let below = |members: &[MemberStep]| above.iter().chain(members).cloned().collect::<Vec<_>>();
        match known {
            Route::Cell(cell) => into.push((above.to_vec(), draft.record.place(*cell))),
            Route::Member { member, .. } => {
                self.places_below(draft.members[*member], key, &below(&[draft.record.step(*member)]), into);
            }
            Route::Shared(shared) if shared.hands_on => {
                into.push((above.to_vec(), Place { name: shared.cell.name.clone(), of: PlaceOf::Shared(index) }));
            }
            Route::Shared(shared) => {
                let recipients = shared.recipients.iter();
                into.extend(recipients.map(|recipient| (below(&recipient.members), recipient.place.clone())));
            }
        }
    }

    /// The record that members lead to.
    fn below(&self, record: usize, members: &[MemberStep]) -> usize {
        members.iter().fold(record, |record, step| self.0[record].members[step.member])
    }
}
