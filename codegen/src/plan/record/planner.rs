//! Plans the records of all types of a program.

use std::collections::{BTreeSet, HashMap};

use indexmap::IndexMap;

use super::case::{Case, Cases};
use super::cell::{Expected, Hint};
use super::records::Records;
use super::shared::Merged;
use super::{DecodedAs, Decoding, Key, Member, MergedObject, Part, Record, Route, RuntimePart, Value};
use crate::ir::{Field, Item, Role, Struct, TypeId};
use crate::plan::paging::PAGE_INFO;
use crate::plan::rust_type::{Path, RustType};
use crate::plan::types::Types;

pub(in crate::plan) fn plan<'p>(types: &Types<'p>) -> Records<'p> {
    let mut planner = Planner {
        types,
        drafts: Vec::new(),
        known: HashMap::new(),
        merged: Vec::new(),
        known_merged: HashMap::new(),
        cases: Cases::default(),
    };
    let mut records = Records::default();
    for (ty, _) in types.program.types() {
        if let TypeId::Local { module, .. } = ty
            && types.is_generated(ty)
        {
            planner.decoding(ty, module, &mut records);
        }
    }
    // Planning a merged object may find further ones below it.
    let mut next = 0;
    while let Some(merged) = planner.merged.get(next).cloned() {
        let object = planner.merged_object(next, &merged);
        records.merged.entry(merged.module).or_default().push(object);
        next += 1;
    }
    for Draft { subject, record, .. } in planner.drafts {
        match subject {
            Subject::Type(ty) => records.of_types.entry(ty).or_default().push(record),
            Subject::Merged(number) => records.of_merged.entry(number).or_default().push(record),
        }
    }
    records
}

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
    subject: Subject,
    pub(super) record: Record<'p>,
    /// Of its cells.
    pub(super) fields: Vec<&'p Field>,
    /// The records of its members, by number.
    pub(super) members: Vec<usize>,
}

pub(super) struct Planner<'t, 'p> {
    pub(super) types: &'t Types<'p>,
    pub(super) drafts: Vec<Draft<'p>>,
    known: HashMap<(Subject, Case), usize>,
    pub(super) merged: Vec<Merged>,
    pub(super) known_merged: HashMap<(usize, Vec<(TypeId, bool)>), usize>,
    cases: Cases,
}

/// The fields and members of a record, in the order of its keys.
#[derive(Default)]
struct Parts<'p> {
    fields: Vec<&'p Field>,
    /// Each with whether `@skip` or `@include` may leave it out.
    members: Vec<(TypeId, bool)>,
    order: Vec<Part>,
}

