//! Records: the code that decodes.

use super::Emitter;
use super::rust_type::SeenFrom;
use crate::plan::{Expected, Hint, MemberStep, Record, Route, Shared, Target};

impl Emitter<'_> {
    pub(super) fn record(&mut self, record: &Record<'_>) {
        let (module, name) = (&record.path.module, &record.path.name);
        self.record_definition(record);
        self.out.line("");
        self.out.open(&format!("impl __rt::Record for {name} {{"));
        self.keys(record);
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
        for (number, cell) in record.cells.iter().enumerate() {
            self.out.line(&format!("pub f{number}: __rt::Cell<{}>,", cell.ty.seen_from(module)));
        }
        for (number, member) in record.members.iter().enumerate() {
            let ty = member.record.seen_from(module);
            self.out.line(&if member.conditional {
                format!("pub m{number}: __rt::Conditional<{ty}>,")
            } else {
                format!("pub m{number}: {ty},")
            });
        }
        for (key, shared) in shared_keys(record) {
            self.out.line(&format!("pub s{key}: __rt::Cell<{}>,", shared.cell.ty.seen_from(module)));
        }
        self.out.close("}");
    }

    fn keys(&mut self, record: &Record<'_>) {
        self.out.open("fn keys(&self) -> &'static [(&'static str, __rt::Hint)] {");
        self.out.open("const {");
        self.out.open("&[");
        for (name, key) in &record.keys {
            self.out.line(&format!("({name:?}, {}),", hint(key.hint)));
        }
        self.out.close("]");
        self.out.close("}");
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
        let mut index = 0;
        while index < record.keys.len() {
            let run = run_length(record, index);
            let last = index + run == record.keys.len();
            let pattern = match (last, run) {
                (true, _) => "_".to_owned(),
                (false, 1) => index.to_string(),
                (false, _) => format!("{index}..={}", index + run - 1),
            };
            match &record.keys[index].route {
                Route::Cell(cell) => {
                    let target = target(record.cells[*cell].target);
                    self.out.line(&format!("{pattern} => __rt::Target::{target}(&mut self.f{cell}),"));
                }
                Route::Member { member, key } => {
                    let key = match (run, index.cmp(key)) {
                        (1, _) => key.to_string(),
                        (_, std::cmp::Ordering::Equal) => "key".to_owned(),
                        (_, std::cmp::Ordering::Greater) => format!("key - {}", index - key),
                        (_, std::cmp::Ordering::Less) => format!("key + {}", key - index),
                    };
                    self.slot_of_member(&pattern, *member, record.members[*member].conditional, &key);
                }
                Route::Shared(shared) => self.slot_of_shared(&pattern, index, shared),
            }
            index += run;
        }
        self.out.close("}");
        self.out.close("}");
    }

    fn slot_of_member(&mut self, pattern: &str, member: usize, conditional: bool, key: &str) {
        if conditional {
            self.out.open(&format!("{pattern} => {{"));
            self.out.line(&format!("self.m{member}.seen = true;"));
            self.out.line(&format!("__rt::Record::slot(&mut self.m{member}.record, {key})"));
            self.out.close("}");
        } else {
            self.out.line(&format!("{pattern} => __rt::Record::slot(&mut self.m{member}, {key}),"));
        }
    }

    fn slot_of_shared(&mut self, pattern: &str, index: usize, shared: &Shared<'_>) {
        self.out.open(&format!("{pattern} => {{"));
        for recipient in &shared.recipients {
            let mut path = "self".to_owned();
            for MemberStep { member, conditional } in &recipient.members {
                path.push_str(&format!(".m{member}"));
                if *conditional {
                    self.out.line(&format!("{path}.touched = true;"));
                    path.push_str(".record");
                }
            }
        }
        self.out.line(&format!("__rt::Target::{}(&mut self.s{index})", target(shared.cell.target)));
        self.out.close("}");
    }

    fn set_typename(&mut self, record: &Record<'_>) {
        if !record.keys.contains_key("__typename") {
            return;
        }
        self.out.open("fn set_typename(&mut self, typename: &str) {");
        for (number, cell) in record.cells.iter().enumerate() {
            if cell.key == "__typename" {
                self.out.line(&format!(
                    "self.f{number}.0 = ::core::option::Option::Some(::std::borrow::ToOwned::to_owned(typename));"
                ));
            }
        }
        for (number, member) in record.members.iter().enumerate() {
            if member.has_typename {
                let path = if member.conditional { ".record" } else { "" };
                self.out.line(&format!("__rt::Record::set_typename(&mut self.m{number}{path}, typename);"));
            }
        }
        self.out.close("}");
    }
}

/// The keys that several select, by number.
pub(super) fn shared_keys<'a>(record: &'a Record<'_>) -> impl Iterator<Item = (usize, &'a Shared<'a>)> {
    record.keys.values().enumerate().filter_map(|(index, key)| match &key.route {
        Route::Shared(shared) => Some((index, shared)),
        Route::Cell(_) | Route::Member { .. } => None,
    })
}

/// How many keys from here on go to one member, one after the other.
fn run_length(record: &Record<'_>, start: usize) -> usize {
    let Route::Member { member, key } = record.keys[start].route else { return 1 };
    let routes = record.keys[start..].values().map(|key| &key.route).enumerate();
    let follows = |(offset, route): &(usize, &Route<'_>)| matches!(route, Route::Member { member: other, key: next } if *other == member && *next == key + offset);
    routes.take_while(follows).count()
}

fn hint(hint: Hint) -> String {
    let expected = match hint.expected {
        Expected::List => "LIST",
        Expected::Object => "OBJECT",
        Expected::Id => "ID",
        Expected::Int => "INT",
        Expected::Float => "FLOAT",
        Expected::Boolean => "BOOLEAN",
        Expected::Text => "TEXT",
        Expected::Any => "ANY",
    };
    let or_null = if hint.or_null { ".or_null()" } else { "" };
    format!("__rt::{expected}{or_null}")
}

fn target(target: Target) -> &'static str {
    match target {
        Target::Id => "Id",
        Target::Int => "Int",
        Target::Float => "Float",
        Target::Boolean => "Boolean",
        Target::Text => "Text",
        Target::Other => "Other",
    }
}
