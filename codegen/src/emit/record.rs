//! Records: the code that decodes.

use super::Emitter;
use super::decoding::in_variants;
use super::rust_type::SeenFrom;
use crate::plan::{
    Expected, Hint, MemberStep, Part, Recipient, Record, Route, RuntimePart, RustType, Shared, Takes, Target, Value,
    Wrapping,
};

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
        for (key, shared) in shared(record) {
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

    /// Makes the value, once each cell has what it gets.
    fn finish(&mut self, record: &Record<'_>) {
        let has_shared = shared(record).next().is_some();
        let mutable = if has_shared { "mut " } else { "" };
        self.out.open(&format!("fn finish({mutable}self) -> ::core::result::Result<Self::Out, &'static str> {{"));
        for (index, shared) in shared(record) {
            self.hand_out(record, index, shared);
        }
        let cells = record.cells.iter().enumerate().map(|(number, cell)| {
            if cell.required {
                format!("f{number}: __rt::Cell(::core::option::Option::Some(f{number}))")
            } else {
                format!("f{number}: __rt::Cell(f{number})")
            }
        });
        let members = (0..record.members.len()).map(|number| format!("m{number}"));
        let rest = has_shared.then(|| "..".to_owned());
        let pattern: Vec<_> = cells.chain(members).chain(rest).collect();
        let pattern = format!("Self {{ {} }}", pattern.join(", "));
        let value = value(record);
        let required = record.cells.iter().enumerate().filter(|(_, cell)| cell.required);
        let missing: Vec<_> =
            required.map(|(number, cell)| format!("(this.f{number}.0.is_none(), {:?})", cell.key)).collect();
        if missing.is_empty() {
            self.out.line(&format!("let {pattern} = self;"));
            self.out.line(&format!("::core::result::Result::Ok({value})"));
        } else {
            self.out.open("match self {");
            self.out.line(&format!("{pattern} => ::core::result::Result::Ok({value}),"));
            self.out.line(&format!("this => ::core::result::Result::Err(__rt::missing(&[{}])),", missing.join(", ")));
            self.out.close("}");
        }
        self.out.close("}");
    }

    /// Gives a value that several selected to each of them.
    fn hand_out(&mut self, record: &Record<'_>, index: usize, shared: &Shared<'_>) {
        // Where this record is a member itself, the record around it may have filled the cells already.
        self.out.open(&format!("if let ::core::option::Option::Some(value) = &self.s{index}.0 {{"));
        for Recipient { members, cell, takes } in &shared.recipients {
            let mut path = "self".to_owned();
            let mut conditional_member = None;
            for MemberStep { member, conditional } in members {
                path.push_str(&format!(".m{member}"));
                if *conditional {
                    conditional_member = Some(path.clone());
                    path.push_str(".record");
                }
            }
            let cell = format!("{path}.f{cell}.0");
            let taken = match takes {
                Takes::Copy => "::core::option::Option::Some(::core::clone::Clone::clone(value))".to_owned(),
                Takes::Reread(ty) => format!(
                    "::core::option::Option::Some(__rt::reread::<{}>(value).ok_or({:?})?)",
                    ty.seen_from(&record.path.module),
                    shared.cell.key
                ),
                Takes::View { view, wrapping, sealed, optional: true, .. } => optional_view(wrapping, *view, *sealed),
                Takes::View { view, wrapping, sealed, optional: false, .. } => {
                    format!("::core::option::Option::Some({})", self::view(wrapping, *view, *sealed))
                }
            };
            self.out.line(&format!("{cell} = {taken};"));
            if let (Some(member), Takes::View { optional: true, decides_absence: true, .. }) =
                (conditional_member, takes)
            {
                self.out.line(&format!("{member}.absent |= {cell}.is_none();"));
            }
        }
        self.out.close("}");
    }
}

/// The keys that several select, by number.
fn shared<'a>(record: &'a Record<'_>) -> impl Iterator<Item = (usize, &'a Shared<'a>)> {
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

