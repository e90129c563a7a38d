//! Records that are written out: those that no list can say.

use super::Emitter;
use super::rust_type::{SeenFrom, word};
use crate::plan::{Cell, Member, MemberStep, Module, Record, Route, Shared};

impl Emitter<'_> {
    pub(super) fn record(&mut self, record: &Record<'_>) {
        let (module, name) = (&record.path.module, &record.path.name);
        self.record_definition(record);
        self.out.line("");
        self.keys(record);
        self.out.line("");
        self.out.open(&format!("impl __rt::Record for {name} {{"));
        self.out.line("fn keys(&self) -> &'static [__rt::Key] { Self::KEYS }");
        self.slot(record);
        self.set_typename(record);
        self.out.close("}");
        self.out.line("");
        self.out.open(&format!("impl __rt::Finish for {name} {{"));
        self.out.line(&format!("type Out = {};", record.out.seen_from(module)));
        self.finish(record);
        self.out.close("}");
    }

    /// Its own cells, its members, and the cells that several share.
    fn record_definition(&mut self, record: &Record<'_>) {
        let module = &record.path.module;
        self.out.line("");
        self.out.line("#[doc(hidden)]");
        self.out.line("#[derive(::core::default::Default)]");
        self.out.open(&format!("pub struct {} {{", record.path.name));
        for cell in record.cells.iter().chain(shared_keys(record).map(|shared| &shared.cell)) {
            self.out.line(&format!("pub {}: __rt::Cell<{}>,", cell.name, cell.kind.seen_from(module)));
        }
        for Member { name, record, conditional, .. } in &record.members {
            let ty = record.seen_from(module);
            self.out.line(&if *conditional {
                format!("pub {name}: __rt::Conditional<{ty}>,")
            } else {
                format!("pub {name}: {ty},")
            });
        }
        self.out.close("}");
    }

    fn keys(&mut self, record: &Record<'_>) {
        let module = &record.path.module;
        let mut parts = Vec::new();
        for (index, run) in runs(record) {
            match &record.keys[index] {
                Route::Cell(cell) => parts.push(key(module, &record.cells[*cell])),
                Route::Shared(shared) => parts.push(key(module, &shared.cell)),
                Route::Member { member, key } => {
                    let keys = format!("{}::KEYS", record.members[*member].record.seen_from(module));
                    parts.push(format!("__rt::some_keys({keys}, {key}, {run})"));
                }
            }
        }
        self.out.open(&format!("impl {} {{", record.path.name));
        let keys = format!("pub const KEYS: &'static [__rt::Key] = &__rt::keys::<{}>(&[", record.keys.len());
        self.out.list(&keys, &parts, "]);");
        self.out.close("}");
    }

    /// Where the value of each key goes.
    fn slot(&mut self, record: &Record<'_>) {
        self.out.open("fn slot(&mut self, key: usize) -> __rt::Target<'_> {");
        if record.keys.is_empty() {
            self.out.line("__rt::no_slot()");
            self.out.close("}");
            return;
        }
        self.out.open("match key {");
        for (index, run) in runs(record) {
            let last = index + run == record.keys.len();
            let pattern = match (last, run) {
                (true, _) => "_".to_owned(),
                (false, 1) => index.to_string(),
                (false, _) => format!("{index}..={}", index + run - 1),
            };
            match &record.keys[index] {
                Route::Cell(cell) => {
                    self.out.line(&format!("{pattern} => {},", target(record, &record.cells[*cell])));
                }
                Route::Member { member, key } => {
                    let key = match (run, index.cmp(key)) {
                        (1, _) => key.to_string(),
                        (_, std::cmp::Ordering::Equal) => "key".to_owned(),
                        (_, std::cmp::Ordering::Greater) => format!("key - {}", index - key),
                        (_, std::cmp::Ordering::Less) => format!("key + {}", key - index),
                    };
                    self.slot_of_member(&pattern, &record.members[*member], &key);
                }
                Route::Shared(shared) => self.slot_of_shared(record, &pattern, shared),
            }
        }
        self.out.close("}");
        self.out.close("}");
    }

    fn slot_of_member(&mut self, pattern: &str, member: &Member, key: &str) {
        let name = &member.name;
        if member.conditional {
            self.out.open(&format!("{pattern} => {{"));
            self.out.line(&format!("self.{name}.seen = true;"));
            self.out.line(&format!("__rt::Record::slot(&mut self.{name}.record, {key})"));
            self.out.close("}");
        } else {
            self.out.line(&format!("{pattern} => __rt::Record::slot(&mut self.{name}, {key}),"));
        }
    }

    fn slot_of_shared(&mut self, record: &Record<'_>, pattern: &str, shared: &Shared<'_>) {
        self.out.open(&format!("{pattern} => {{"));
        for recipient in &shared.recipients {
            let mut path = "self".to_owned();
            for MemberStep { name, conditional, .. } in &recipient.members {
                path.push_str(&format!(".{name}"));
                if *conditional {
                    self.out.line(&format!("{path}.touched = true;"));
                    path.push_str(".record");
                }
            }
        }
        self.out.line(&target(record, &shared.cell));
        self.out.close("}");
    }

    fn set_typename(&mut self, record: &Record<'_>) {
        if !record.keys.contains_key("__typename") {
            return;
        }
        self.out.open("fn set_typename(&mut self, typename: &str) {");
        for Cell { name, key, .. } in &record.cells {
            if *key == "__typename" {
                self.out.line(&format!(
                    "self.{name}.0 = ::core::option::Option::Some(::std::borrow::ToOwned::to_owned(typename));"
                ));
            }
        }
        for member in &record.members {
            if member.has_typename {
                let path = if member.conditional { ".record" } else { "" };
                self.out.line(&format!("__rt::Record::set_typename(&mut self.{}{path}, typename);", member.name));
            }
        }
        self.out.close("}");
    }
}

/// The values that several select.
pub(super) fn shared_keys<'a, 'p>(record: &'a Record<'p>) -> impl Iterator<Item = &'a Shared<'p>> {
    record.keys.values().filter_map(|route| match route {
        Route::Shared(shared) => Some(shared),
        Route::Cell(_) | Route::Member { .. } => None,
    })
}

/// The keys with what follows them to the same member: the index of the first, and how many there are.
fn runs(record: &Record<'_>) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (index, route) in record.keys.values().enumerate() {
        match (runs.last_mut(), route) {
            (Some((start, length)), Route::Member { member, key }) if matches!(record.keys[*start], Route::Member { member: of, key: first } if of == *member && first + *length == *key) =>
            {
                *length += 1;
            }
            _ => runs.push((index, 1)),
        }
    }
    runs
}

/// How the runtime reaches a cell.
fn target(record: &Record<'_>, cell: &Cell<'_>) -> String {
    let (target, _) = word(&cell.kind, &record.path.module);
    format!("__rt::target::{target}(&mut self.{})", cell.name)
}

/// The entry of a key in the table.
fn key(module: &Module, cell: &Cell<'_>) -> String {
    let (hint, _) = word(&cell.kind, module);
    let or_null = if cell.required { "" } else { ".or_null()" };
    let written = format!(",\"{}\":", cell.key);
    format!("&[__rt::Key::new({written:?}, __rt::hint::{hint}{or_null})]")
}
