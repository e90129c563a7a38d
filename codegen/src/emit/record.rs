//! Records: the code that decodes.

use super::Emitter;
use crate::plan::{Case, Decoding, Place, Record, Route, Target, Wraps};
use crate::program::{Field, Item, Output, Ref, Role, Struct, Wrap};

impl Emitter<'_> {
    /// The records of a type and its `Deserialize`.
    pub(super) fn decode(&mut self, ty: Ref, place: Place, name: &str) {
        let decoding = self.model.records.decoding(ty);
        for record in self.model.records.of(&Target::Type(ty)) {
            self.record(record);
        }
        self.kind_of_type(place, name, decoding);
        self.out.line(&format!("__rt::deserialize_kind!({name});"));
    }

    /// The joints of a module, and the records of runtime types that only joints need.
    pub(super) fn joints(&mut self, module: usize) {
        let records = &self.model.records;
        for number in records.joints_of(module) {
            let (joint, decoding) = (&records.joints[*number], &records.joint_decodings[*number]);
            let place = Place::Module(module);
            let name = format!("__joint{}", joint.number);
            let views: Vec<_> =
                joint.views.iter().map(|view| format!("pub {}", self.view_type(place, *view))).collect();
            self.out.line("");
            self.out.line("#[doc(hidden)]");
            self.out.line(&format!("pub struct {name}({});", views.join(", ")));
            self.kind_of_type(place, &name, decoding);
        }
        for index in 0..self.model.program.modules[module].types.len() {
            let ty = Ref::Local { module, index };
            let is_runtime = |structure: &Struct| !matches!(structure.role, Role::Own | Role::OwnConnection);
            if self.structure(ty).is_some_and(is_runtime) {
                records.of(&Target::Type(ty)).for_each(|record| self.record(record));
            }
        }
        for number in records.joints_of(module) {
            records.of(&Target::Joint(*number)).for_each(|record| self.record(record));
        }
    }

    fn view_type(&self, place: Place, (view, conditional): (Ref, bool)) -> String {
        let ty = self.type_path(place, view);
        if conditional { super::rust::option(&ty) } else { ty }
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
        let record = &self.model.records.all[record];
        self.model.path(from, self.record_place(record), &self.record_name(record))
    }

    fn record(&mut self, record: &Record) {
        let place = self.record_place(record);
        let name = self.record_name(record);
        self.out.line("");
        self.out.line("#[doc(hidden)]");
        self.out.line("#[derive(::core::default::Default)]");
        self.out.open(&format!("pub struct {name} {{"));
        for (slot, field) in record.slots.iter().enumerate() {
            let kind = self.kind(place, field, None);
            self.out.line(&format!("pub f{slot}: __rt::Cell<{kind}>,"));
        }
        for (member, inner) in record.members.iter().enumerate() {
            let ty = self.record_path(place, inner.record);
            let ty = if inner.conditional { format!("__rt::Conditional<{ty}>") } else { ty };
            self.out.line(&format!("pub m{member}: {ty},"));
        }
        for (index, route) in record.keys.values().enumerate() {
            if let Route::Shared { field, joint, .. } = route {
                let joint = joint.map(|joint| self.joint_path(place, joint));
                let kind = self.kind(place, field, joint);
                self.out.line(&format!("pub s{index}: __rt::Cell<{kind}>,"));
            }
        }
        self.out.close("}");
        self.out.line("");
        self.out.open(&format!("impl __rt::Record for {name} {{"));
        self.keys(record);
        self.slot(record);
        self.set_typename(record);
        self.out.close("}");
        self.out.line("");
        self.out.open(&format!("impl __rt::Finish for {name} {{"));
        let out = match record.target {
            Target::Type(ty) => self.type_path(place, ty),
            Target::Joint(joint) => self.joint_path(place, joint),
        };
        self.out.line(&format!("type Out = {out};"));
        self.finish(place, record);
        self.out.close("}");
    }

    fn joint_path(&self, from: Place, joint: usize) -> String {
        let joint = &self.model.records.joints[joint];
        self.model.path(from, Place::Module(joint.module), &format!("__joint{}", joint.number))
    }

    fn keys(&mut self, record: &Record) {
        self.out.open("fn keys(&self) -> &'static [(&'static str, __rt::Hint)] {");
        self.out.open("const {");
        self.out.open("&[");
        for (index, key) in record.keys.keys().enumerate() {
            self.out.line(&format!("({key:?}, {}),", super::rust::hint(&self.routed_field(record, index))));
        }
        self.out.close("]");
        self.out.close("}");
        self.out.close("}");
    }

    /// The field at the end of a route.
    fn routed_field(&self, record: &Record, key: usize) -> Field {
        match &record.keys[key] {
            Route::Slot(slot) => record.slots[*slot].clone(),
            Route::Member { member, key } => {
                self.routed_field(&self.model.records.all[record.members[*member].record], *key)
            }
            Route::Shared { field, .. } => field.clone(),
        }
    }

    fn slot(&mut self, record: &Record) {
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
            match &record.keys[index] {
                Route::Slot(slot) => {
                    let target = super::rust::target(&record.slots[*slot]);
                    self.out.line(&format!("{pattern} => __rt::Target::{target}(&mut self.f{slot}),"));
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
                        self.out.line(&format!("__rt::Record::slot(&mut self.m{member}.record, {argument})"));
                        self.out.close("}");
                    } else {
                        self.out.line(&format!("{pattern} => __rt::Record::slot(&mut self.m{member}, {argument}),"));
                    }
                }
                Route::Shared { field, takers, .. } => {
                    self.out.open(&format!("{pattern} => {{"));
                    for taker in takers {
                        let mut path = "self".to_owned();
                        for (member, conditional) in &taker.path {
                            path.push_str(&format!(".m{member}"));
                            if *conditional {
                                self.out.line(&format!("{path}.touched = true;"));
                                path.push_str(".record");
                            }
                        }
                    }
                    self.out.line(&format!("__rt::Target::{}(&mut self.s{index})", super::rust::target(field)));
                    self.out.close("}");
                }
            }
            index += run;
        }
        self.out.close("}");
        self.out.close("}");
    }

    /// Gives a value that several selected to each of them.
    fn hand_out(&mut self, place: Place, record: &Record, index: usize) {
        let Route::Shared { field, takers, joint } = &record.keys[index] else { return };
        // Where this record is a member itself, the record around it may have filled the slots already.
        self.out.open(&format!("if let ::core::option::Option::Some(value) = &self.s{index}.0 {{"));
        for taker in takers {
            let mut slot = "self".to_owned();
            let mut condition = None;
            let mut holder = record;
            for (member, conditional) in &taker.path {
                holder = &self.model.records.all[holder.members[*member].record];
                slot.push_str(&format!(".m{member}"));
                if *conditional {
                    condition = Some(slot.clone());
                    slot.push_str(".record");
                }
            }
            let taken = &holder.slots[taker.slot];
            let slot = format!("{slot}.f{}.0", taker.slot);
            match joint.map(|joint| self.model.records.joints[joint].views[taker.view].1) {
                Some(true) => {
                    self.out.line(&format!(
                        "{slot} = {};",
                        project_conditional(&field.wrap, taker.view, self.is_sealed(taken))
                    ));
                    if let (Some(condition), false) = (condition, taker.conditional) {
                        self.out.line(&format!("{condition}.absent |= {slot}.is_none();"));
                    }
                }
                Some(false) => self.out.line(&format!(
                    "{slot} = ::core::option::Option::Some({});",
                    project(&field.wrap, taker.view, self.is_sealed(taken))
                )),
                None if taken.output != field.output => {
                    let kind = self.kind(place, taken, None);
                    self.out.line(&format!(
                        "{slot} = ::core::option::Option::Some(__rt::reread::<{kind}>(value).ok_or({:?})?);",
                        field.key
                    ));
                }
                None => self
                    .out
                    .line(&format!("{slot} = ::core::option::Option::Some(::core::clone::Clone::clone(value));")),
            }
        }
        self.out.close("}");
    }

    fn is_sealed(&self, field: &Field) -> bool {
        matches!(field.output, Output::Composite(ty) if self.model.is_sealed(ty))
    }

    fn set_typename(&mut self, record: &Record) {
        if !record.keys.contains_key("__typename") {
            return;
        }
        self.out.open("fn set_typename(&mut self, typename: &str) {");
        for (slot, field) in record.slots.iter().enumerate() {
            if field.key == "__typename" {
                self.out.line(&format!(
                    "self.f{slot}.0 = ::core::option::Option::Some(::std::borrow::ToOwned::to_owned(typename));"
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
        let shared = record.keys.values().enumerate().filter_map(|(index, route)| match route {
            Route::Shared { .. } => Some(index),
            Route::Slot(_) | Route::Member { .. } => None,
        });
        let shared: Vec<_> = shared.collect();
        let mutable = if shared.is_empty() { "" } else { "mut " };
        self.out.open(&format!("fn finish({mutable}self) -> ::core::result::Result<Self::Out, &'static str> {{"));
        for index in &shared {
            self.hand_out(place, record, *index);
        }
        let mut pattern: Vec<String> = Vec::new();
        for (slot, field) in record.slots.iter().enumerate() {
            pattern.push(if required(field) {
                format!("f{slot}: __rt::Cell(::core::option::Option::Some(f{slot}))")
            } else {
                format!("f{slot}: __rt::Cell(f{slot})")
            });
        }
        pattern.extend((0..record.members.len()).map(|member| format!("m{member}")));
        if !shared.is_empty() {
            pattern.push("..".to_owned());
        }
        let pattern = format!("Self {{ {} }}", pattern.join(", "));
        let value = self.finished(place, record);
        if needed.is_empty() {
            self.out.line(&format!("let {pattern} = self;"));
            self.out.line(&format!("::core::result::Result::Ok({value})"));
        } else {
            let missing: Vec<_> =
                needed.iter().map(|(slot, field)| format!("(this.f{slot}.0.is_none(), {:?})", field.key)).collect();
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
                return wrap(format!("__rt::Finish::finish(m{member})?"));
            }
            let finished = format!("m{member}.finish({})?", inner.has_own_key);
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
            format!("{}::{}({value})", self.type_path(place, *ty), self.model.variants(*ty).of(variant.as_deref()))
        })
    }

    fn kind_of_type(&mut self, place: Place, name: &str, decoding: &Decoding) {
        let cases = &decoding.cases;
        self.out.line("");
        if let [(_, record, wraps)] = &cases[..]
            && wraps.is_empty()
        {
            self.out.line(&format!("__rt::object_kind!({name}, {});", self.record_path(place, *record)));
            return;
        }
        let types = cases.iter().filter_map(|(case, ..)| match case {
            Case::Type(name) => Some(format!("{name:?}")),
            Case::Any | Case::Rest => None,
        });
        let types: Vec<_> = types.collect();
        self.out.open(&format!("impl __rt::Kind for {name} {{"));
        self.out.line("type Out = Self;");
        self.out.line("const HINT: __rt::Hint = __rt::OBJECT;");
        self.out.open("fn make(event: __rt::Event<'_>) -> ::core::result::Result<Self, __rt::Fault> {");
        self.out.line(&format!("let (case, typename, fields) = __rt::typename(event, &[{}])?;", types.join(", ")));
        self.out.open("match case {");
        for (index, (_, record, wraps)) in cases.iter().enumerate() {
            let pattern = if index + 1 == cases.len() { "_".to_owned() } else { index.to_string() };
            let decode = format!("__rt::of_type::<{}>(&typename, fields)", self.record_path(place, *record));
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
    }
}

/// How many keys from here on go to one member, one after the other.
fn run_length(record: &Record, start: usize) -> usize {
    let Route::Member { member, key } = record.keys[start] else { return 1 };
    let follows = |(offset, route): &(usize, &Route)| matches!(route, Route::Member { member: other, key: next } if *other == member && *next == key + offset);
    record.keys[start..].values().enumerate().take_while(follows).count()
}

/// The part of a joint's value that one view takes.
fn project(wrap: &Wrap, view: usize, is_sealed: bool) -> String {
    match wrap {
        Wrap::Named { .. } if is_sealed => {
            format!("::stigg_graphql::operation::Sealed::new(::core::clone::Clone::clone(&value.{view}))")
        }
        Wrap::Named { .. } => format!("::core::clone::Clone::clone(&value.{view})"),
        Wrap::List { item, .. } if item.nullable() => {
            let item = project(item, view, is_sealed);
            format!("__rt::collect(value, |value| value.as_ref().map(|value| {item}))")
        }
        Wrap::List { item, .. } => format!("__rt::collect(value, |value| {})", project(item, view, is_sealed)),
    }
}

/// The same for a view that may be left out: `None` where it is.
fn project_conditional(wrap: &Wrap, view: usize, is_sealed: bool) -> String {
    match wrap {
        Wrap::Named { .. } => {
            let seal = if is_sealed { ".map(::stigg_graphql::operation::Sealed::new)" } else { "" };
            format!("::core::clone::Clone::clone(&value.{view}){seal}")
        }
        Wrap::List { item, .. } if item.nullable() => format!(
            "__rt::collect_all(value, |value| match value {{ ::core::option::Option::None => \
             ::core::option::Option::Some(::core::option::Option::None), ::core::option::Option::Some(value) => \
             {}.map(::core::option::Option::Some) }})",
            project_conditional(item, view, is_sealed)
        ),
        Wrap::List { item, .. } => {
            format!("__rt::collect_all(value, |value| {})", project_conditional(item, view, is_sealed))
        }
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
    format!("::stigg_graphql::paging::{ty} {{ {} }}", fields.join(", "))
}