/// The value that full cells make.
fn value(record: &Record<'_>) -> String {
    let module = &record.path.module;
    let member = |number: usize| {
        let member = &record.members[number];
        if !member.conditional {
            return in_variants(module, &member.variants, format!("__rt::Finish::finish(m{number})?"));
        }
        let finished = format!("m{number}.finish({})?", member.has_own_key);
        if member.variants.is_empty() {
            finished
        } else {
            format!("{finished}.map(|value| {})", in_variants(module, &member.variants, "value".to_owned()))
        }
    };
    match &record.value {
        Value::Merged => {
            let views: Vec<_> = (0..record.members.len()).map(member).collect();
            format!("{}({})", record.out.seen_from(module), views.join(", "))
        }
        Value::Struct(fields) => {
            let fields = fields.iter().map(|(name, part)| match part {
                Part::Cell(number) => format!("{name}: f{number}"),
                Part::Member(number) => format!("{name}: {}", member(*number)),
            });
            let fields: Vec<_> = fields.collect();
            format!("{} {{ {} }}", record.out.seen_from(module), fields.join(", "))
        }
        Value::Runtime(fields) => {
            let fields = fields.iter().map(|(name, part)| format!("{name}: {}", runtime_part(*part)));
            let fields: Vec<_> = fields.collect();
            format!("{} {{ {} }}", runtime_struct(&record.out), fields.join(", "))
        }
    }
}

/// A type of the runtime where a value of it is made.
fn runtime_struct(ty: &RustType) -> &'static str {
    match ty {
        RustType::Connection(_) => "::stigg_graphql::paging::Connection",
        RustType::Edge(_) => "::stigg_graphql::paging::Edge",
        RustType::PageInfo => "::stigg_graphql::paging::PageInfo",
        other => panic!("the runtime has no struct for {other:?}, and a plan makes none"),
    }
}

fn runtime_part(part: RuntimePart) -> String {
    match part {
        RuntimePart::Absent => "::stigg_graphql::Maybe::Absent".to_owned(),
        RuntimePart::Node { cell } => format!("f{cell}"),
        RuntimePart::Nullable { cell } => {
            format!("f{cell}.map_or(::stigg_graphql::Maybe::Null, ::stigg_graphql::Maybe::Value)")
        }
        RuntimePart::NonNull { cell } => format!("::stigg_graphql::Maybe::Value(f{cell})"),
    }
}

/// The part of a merged object that one view is.
fn view(wrapping: &Wrapping, view: usize, sealed: bool) -> String {
    match wrapping {
        Wrapping::Named { .. } if sealed => {
            format!("::stigg_graphql::operation::Sealed::new(::core::clone::Clone::clone(&value.{view}))")
        }
        Wrapping::Named { .. } => format!("::core::clone::Clone::clone(&value.{view})"),
        Wrapping::List { item, .. } if item.is_nullable() => {
            let item = self::view(item, view, sealed);
            format!("__rt::collect(value, |value| value.as_ref().map(|value| {item}))")
        }
        Wrapping::List { item, .. } => format!("__rt::collect(value, |value| {})", self::view(item, view, sealed)),
    }
}

/// The same for a view that may be left out: `None` where it is.
fn optional_view(wrapping: &Wrapping, view: usize, sealed: bool) -> String {
    match wrapping {
        Wrapping::Named { .. } => {
            let seal = if sealed { ".map(::stigg_graphql::operation::Sealed::new)" } else { "" };
            format!("::core::clone::Clone::clone(&value.{view}){seal}")
        }
        Wrapping::List { item, .. } if item.is_nullable() => format!(
            "__rt::collect_all(value, |value| match value {{ ::core::option::Option::None => \
             ::core::option::Option::Some(::core::option::Option::None), ::core::option::Option::Some(value) => \
             {}.map(::core::option::Option::Some) }})",
            optional_view(item, view, sealed)
        ),
        Wrapping::List { item, .. } => {
            format!("__rt::collect_all(value, |value| {})", optional_view(item, view, sealed))
        }
    }
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
