//! How a record makes its value from full cells.

use super::Emitter;
use super::decoding::in_variants;
use super::record::shared_keys;
use super::rust_type::SeenFrom;
use crate::plan::{
    Cell, MemberStep, Part, Recipient, Record, RecordValue, RuntimePart, RustType, Shared, Takes, Wrapping,
};

impl Emitter<'_> {
    /// Makes the value, once each cell has what it gets.
    pub(super) fn finish(&mut self, record: &Record<'_>) {
        let has_shared = shared_keys(record).next().is_some();
        let mutable = if has_shared { "mut " } else { "" };
        self.out.open(&format!("fn finish({mutable}self) -> ::core::result::Result<Self::Out, &'static str> {{"));
        for shared in shared_keys(record) {
            self.hand_out(record, shared);
        }
        let cells = record.cells.iter().map(|Cell { name, required, .. }| {
            if *required {
                format!("{name}: __rt::Cell(::core::option::Option::Some({name}))")
            } else {
                format!("{name}: __rt::Cell({name})")
            }
        });
        let members = record.members.iter().map(|member| member.name.clone());
        let rest = has_shared.then(|| "..".to_owned());
        let pattern: Vec<_> = cells.chain(members).chain(rest).collect();
        let pattern = format!("Self {{ {} }}", pattern.join(", "));
        let value = value(record);
        let required = record.cells.iter().filter(|cell| cell.required);
        let missing: Vec<_> =
            required.map(|cell| format!("(this.{}.0.is_none(), {:?})", cell.name, cell.key)).collect();
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
    fn hand_out(&mut self, record: &Record<'_>, shared: &Shared<'_>) {
        // Where this record is a member itself, the record around it may have filled the cells already.
        self.out.open(&format!("if let ::core::option::Option::Some(value) = &self.{}.0 {{", shared.cell.name));
        for Recipient { members, place, takes } in &shared.recipients {
            let mut path = "self".to_owned();
            let mut conditional_member = None;
            for MemberStep { name, conditional, .. } in members {
                path.push_str(&format!(".{name}"));
                if *conditional {
                    conditional_member = Some(path.clone());
                    path.push_str(".record");
                }
            }
            let cell = format!("{path}.{}.0", place.name);
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

/// The value that full cells make.
fn value(record: &Record<'_>) -> String {
    let module = &record.path.module;
    let member = |number: usize| {
        let member = &record.members[number];
        if !member.conditional {
            return in_variants(module, &member.variants, format!("__rt::Finish::finish({})?", member.name));
        }
        let finished = format!("{}.finish({})?", member.name, member.has_own_key);
        if member.variants.is_empty() {
            finished
        } else {
            format!("{finished}.map(|value| {})", in_variants(module, &member.variants, "value".to_owned()))
        }
    };
    match &record.value {
        RecordValue::Merged => {
            let views: Vec<_> = (0..record.members.len()).map(member).collect();
            format!("{}({})", record.out.seen_from(module), views.join(", "))
        }
        RecordValue::Struct(fields) => {
            let fields = fields.iter().map(|(name, part)| match part {
                Part::Cell(_) => name.clone(),
                Part::Member(number) => format!("{name}: {}", member(*number)),
            });
            let fields: Vec<_> = fields.collect();
            format!("{} {{ {} }}", record.out.seen_from(module), fields.join(", "))
        }
        RecordValue::Runtime(fields) => {
            let fields = fields.iter().map(|(name, part)| format!("{name}: {}", runtime_part(record, *part)));
            let fields: Vec<_> = fields.collect();
            format!("{} {{ {} }}", runtime_struct(&record.out), fields.join(", "))
        }
    }
}

/// A type of the runtime where a value of it is made.
fn runtime_struct(ty: &RustType) -> &'static str {
    match ty {
        RustType::Connection(_) => "::stigg_graphql::Connection",
        RustType::Edge(_) => "::stigg_graphql::paging::Edge",
        RustType::PageInfo => "::stigg_graphql::paging::PageInfo",
        other => panic!("the runtime has no struct for {other:?}, and a plan makes none"),
    }
}

fn runtime_part(record: &Record<'_>, part: RuntimePart) -> String {
    let name = |cell: usize| &record.cells[cell].name;
    match part {
        RuntimePart::Absent => "::stigg_graphql::Maybe::Absent".to_owned(),
        RuntimePart::Node { cell } => name(cell).clone(),
        RuntimePart::Nullable { cell } => {
            format!("{}.map_or(::stigg_graphql::Maybe::Null, ::stigg_graphql::Maybe::Value)", name(cell))
        }
        RuntimePart::NonNull { cell } => format!("::stigg_graphql::Maybe::Value({})", name(cell)),
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
