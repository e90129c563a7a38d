//! Records: the code that decodes.

use super::Emitter;
use crate::names;
use crate::plan::{Case, Decoding, Place, Record, Route, Taker, Target, Wraps};
use crate::program::{Field, Item, Ref, Role, Shape, Wrap};

impl Emitter<'_> {
    /// The records of a type and its `Deserialize`.
    pub(super) fn decode(&mut self, ty: Ref, place: Place, name: &str) {
        let decoding = self.model.records.decoding(ty);
        for (number, record) in self.model.records.records.iter().enumerate() {
            if record.target == Target::Type(ty) {
                self.record(number, record);
            }
        }
        self.deserialize(place, name, decoding);
    }

    /// The joints of a module, and the records of runtime types that only joints need.
    pub(super) fn joints(&mut self, module: usize) {
        let records = &self.model.records;
        for (joint, decoding) in records.joints.iter().zip(&records.joint_decodings) {
            if joint.module != module {
                continue;
            }
            let place = Place::Module(module);
            let name = format!("__joint{}", joint.number);
            let views: Vec<_> =
                joint.views.iter().map(|view| format!("pub {}", self.type_path(place, *view))).collect();
            self.out.line("");
            self.out.line("#[doc(hidden)]");
            self.out.line(&format!("pub struct {name}({});", views.join(", ")));
            self.deserialize(place, &name, decoding);
        }
        for (number, record) in records.records.iter().enumerate() {
            let here = match record.target {
                Target::Joint(joint) => records.joints[joint].module == module,
                Target::Type(ty) => {
                    let is_runtime = self
                        .structure(ty)
                        .is_some_and(|structure| !matches!(structure.role, Role::Own | Role::OwnConnection));
                    is_runtime && matches!(ty, Ref::Local { module: own, .. } if own == module)
                }
            };
            if here {
                self.record(number, record);
            }
        }
    }

    fn record_place(&self, record: &Record) -> Place {
        match record.target {
            Target::Joint(joint) => Place::Module(self.model.records.joints[joint].module),
            Target::Type(ty) => match (ty, self.structure(ty)) {
                (Ref::Local { module, .. }, Some(structure))
                    if !matches!(structure.role, Role::Own | Role::OwnConnection) =>
                {
                    Place::Module(module)
                }
                _ => self.model.place(ty),
            },
        }
    }

    fn record_name(&self, record: &Record) -> String {
        let base = match record.target {
            Target::Type(ty) => self.model.type_name(ty).to_owned(),
            Target::Joint(joint) => format!("joint{}", self.model.records.joints[joint].number),
        };
        match &record.case {
            Case::Any => format!("__{base}Record"),
            Case::Type(name) => format!("__{base}_{name}"),
            Case::Rest => format!("__{base}_"),
        }
    }

    fn record_path(&self, from: Place, record: usize) -> String {
        let record = &self.model.records.records[record];
        self.model.path(from, self.record_place(record), &self.record_name(record))
    }

    fn record(&mut self, number: usize, record: &Record) {
        let place = self.record_place(record);
        let name = self.record_name(record);
        self.out.line("");
        self.out.line("#[doc(hidden)]");
        self.out.line("#[derive(::core::default::Default)]");
        self.out.open(&format!("pub struct {name} {{"));
        for (slot, field) in record.slots.iter().enumerate() {
            let ty = self.slot_type(place, field);
            self.out.line(&format!("pub f{slot}: {ty},"));
        }
        for (member, inner) in record.members.iter().enumerate() {
            let ty = self.record_path(place, inner.record);
            let ty = if inner.conditional { format!("__rt::Conditional<{ty}>") } else { ty };
            self.out.line(&format!("pub m{member}: {ty},"));
        }
        self.out.close("}");
        self.out.line("");
        self.out.open(&format!("impl __rt::Record for {name} {{"));
        let out = match record.target {
            Target::Type(ty) => self.type_path(place, ty),
            Target::Joint(joint) => format!("__joint{}", self.model.records.joints[joint].number),
        };
        self.out.line(&format!("type Out = {out};"));
        let keys: Vec<_> = record.keys.iter().map(|(key, _)| format!("{key:?}")).collect();
        self.out.line(&format!("const KEYS: &'static [&'static str] = &[{}];", keys.join(", ")));
        self.take(place, record);
        self.set_typename(record);
        self.finish(place, record);
        self.out.close("}");
        debug_assert!(number < self.model.records.records.len());
    }

    fn take(&mut self, place: Place, record: &Record) {
        self.out.open("fn take<'de, __A: __rt::MapAccess<'de>>(&mut self, key: usize, map: &mut __A) -> ::core::result::Result<(), __A::Error> {");
        if record.keys.is_empty() {
            self.out.line("::core::result::Result::Ok(())");
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
            match &record.keys[index].1 {
                Route::Slot(slot) => {
                    let fill = self.fill(place, &record.slots[*slot], &format!("&mut self.f{slot}"));
                    self.out.line(&format!("{pattern} => {fill},"));
                }
                Route::Member { member, key } => {
                    let argument = match (run, index.cmp(key)) {
                        (1, _) => key.to_string(),
                        (_, std::cmp::Ordering::Equal) => "key".to_owned(),
                        (_, std::cmp::Ordering::Greater) => format!("key - {}", index - key),
                        (_, std::cmp::Ordering::Less) => format!("key + {}", key - index),
                    };
                    if record.members[*member].conditional {
                        self.out.open(&format!("{pattern} => {{"));
                        self.out.line(&format!("self.m{member}.seen = true;"));
                        self.out.line(&format!("__rt::Record::take(&mut self.m{member}.record, {argument}, map)"));
                        self.out.close("}");
                    } else {
                        self.out
                            .line(&format!("{pattern} => __rt::Record::take(&mut self.m{member}, {argument}, map),"));
                    }
                }
                Route::Shared { field, takers, joint } => {
                    self.out.open(&format!("{pattern} => {{"));
                    self.shared(place, field, takers, *joint);
                    self.out.line("::core::result::Result::Ok(())");
                    self.out.close("}");
                }
            }
            index += run;
        }
        self.out.close("}");
        self.out.close("}");
    }

    fn fill(&self, place: Place, field: &Field, slot: &str) -> String {
        let codec = self.codec(place, field, None);
        let fill = if field.wrap.nullable() || field.conditional { "fill_nullable" } else { "fill" };
        format!("__rt::{fill}::<{codec}, __A>(map, {slot})")
    }

    /// Decodes the value once and gives it to everyone who selected it.
    fn shared(&mut self, place: Place, field: &Field, takers: &[Taker], joint: Option<usize>) {
        let base = joint.map(|joint| {
            let joint = &self.model.records.joints[joint];
            let name = format!("__joint{}", joint.number);
            format!("__rt::Plain<{}>", self.model.path(place, Place::Module(joint.module), &name))
        });
        let codec = self.codec(place, field, base);
        let fill = if field.wrap.nullable() || field.conditional { "fill_nullable" } else { "fill" };
        self.out.line("let mut value = ::core::option::Option::None;");
        self.out.line(&format!("__rt::{fill}::<{codec}, __A>(map, &mut value)?;"));
        for taker in takers {
            let mut slot = "self".to_owned();
            for (member, conditional) in &taker.path {
                slot.push_str(&format!(".m{member}"));
                if *conditional {
                    self.out.line(&format!("{slot}.touched = true;"));
                    slot.push_str(".record");
                }
            }
            let part = match joint {
                Some(_) => format!("value.as_ref().map(|value| {})", project(&field.wrap, taker.view)),
                None => "::core::clone::Clone::clone(&value)".to_owned(),
            };
            self.out.line(&format!("{slot}.f{} = {part};", taker.slot));
        }
    }

    fn set_typename(&mut self, record: &Record) {
        if !record.keys.iter().any(|(key, _)| key == "__typename") {
            return;
        }
        self.out.open("fn set_typename(&mut self, typename: &str) {");
        for (slot, field) in record.slots.iter().enumerate() {
            if field.key == "__typename" {
                self.out.line(&format!(
                    "self.f{slot} = ::core::option::Option::Some(::std::borrow::ToOwned::to_owned(typename));"
                ));
            }
        }
        for (member, inner) in record.members.iter().enumerate() {
            if self.model.records.has_key(inner.record, "__typename") {
                let path = if inner.conditional { ".record" } else { "" };
                self.out.line(&format!("__rt::Record::set_typename(&mut self.m{member}{path}, typename);"));
            }
        }
        self.out.close("}");
    }

    fn finish(&mut self, place: Place, record: &Record) {
        let required = |field: &Field| !field.wrap.nullable() && !field.conditional;
        let needed: Vec<_> = record.slots.iter().enumerate().filter(|(_, field)| required(field)).collect();
        self.out.open("fn finish(self) -> ::core::result::Result<Self::Out, &'static str> {");
        let mut pattern: Vec<String> = Vec::new();
        for (slot, field) in record.slots.iter().enumerate() {
            pattern.push(if required(field) {
                format!("f{slot}: ::core::option::Option::Some(f{slot})")
            } else {
                format!("f{slot}")
            });
        }
        pattern.extend((0..record.members.len()).map(|member| format!("m{member}")));
        let pattern = format!("Self {{ {} }}", pattern.join(", "));
        let value = self.finished(place, record);
        if needed.is_empty() {
            self.out.line(&format!("let {pattern} = self;"));
            self.out.line(&format!("::core::result::Result::Ok({value})"));
        } else {
            let missing: Vec<_> =
                needed.iter().map(|(slot, field)| format!("(this.f{slot}.is_none(), {:?})", field.key)).collect();
            self.out.open("match self {");
            self.out.line(&format!("{pattern} => ::core::result::Result::Ok({value}),"));
            self.out.line(&format!("this => ::core::result::Result::Err(__rt::missing(&[{}])),", missing.join(", ")));
            self.out.close("}");
        }
        self.out.close("}");
    }

    /// The value that full slots make.
    fn finished(&self, place: Place, record: &Record) -> String {
        let member = |member: usize| {
            let inner = &record.members[member];
            let wrap = |value: String| self.wrapped(place, &inner.wraps, value);
            if !inner.conditional {
                return wrap(format!("__rt::Record::finish(m{member})?"));
            }
            let finished = format!("m{member}.finish({})?", inner.has_own_keys);
            if inner.wraps.is_empty() {
                finished
            } else {
                format!("{finished}.map(|value| {})", wrap("value".to_owned()))
            }
        };
        let ty = match record.target {
            Target::Joint(joint) => {
                let views: Vec<_> = (0..record.members.len()).map(member).collect();
                return format!("__joint{}({})", self.model.records.joints[joint].number, views.join(", "));
            }
            Target::Type(ty) => ty,
        };
        let Some(structure) = self.structure(ty) else { return String::new() };
        if let Role::Connection | Role::Edge | Role::PageInfo = structure.role {
            return runtime_value(structure.role, &record.slots);
        }
        let (mut slot, mut next_member) = (0, 0);
        let fields = structure.items.iter().zip(self.model.item_names(structure)).map(|(item, rust)| match item {
            Item::Field(_) => {
                slot += 1;
                format!("{rust}: f{}", slot - 1)
            }
            Item::Member(_) => {
                next_member += 1;
                format!("{rust}: {}", member(next_member - 1))
            }
        });
        let fields: Vec<_> = fields.collect();
        format!(
            "{} {{ {} }}",
            self.model.path(place, self.model.place(ty), self.model.type_name(ty)),
            fields.join(", ")
        )
    }

    /// A struct inside of the enums it is a variant of.
    fn wrapped(&self, place: Place, wraps: &Wraps, value: String) -> String {
        wraps.iter().rev().fold(value, |value, (ty, variant)| {
            format!("{}::{}({value})", self.type_path(place, *ty), self.variant(*ty, variant.as_deref()))
        })
    }

    /// The Rust name of a variant.
    fn variant(&self, ty: Ref, variant: Option<&str>) -> String {
        let Shape::Enum(variants) = &self.model.program.resolve(ty).1.shape else { return String::new() };
        let names = names::distinct(variants.variants.iter().map(|(name, _)| name.as_str()), names::type_name);
        match variant {
            Some(variant) => names[variant].clone(),
            None => names::free("Other", names.values()),
        }
    }

    fn deserialize(&mut self, place: Place, name: &str, decoding: &Decoding) {
        let cases = &decoding.cases;
        self.out.line("");
        if let [(_, record, wraps)] = &cases[..]
            && wraps.is_empty()
        {
            self.out.line(&format!("__rt::deserialize_object!({name}, {});", self.record_path(place, *record)));
            return;
        }
        self.out.open(&format!("impl __rt::Abstract for {name} {{"));
        let types = cases.iter().filter_map(|(case, ..)| match case {
            Case::Type(name) => Some(format!("{name:?}")),
            Case::Any | Case::Rest => None,
        });
        let types: Vec<_> = types.collect();
        self.out.line(&format!("const TYPES: &'static [&'static str] = &[{}];", types.join(", ")));
        self.out.open("fn decode<'de, __A: __rt::MapAccess<'de>>(case: usize, typename: &str, map: __A) -> ::core::result::Result<Self, __A::Error> {");
        self.out.open("match case {");
        for (index, (_, record, wraps)) in cases.iter().enumerate() {
            let pattern = if index + 1 == cases.len() { "_".to_owned() } else { index.to_string() };
            let decode = format!("__rt::of_type::<{}, __A>(typename, map)", self.record_path(place, *record));
            let decode = if wraps.is_empty() {
                decode
            } else {
                format!("{decode}.map(|value| {})", self.wrapped(place, wraps, "value".to_owned()))
            };
            self.out.line(&format!("{pattern} => {decode},"));
        }
        self.out.close("}");
        self.out.close("}");
        self.out.close("}");
        self.out.line(&format!("__rt::deserialize_abstract!({name});"));
    }
}

