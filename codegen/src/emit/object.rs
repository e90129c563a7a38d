//! Structs that have a list of their fields for a macro of the runtime, which makes all that reads and writes them.
//!
//! Where fields or fragments may be left out, share a key, or depend on the concrete type, the code is written out instead,
//! in `record.rs` and `encode.rs`.

use super::Emitter;
use super::rust_type::{SeenFrom, word};
use crate::plan::{Cell, Member, Module, Part, Record, RecordValue, ResponseType, Route, Struct};

/// A field of the struct, with what fills it.
struct Filled<'a, 'p> {
    field: &'a str,
    by: By<'a, 'p>,
}

enum By<'a, 'p> {
    Cell(&'a Cell<'p>),
    /// A record with so many keys.
    Member(&'a Member, usize),
}

impl Emitter<'_> {
    /// All that reads and writes a struct, if a list can say it.
    pub(super) fn object(&mut self, ty: &ResponseType<'_>, structure: &Struct<'_>) -> bool {
        let [record] = &ty.records[..] else { return false };
        let decodes = ty.decoding.by_type.is_empty()
            && ty.decoding.other.variants.is_empty()
            && ty.decoding.other.record == record.path;
        let is_plain = decodes && !structure.writes_merged && structure.fields.iter().all(|field| !field.conditional);
        let Some(fields) = filled(record).filter(|_| is_plain) else { return false };
        let (module, name) = (&ty.path.module, &ty.path.name);
        let record_name = record.path.seen_from(module);
        let has_members = fields.iter().any(|field| matches!(field.by, By::Member(..)));
        let typename = fields.iter().find(|filled| matches!(filled.by, By::Cell(cell) if cell.key == "__typename"));
        let typename = typename.map(|typename| format!(" with {}", typename.field)).unwrap_or_default();
        let (macro_name, count) = if has_members {
            ("object_with_fragments", format!(" [{}]", record.keys.len()))
        } else {
            ("object", String::new())
        };
        let mut first = 0;
        let last = record.keys.len() - 1;
        let items = fields.iter().map(|filled| {
            let (keys, item) = match filled.by {
                By::Cell(cell) => (1, self::cell(module, filled.field, cell)),
                By::Member(member, keys) => {
                    (keys, format!("..{} from {first}: {}", filled.field, member.record.seen_from(module)))
                }
            };
            let end = first + keys - 1;
            let at = match end {
                _ if end == last => format!("{first}.."),
                _ if end == first => first.to_string(),
                _ => format!("{first}..={end}"),
            };
            first = end + 1;
            format!("{at} => {item}")
        });
        let items: Vec<_> = items.collect();
        self.out.list(&format!("__rt::{macro_name}! {{ {name} by {record_name}{count}{typename}:"), &items, "}");
        true
    }
}

/// The fields of a struct in the order of its keys, if each has keys of its own that are there whenever the object is.
fn filled<'a, 'p>(record: &'a Record<'p>) -> Option<Vec<Filled<'a, 'p>>> {
    let RecordValue::Struct(fields) = &record.value else { return None };
    let mut routes = record.keys.values().peekable();
    let filled = fields.iter().map(|(field, part)| {
        let by = match part {
            Part::Cell(number) => matches!(routes.next()?, Route::Cell(cell) if cell == number)
                .then(|| By::Cell(&record.cells[*number]))?,
            Part::Member(number) => {
                let member = &record.members[*number];
                let mut keys = 0;
                while routes
                    .next_if(|route| matches!(route, Route::Member { member, key } if member == number && *key == keys))
                    .is_some()
                {
                    keys += 1;
                }
                let is_plain = !member.conditional && member.variants.is_empty() && keys > 0;
                is_plain.then_some(By::Member(member, keys))?
            }
        };
        Some(Filled { field, by })
    });
    let filled = filled.collect::<Option<Vec<_>>>()?;
    (routes.next().is_none() && !filled.is_empty()).then_some(filled)
}

/// `name "key" !Word(Type)`
fn cell(module: &Module, field: &str, cell: &Cell<'_>) -> String {
    let (word, ty) = word(&cell.kind, module);
    let must = if cell.required { "!" } else { "" };
    let ty = ty.map(|ty| format!("({ty})")).unwrap_or_default();
    format!("{field} {:?} {must}{word}{ty}", cell.key)
}
