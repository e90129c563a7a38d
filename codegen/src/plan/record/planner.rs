//! Plans the records of all types of a program.

use std::collections::{BTreeSet, HashMap};

use indexmap::IndexMap;

use super::case::{Case, Cases};
use super::draft::{Draft, Drafts, Subject};
use super::merged::{AllMerged, Merged};
use super::records::Records;
use super::{DecodedAs, Decoding, Member, MergedObject, Part, Record, RecordValue, Route};
use crate::ir::{Field, Item, Struct, TypeId};
use crate::plan::rust_type::{Module, RustPath, RustType};
use crate::plan::types::Types;

pub(in crate::plan) fn plan<'p>(types: &Types<'p>) -> Records<'p> {
    let mut planner = Planner {
        types,
        drafts: Drafts::default(),
        known: HashMap::new(),
        merged: AllMerged::default(),
        cases: Cases::default(),
    };
    let mut records = Records::default();
    let mut next = 0;
    for module in types.program.modules_by_need() {
        planner.module(module, &mut records);
        // Planning a merged object may find further ones below it.
        while let Some(merged) = planner.merged.get(next).cloned() {
            let object = planner.merged_object(next, &merged);
            records.merged.entry(merged.module).or_default().push(object);
            next += 1;
        }
    }
    for Draft { subject, record, .. } in planner.drafts.0 {
        match subject {
            Subject::Type(ty) => records.of_types.entry(ty).or_default().push(record),
            Subject::Merged(number) => records.of_merged.entry(number).or_default().push(record),
        }
    }
    records
}

pub(super) struct Planner<'t, 'p> {
    pub(super) types: &'t Types<'p>,
    pub(super) drafts: Drafts<'p>,
    /// By what they make.
    known: HashMap<(Subject, Case), usize>,
    pub(super) merged: AllMerged,
    cases: Cases,
}

/// The fields and members of a record, in the order of its keys.
#[derive(Default)]
pub(super) struct Parts<'p> {
    pub(super) fields: Vec<&'p Field>,
    pub(super) cell_names: Vec<String>,
    /// Each with whether `@skip` or `@include` may leave it out.
    members: Vec<(TypeId, bool)>,
    pub(super) member_names: Vec<String>,
    order: Vec<Part>,
}

/// What a record makes, and how it is called.
struct Made {
    subject: Subject,
    module: Module,
    /// What its name is made of.
    base: String,
    out: RustType,
    value: RecordValue,
}