/// How many keys from here on go to one member, one after the other.
fn run_length(record: &Record, start: usize) -> usize {
    let Route::Member { member, key } = record.keys[start].1 else { return 1 };
    let follows = |(offset, (_, route)): &(usize, &(String, Route))| matches!(route, Route::Member { member: other, key: next } if *other == member && *next == key + offset);
    record.keys[start..].iter().enumerate().take_while(follows).count()
}

/// The part of a joint's value that one view takes.
fn project(wrap: &Wrap, view: usize) -> String {
    match wrap {
        Wrap::Named { .. } => format!("::core::clone::Clone::clone(&value.{view})"),
        Wrap::List { item, .. } if item.nullable() => {
            format!("__rt::collect(value, |value| value.as_ref().map(|value| {}))", project(item, view))
        }
        Wrap::List { item, .. } => format!("__rt::collect(value, |value| {})", project(item, view)),
    }
}

/// The runtime's connection, edge or page info from full slots.
fn runtime_value(role: Role, slots: &[Field]) -> String {
    let (ty, fields): (_, &[(&str, &str)]) = match role {
        Role::Connection => (
            "Connection",
            &[("edges", "edges"), ("nodes", "nodes"), ("page_info", "pageInfo"), ("total_count", "totalCount")],
        ),
        Role::Edge => ("Edge", &[("cursor", "cursor"), ("node", "node")]),
        _ => (
            "PageInfo",
            &[
                ("has_next_page", "hasNextPage"),
                ("has_previous_page", "hasPreviousPage"),
                ("start_cursor", "startCursor"),
                ("end_cursor", "endCursor"),
            ],
        ),
    };
    let fields = fields.iter().map(|(rust, key)| {
        let slot = slots.iter().position(|field| field.key == *key);
        let value = match slot {
            None => "::stigg_graphql::Maybe::Absent".to_owned(),
            Some(slot) if *key == "node" => format!("f{slot}"),
            Some(slot) if slots[slot].wrap.nullable() => {
                format!("f{slot}.map_or(::stigg_graphql::Maybe::Null, ::stigg_graphql::Maybe::Value)")
            }
            Some(slot) => format!("::stigg_graphql::Maybe::Value(f{slot})"),
        };
        format!("{rust}: {value}")
    });
    let fields: Vec<_> = fields.collect();
    format!("::stigg_graphql::{ty} {{ {} }}", fields.join(", "))
}