impl<'p> Planner<'_, 'p> {
    /// How a type is decoded.
    fn decoding(&mut self, ty: TypeId, module: usize, records: &mut Records<'p>) {
        let named = self.cases.of(self.types, ty);
        let mut decoded_as = |planner: &mut Self, case: &Case| {
            let narrowed = planner.types.narrow(ty, case);
            let record = planner.record(narrowed.ty, narrowed.structure, case, module);
            let record = &planner.drafts[record].record;
            if record.keys.values().any(|key| matches!(key.route, Route::Shared(_))) {
                records.sharing.insert(ty);
            }
            DecodedAs { record: record.path.clone(), variants: narrowed.variants }
        };
        let by_type = named.iter().map(|name| (name.clone(), decoded_as(self, &Case::Type(name.clone())))).collect();
        let other = decoded_as(self, &Case::Rest);
        records.decodings.insert(ty, Decoding { by_type, other });
    }

    fn merged_object(&mut self, number: usize, merged: &Merged) -> MergedObject {
        let concrete = merged.views.iter().find_map(|(view, _)| self.types.concrete(*view));
        let abstract_views = if concrete.is_some() { &[][..] } else { &merged.views };
        let cases = abstract_views.iter().map(|(view, _)| self.cases.of(self.types, *view));
        let cases: BTreeSet<String> = cases.flat_map(|cases| cases.as_ref().clone()).collect();
        let mut decoded_as = |case: Case| {
            let inner = concrete.map_or(case.clone(), |concrete| Case::Type(concrete.to_owned()));
            let members = merged.views.clone();
            let order = (0..members.len()).map(Part::Member).collect();
            let parts = Parts { fields: Vec::new(), members, order };
            let record = self.build(Subject::Merged(number), &case, &parts, &inner, merged.module);
            DecodedAs { record: self.drafts[record].record.path.clone(), variants: Vec::new() }
        };
        let by_type = cases.into_iter().map(|name| (name.clone(), decoded_as(Case::Type(name)))).collect();
        let decoding = Decoding { by_type, other: decoded_as(Case::Rest) };
        let views = merged.views.iter().map(|(view, conditional)| self.types.of(*view).optional_if(*conditional));
        MergedObject { number, path: merged.path.clone(), views: views.collect(), decoding }
    }

    /// The record of a struct in a case.
    fn record(&mut self, ty: TypeId, structure: &'p Struct, case: &Case, module: usize) -> usize {
        let cases = self.cases.of(self.types, ty);
        let own_case = match case {
            _ if cases.is_empty() => Case::Any,
            Case::Type(name) if cases.contains(name) => case.clone(),
            _ => Case::Rest,
        };
        if let Some(record) = self.known.get(&(Subject::Type(ty), own_case.clone())) {
            return *record;
        }
        let inner = structure.concrete.clone().map_or(own_case.clone(), Case::Type);
        let mut parts = Parts::default();
        for item in &structure.items {
            match item {
                Item::Field(field) => {
                    parts.order.push(Part::Cell(parts.fields.len()));
                    parts.fields.push(field);
                }
                Item::Spread(spread) => {
                    parts.order.push(Part::Member(parts.members.len()));
                    parts.members.push((spread.ty(), spread.conditional));
                }
            }
        }
        // A merged object below a fragment belongs to the fragment's module, whoever uses it.
        let module = if let TypeId::Local { module, .. } = ty { module } else { module };
        self.build(Subject::Type(ty), &own_case, &parts, &inner, module)
    }

    fn build(&mut self, subject: Subject, case: &Case, parts: &Parts<'p>, inner: &Case, module: usize) -> usize {
        let mut numbers = Vec::new();
        let mut members = Vec::new();
        for (ty, conditional) in &parts.members {
            let narrowed = self.types.narrow(*ty, inner);
            let number = self.record(narrowed.ty, narrowed.structure, inner, module);
            let record = &self.drafts[number].record;
            members.push(Member {
                record: record.path.clone(),
                variants: narrowed.variants,
                conditional: *conditional,
                has_own_key: false,
                has_typename: record.keys.contains_key("__typename"),
            });
            numbers.push(number);
        }
        let keys = self.keys(parts, &mut members, &numbers, module);
        let cells = parts.fields.iter().map(|field| self.types.cell(field)).collect();
        let (out, value) = self.value(subject, parts);
        let record = Record { path: self.record_path(subject, case), out, value, cells, members, keys };
        self.known.insert((subject, case.clone()), self.drafts.len());
        self.drafts.push(Draft { subject, record, fields: parts.fields.clone(), members: numbers });
        self.drafts.len() - 1
    }

    /// The routes of all keys.
    fn keys(
        &mut self,
        parts: &Parts<'p>,
        members: &mut [Member],
        numbers: &[usize],
        module: usize,
    ) -> IndexMap<&'p str, Key<'p>> {
        let mut selected_by: IndexMap<&'p str, Vec<Part>> = IndexMap::new();
        for part in &parts.order {
            match part {
                Part::Cell(cell) => selected_by.entry(&parts.fields[*cell].key).or_default().push(*part),
                Part::Member(member) => {
                    let keys = self.drafts[numbers[*member]].record.keys.keys();
                    keys.for_each(|key| selected_by.entry(key).or_default().push(*part));
                }
            }
        }
        let mut keys = IndexMap::new();
        for (key, by) in selected_by {
            let routed = match by[..] {
                [Part::Cell(cell)] => {
                    let Field { output, wrapping, conditional, .. } = parts.fields[cell];
                    Key { hint: Hint::new(Expected::of(output), wrapping, *conditional), route: Route::Cell(cell) }
                }
                [Part::Member(member)] => {
                    let record = numbers[member];
                    let (index, _, known) = self.drafts[record].record.keys.get_full(key).expect("it was found there");
                    // Where `__typename` decides the type, it is there without any fragment that asks for it.
                    members[member].has_own_key |= key != "__typename" && self.is_always_there(record, index);
                    Key { hint: known.hint, route: Route::Member { member, key: index } }
                }
                _ => self.shared(key, &by, &parts.fields, members, numbers, module),
            };
            keys.insert(key, routed);
        }
        keys
    }

    /// Whether a key of a record is there whenever the object is.
    fn is_always_there(&self, record: usize, key: usize) -> bool {
        let draft = &self.drafts[record];
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

    fn record_path(&self, subject: Subject, case: &Case) -> Path {
        let (module, base) = match subject {
            Subject::Type(ty) => {
                let path = self.types.names.of(ty);
                let module = match ty {
                    TypeId::Local { module, .. } if !self.types.is_generated(ty) => {
                        self.types.names.module(module).clone()
                    }
                    _ => path.module,
                };
                (module, path.name)
            }
            Subject::Merged(number) => {
                let merged = &self.merged[number];
                (merged.path.module.clone(), format!("joint{}", merged.in_module))
            }
        };
        let name = match case {
            Case::Any => format!("__{base}Record"),
            Case::Type(name) => format!("__{base}_{name}"),
            Case::Rest => format!("__{base}_"),
        };
        Path { module, name }
    }

    /// What a record makes, and of what.
    fn value(&self, subject: Subject, parts: &Parts<'p>) -> (RustType, Value) {
        let ty = match subject {
            Subject::Merged(number) => return (RustType::Generated(self.merged[number].path.clone()), Value::Merged),
            Subject::Type(ty) => ty,
        };
        let structure = self.types.program.structure(ty).expect("a record is that of a struct");
        let value = match structure.role {
            Role::Generated | Role::GeneratedConnection => {
                Value::Struct(self.types.names.items(structure).into_iter().zip(parts.order.iter().copied()).collect())
            }
            Role::Connection { .. } => runtime_value(CONNECTION, &parts.fields),
            Role::Edge { .. } => runtime_value(EDGE, &parts.fields),
            Role::PageInfo => runtime_value(PAGE_INFO, &parts.fields),
        };
        (self.types.of(ty), value)
    }
}

/// The fields of the runtime's connection, and their names in GraphQL.
const CONNECTION: &[(&str, &str)] =
    &[("edges", "edges"), ("nodes", "nodes"), ("page_info", "pageInfo"), ("total_count", "totalCount")];

/// The fields of the runtime's edge, and their names in GraphQL.
const EDGE: &[(&str, &str)] = &[("cursor", "cursor"), ("node", "node")];

fn runtime_value(names: &[(&'static str, &str)], fields: &[&Field]) -> Value {
    let parts = names.iter().map(|(rust, key)| {
        let part = match fields.iter().position(|field| field.key == *key) {
            None => RuntimePart::Absent,
            Some(cell) if *key == "node" => RuntimePart::Node { cell },
            Some(cell) if fields[cell].wrapping.is_nullable() => RuntimePart::Nullable { cell },
            Some(cell) => RuntimePart::NonNull { cell },
        };
        (*rust, part)
    });
    Value::Runtime(parts.collect())
}