impl<'p> Planner<'_, 'p> {
    /// All records of the types of a module.
    ///
    /// Those of a fragment are the same whatever spreads it, for another crate may have them: what needs them comes later, and
    /// also those of the runtime's types are planned, which nothing but what is around them needs.
    fn module(&mut self, module: usize, records: &mut Records<'p>) {
        let is_fragment = self.types.program.fragments.iter().any(|fragment| fragment.module == module);
        for index in 0..self.types.program.modules[module].len() {
            let ty = TypeId::Local { module, index };
            if self.types.is_generated(ty) {
                self.decoding(ty, module, records);
            } else if is_fragment && let Some(structure) = self.types.program.structure(ty) {
                self.record(ty, structure, &Case::Rest, module);
            }
        }
    }

    /// How a type is decoded.
    fn decoding(&mut self, ty: TypeId, module: usize, records: &mut Records<'p>) {
        let named = self.cases.of(self.types, ty);
        let mut decoded_as = |planner: &mut Self, case: &Case| {
            let narrowed = planner.types.narrow(ty, case);
            let record = planner.record(narrowed.ty, narrowed.structure, case, module);
            let record = &planner.drafts.0[record].record;
            if record.keys.values().any(|route| matches!(route, Route::Shared(_))) {
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
            let member_names = (0..members.len()).map(|number| format!("view{number}")).collect();
            let parts = Parts { members, member_names, order, ..Parts::default() };
            let made = Made {
                subject: Subject::Merged(number),
                module: merged.path.module.clone(),
                base: format!("merged{}", merged.in_module),
                out: RustType::Generated(merged.path.clone()),
                value: RecordValue::Merged,
            };
            let record = self.build(made, &case, &parts, &inner, merged.module);
            DecodedAs { record: self.drafts.0[record].record.path.clone(), variants: Vec::new() }
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
        for (item, name) in structure.items.iter().zip(self.types.names.items(structure)) {
            match item {
                Item::Field(field) => {
                    parts.order.push(Part::Cell(parts.fields.len()));
                    parts.fields.push(field);
                    parts.cell_names.push(name);
                }
                Item::Spread(spread) => {
                    parts.order.push(Part::Member(parts.members.len()));
                    parts.members.push((spread.ty(), spread.conditional));
                    parts.member_names.push(name);
                }
            }
        }
        // A merged object below a fragment belongs to the fragment's module, whoever uses it.
        let module = if let TypeId::Local { module, .. } = ty { module } else { module };
        let RustPath { module: stands_in, name } = self.types.names.of(ty);
        let is_generated = structure.role.is_generated();
        let made = Made {
            subject: Subject::Type(ty),
            module: if is_generated { stands_in } else { self.types.names.module(module).clone() },
            base: name,
            out: self.types.of(ty),
            value: self.types.record_value(structure, &parts.order, &parts.fields),
        };
        self.build(made, &own_case, &parts, &inner, module)
    }

    /// A record in a case, whose members are what they are in the inner one.
    fn build(&mut self, made: Made, case: &Case, parts: &Parts<'p>, inner: &Case, module: usize) -> usize {
        let mut numbers = Vec::new();
        let mut members = Vec::new();
        for ((ty, conditional), name) in parts.members.iter().zip(&parts.member_names) {
            let narrowed = self.types.narrow(*ty, inner);
            let number = self.record(narrowed.ty, narrowed.structure, inner, module);
            let record = &self.drafts.0[number].record;
            members.push(Member {
                name: name.clone(),
                record: record.path.clone(),
                variants: narrowed.variants,
                conditional: *conditional,
                has_own_key: false,
                has_typename: record.keys.contains_key("__typename"),
            });
            numbers.push(number);
        }
        let keys = self.keys(parts, &mut members, &numbers, module);
        let cells =
            parts.fields.iter().zip(&parts.cell_names).map(|(field, name)| self.types.cell(name, field)).collect();
        let Made { subject, module, base, out, value } = made;
        let name = match case {
            Case::Any => format!("__{base}Record"),
            Case::Type(name) => format!("__{base}_{name}"),
            Case::Rest => format!("__{base}_"),
        };
        let record = Record { path: RustPath { module, name }, out, value, cells, members, keys };
        let number = self.drafts.0.len();
        self.known.insert((subject, case.clone()), number);
        self.drafts.0.push(Draft { subject, record, fields: parts.fields.clone(), members: numbers });
        number
    }

    /// The routes of all keys.
    fn keys(
        &mut self,
        parts: &Parts<'p>,
        members: &mut [Member],
        numbers: &[usize],
        module: usize,
    ) -> IndexMap<&'p str, Route<'p>> {
        let mut selected_by: IndexMap<&'p str, Vec<Part>> = IndexMap::new();
        for part in &parts.order {
            match part {
                Part::Cell(cell) => selected_by.entry(&parts.fields[*cell].key).or_default().push(*part),
                Part::Member(member) => {
                    let keys = self.drafts.0[numbers[*member]].record.keys.keys();
                    keys.for_each(|key| selected_by.entry(key).or_default().push(*part));
                }
            }
        }
        let mut keys = IndexMap::new();
        for (key, by) in selected_by {
            let route = match by[..] {
                [Part::Cell(cell)] => Route::Cell(cell),
                [Part::Member(member)] => {
                    let record = numbers[member];
                    let index = self.drafts.0[record].record.keys.get_index_of(key).expect("it was found there");
                    // Where `__typename` decides the type, it is there without any fragment that asks for it.
                    members[member].has_own_key |= key != "__typename" && self.drafts.is_always_there(record, index);
                    Route::Member { member, key: index }
                }
                _ => Route::Shared(self.shared(key, &by, parts, members, numbers, module)),
            };
            keys.insert(key, route);
        }
        keys
    }
}
