//! Records while they are planned.

use super::{MemberStep, Recipient, Record, Route};
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

/// A cell found below a record: the members that lead to it, its number, its field.
pub(super) struct CellBelow<'p> {
    pub(super) members: Vec<MemberStep>,
    pub(super) cell: usize,
    pub(super) field: &'p Field,
}

impl<'p> Drafts<'p> {
    /// Whether a key of a record is there whenever the object is.
    pub(super) fn is_always_there(&self, record: usize, key: usize) -> bool {
        let draft = &self.0[record];
        match &draft.record.keys[key].route {
            Route::Cell(cell) => !draft.fields[*cell].conditional,
            Route::Member { member, key } => {
                !draft.record.members[*member].conditional && self.is_always_there(draft.members[*member], *key)
            }
            Route::Shared(shared) => shared.recipients.iter().any(|recipient| {
                let is_there = recipient.members.iter().all(|step| !step.conditional);
                is_there && !self.recipient_field(record, recipient).conditional
            }),
        }
    }

    /// The cells that a key fills below a record.
    pub(super) fn cells_below(&self, record: usize, key: &str, above: &[MemberStep], into: &mut Vec<CellBelow<'p>>) {
        let draft = &self.0[record];
        let known = draft.record.keys.get(key).expect("a member takes part in the keys that its record has");
        match &known.route {
            Route::Cell(cell) => {
                into.push(CellBelow { members: above.to_vec(), cell: *cell, field: draft.fields[*cell] });
            }
            Route::Member { member, .. } => {
                let step = MemberStep { member: *member, conditional: draft.record.members[*member].conditional };
                let members: Vec<_> = above.iter().copied().chain([step]).collect();
                self.cells_below(draft.members[*member], key, &members, into);
            }
            Route::Shared(shared) => {
                into.extend(shared.recipients.iter().map(|recipient| CellBelow {
                    members: above.iter().chain(&recipient.members).copied().collect(),
                    cell: recipient.cell,
                    field: self.recipient_field(record, recipient),
                }));
            }
        }
    }

    /// The field of a recipient's cell.
    fn recipient_field(&self, record: usize, recipient: &Recipient) -> &'p Field {
        let members = recipient.members.iter();
        let holding = members.fold(record, |record, step| self.0[record].members[step.member]);
        self.0[holding].fields[recipient.cell]
    }
}
