//! Which slots each JSON object fills.
//!
//! One object of a response may be seen by several Rust structs: the struct of the selection and, inside it, the structs
//! of its fragments, and inside those the structs of theirs. A *record* has a slot for each field of all of them, and
//! routes each key once:
//!
//! - a key that only the struct itself selects fills its own slot;
//! - a key that only one fragment selects is passed on to that fragment's record, whose code all its users share;
//! - a key that several select is decoded once and given to each. If they select different fields below it, it is decoded
//!   into a *joint*, an object that all of them see, and each takes its part.
//!
//! Where the concrete type matters to a fragment, a record is made for each case. Worked example:
//!
//! ```graphql
//! { items { id ...P } }   fragment P on Priced { price ... on Addon { maxQuantity } }
//! ```
//!
//! `items` is one struct with `id` and `p`, where `p` is an enum. There are two records for the struct: in the case
//! `Addon` its member is the record of `P`'s variant, in every other case that of `P`'s rest.

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use indexmap::IndexMap;

use crate::program::{Field, Item, Leaf, Output, Program, Ref, Shape};

/// What is known of the concrete type of an object.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Case {
    /// It does not matter.
    Any,
    Type(String),
    /// One that no selection names.
    Rest,
}

/// What the slots of a record make.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Target {
    /// A struct.
    Type(Ref),
    /// A joint, by number.
    Joint(usize),
}

pub(crate) struct Record {
    pub(crate) target: Target,
    pub(crate) case: Case,
    pub(crate) slots: Vec<Field>,
    pub(crate) members: Vec<MemberRecord>,
    pub(crate) keys: IndexMap<String, Route>,
}

/// An object inside of an object: the record of a fragment, or of one view of a joint.
pub(crate) struct MemberRecord {
    pub(crate) record: usize,
    pub(crate) wraps: Wraps,
    pub(crate) conditional: bool,
    /// Whether it has a key that is there exactly when it is: nothing beside it selects the key, and nothing in it
    /// makes the key optional.
    pub(crate) has_own_key: bool,
}

/// The enums around a struct, outermost first, each with the type name of its variant (`None`: the rest).
pub(crate) type Wraps = Vec<(Ref, Option<String>)>;

/// Where the value of a key goes.
pub(crate) enum Route {
    /// To a slot of this record.
    Slot(usize),
    /// To this key of a member's record.
    Member { member: usize, key: usize },
    /// To several slots, decoded once.
    Shared { field: Field, takers: Vec<Taker>, joint: Option<usize> },
}

/// A slot somewhere below a record.
pub(crate) struct Taker {
    /// Members on the way, each with whether it is conditional.
    pub(crate) path: Vec<(usize, bool)>,
    pub(crate) slot: usize,
    /// Which view of the joint it takes.
    pub(crate) view: usize,
    /// Whether the slot may stay empty although what holds it is there.
    pub(crate) conditional: bool,
}

/// A slot found below a record: members on the way, its number, its field.
type Found = (Vec<(usize, bool)>, usize, Field);

/// An object that several types see.
pub(crate) struct Joint {
    /// Each with whether `@skip` or `@include` may leave it out.
    pub(crate) views: Vec<(Ref, bool)>,
    pub(crate) module: usize,
    pub(crate) number: usize,
}

/// How a type is decoded: from one record, or by `__typename` from one of several.
pub(crate) struct Decoding {
    /// Record and wraps for each case; the last is the rest, or the only one.
    pub(crate) cases: Vec<(Case, usize, Wraps)>,
}

pub(crate) struct Records {
    pub(crate) all: Vec<Record>,
    pub(crate) joints: Vec<Joint>,
    pub(crate) joint_decodings: Vec<Decoding>,
    decodings: HashMap<Ref, Decoding>,
    by_target: HashMap<Target, Vec<usize>>,
    joints_by_module: HashMap<usize, Vec<usize>>,
}

impl Records {
    /// The records of a type or joint: one for each case.
    pub(crate) fn of(&self, target: &Target) -> impl Iterator<Item = &Record> {
        self.by_target.get(target).into_iter().flatten().map(|record| &self.all[*record])
    }

    /// The joints of a module.
    pub(crate) fn joints_of(&self, module: usize) -> &[usize] {
        self.joints_by_module.get(&module).map_or(&[], Vec::as_slice)
    }

    /// How a type of a module is decoded.
    pub(crate) fn decoding(&self, ty: Ref) -> &Decoding {
        &self.decodings[&ty]
    }

    /// Whether a record has a slot for a key, its own or a member's.
    pub(crate) fn has_key(&self, record: usize, key: &str) -> bool {
        self.all[record].keys.contains_key(key)
    }
}

/// Plans the records of all types of a program.
pub(crate) fn plan(program: &Program) -> Records {
    let mut planner = Planner {
        program,
        records: Vec::new(),
        known: HashMap::new(),
        joints: Vec::new(),
        known_joints: HashMap::new(),
        known_cases: HashMap::new(),
    };
    let mut decodings = HashMap::new();
    for (module, types) in program.modules.iter().enumerate() {
        for index in 0..types.types.len() {
            let ty = Ref::Local { module, index };
            if planner.is_generated(ty) {
                decodings.insert(ty, planner.decoding(ty, module));
            }
        }
    }
    let mut joint_decodings = Vec::new();
    // Planning a joint may find further joints below it.
    while joint_decodings.len() < planner.joints.len() {
        let decoding = planner.joint_decoding(joint_decodings.len());
        joint_decodings.push(decoding);
    }
    let mut by_target: HashMap<Target, Vec<usize>> = HashMap::new();
    for (number, record) in planner.records.iter().enumerate() {
        by_target.entry(record.target.clone()).or_default().push(number);
    }
    let mut joints_by_module: HashMap<usize, Vec<usize>> = HashMap::new();
    for (number, joint) in planner.joints.iter().enumerate() {
        joints_by_module.entry(joint.module).or_default().push(number);
    }
    Records { all: planner.records, joints: planner.joints, joint_decodings, decodings, by_target, joints_by_module }
}

struct Planner<'a> {
    program: &'a Program,
    records: Vec<Record>,
    known: HashMap<(Target, Case), usize>,
    joints: Vec<Joint>,
    known_joints: HashMap<(usize, Vec<(Ref, bool)>), usize>,
    /// What [`cases`](Self::cases) found.
    known_cases: HashMap<Ref, Rc<BTreeSet<String>>>,
}

impl Planner<'_> {
    fn is_generated(&self, ty: Ref) -> bool {
        use crate::program::Role;
        match &self.program.resolve(ty).1.shape {
            Shape::Struct(structure) => matches!(structure.role, Role::Own | Role::OwnConnection),
            Shape::Enum(_) => true,
        }
    }

    fn decoding(&mut self, ty: Ref, module: usize) -> Decoding {
        let named = self.cases(ty);
        let cases = named.iter().cloned().map(Case::Type).chain([Case::Rest]);
        let cases = cases.map(|case| {
            let (structure, wraps) = self.narrow(ty, &case);
            let record = self.record(structure, &case, module);
            (case, record, wraps)
        });
        Decoding { cases: cases.collect() }
    }

    fn joint_decoding(&mut self, joint: usize) -> Decoding {
        let (views, module) = (self.joints[joint].views.clone(), self.joints[joint].module);
        let concrete = views.iter().find_map(|(view, _)| self.concrete(*view));
        let cases: BTreeSet<String> = match &concrete {
            Some(_) => BTreeSet::new(),
            None => views.iter().flat_map(|(view, _)| self.cases(*view).as_ref().clone()).collect(),
        };
        let cases = cases.into_iter().map(Case::Type).chain([Case::Rest]);
        let cases = cases.map(|case| {
            let inner = concrete.clone().map_or(case.clone(), Case::Type);
            let members = views.clone();
            let order = (0..members.len()).map(Part::Member).collect::<Vec<_>>();
            let record =
                self.build(Target::Joint(joint), &case, Parts { slots: Vec::new(), members, order }, &inner, module);
            (case, record, Vec::new())
        });
        Decoding { cases: cases.collect() }
    }

    /// The concrete types that matter to a type where the place is abstract.
    fn cases(&mut self, ty: Ref) -> Rc<BTreeSet<String>> {
        if let Some(known) = self.known_cases.get(&ty) {
            return Rc::clone(known);
        }
        let cases = match &self.program.resolve(ty).1.shape {
            Shape::Struct(structure) if structure.concrete.is_some() => BTreeSet::new(),
            Shape::Struct(structure) => {
                let members = structure.items.iter().filter_map(|item| match item {
                    Item::Member(member) => Some(self.cases(Ref::Fragment(member.fragment))),
                    Item::Field(_) => None,
                });
                members.flat_map(|cases| cases.as_ref().clone()).collect()
            }
            Shape::Enum(variants) => {
                let named = variants.variants.iter().map(|(name, _)| name.clone());
                named.chain(self.cases(variants.other).as_ref().clone()).collect()
            }
        };
        let cases = Rc::new(cases);
        self.known_cases.insert(ty, Rc::clone(&cases));
        cases
    }

    fn concrete(&self, ty: Ref) -> Option<String> {
        match &self.program.resolve(ty).1.shape {
            Shape::Struct(structure) => structure.concrete.clone(),
            Shape::Enum(_) => None,
        }
    }

    /// The struct that a type is in a case, and the enums around it.
    fn narrow(&self, ty: Ref, case: &Case) -> (Ref, Wraps) {
        let mut wraps = Vec::new();
        let (mut ty, mut definition) = self.program.resolve(ty);
        while let Shape::Enum(variants) = &definition.shape {
            let variant = match case {
                Case::Type(name) => variants.variant(name),
                Case::Any | Case::Rest => None,
            };
            wraps.push((ty, variant.map(|(name, _)| name.clone())));
            (ty, definition) = self.program.resolve(variant.map_or(variants.other, |(_, payload)| *payload));
        }
        (ty, wraps)
    }

    /// The record of a struct in a case.
    fn record(&mut self, ty: Ref, case: &Case, module: usize) -> usize {
        let cases = self.cases(ty);
        let own_case = match case {
            _ if cases.is_empty() => Case::Any,
            Case::Type(name) if cases.contains(name) => case.clone(),
            _ => Case::Rest,
        };
        if let Some(record) = self.known.get(&(Target::Type(ty), own_case.clone())) {
            return *record;
        }
        let Shape::Struct(structure) = &self.program.resolve(ty).1.shape else {
            unreachable!("`narrow` ends at a struct")
        };
        let inner = structure.concrete.clone().map_or(own_case.clone(), Case::Type);
        let mut parts = Parts::default();
        for item in &structure.items {
            match item {
                Item::Field(field) => {
                    parts.order.push(Part::Slot(parts.slots.len()));
                    parts.slots.push(field.clone());
                }
                Item::Member(member) => {
                    parts.order.push(Part::Member(parts.members.len()));
                    parts.members.push((Ref::Fragment(member.fragment), member.conditional));
                }
            }
        }
        // A joint below a fragment belongs to the fragment's module, whoever uses it.
        let module = if let Ref::Local { module, .. } = ty { module } else { module };
        self.build(Target::Type(ty), &own_case, parts, &inner, module)
    }

    fn build(&mut self, target: Target, case: &Case, parts: Parts, inner: &Case, module: usize) -> usize {
        let members = parts.members.iter().map(|(ty, conditional)| {
            let (structure, wraps) = self.narrow(*ty, inner);
            let record = self.record(structure, inner, module);
            MemberRecord { record, wraps, conditional: *conditional, has_own_key: false }
        });
        let mut members: Vec<_> = members.collect();
        let mut keys: IndexMap<String, Vec<Part>> = IndexMap::new();
        let mut add = |key: &str, part: Part| match keys.get_mut(key) {
            Some(parts) => parts.push(part),
            None => _ = keys.insert(key.to_owned(), vec![part]),
        };
        for part in &parts.order {
            match part {
                Part::Slot(slot) => add(&parts.slots[*slot].key, *part),
                Part::Member(member) => {
                    self.records[members[*member].record].keys.keys().for_each(|key| add(key, *part));
                }
            }
        }
        let mut routes = IndexMap::new();
        for (key, at) in keys {
            let route = match at[..] {
                [Part::Slot(slot)] => Route::Slot(slot),
                [Part::Member(member)] => {
                    let known = &self.records[members[member].record].keys;
                    let index = known.get_index_of(&key).unwrap_or_default();
                    // Where `__typename` decides the type, it is there without any fragment that asks for it.
                    members[member].has_own_key |=
                        key != "__typename" && self.is_always_there(members[member].record, index);
                    Route::Member { member, key: index }
                }
                _ => self.shared(&key, &at, &parts.slots, &members, module),
            };
            routes.insert(key, route);
        }
        let number = self.records.len();
        self.known.insert((target.clone(), case.clone()), number);
        self.records.push(Record { target, case: case.clone(), slots: parts.slots, members, keys: routes });
        number
    }

    /// The route of a key that several select.
    fn shared(&mut self, key: &str, at: &[Part], slots: &[Field], members: &[MemberRecord], module: usize) -> Route {
        let mut takers: Vec<Found> = Vec::new();
        for part in at {
            match part {
                Part::Slot(slot) => takers.push((Vec::new(), *slot, slots[*slot].clone())),
                Part::Member(member) => {
                    let start = vec![(*member, members[*member].conditional)];
                    self.takers(members[*member].record, key, start, &mut takers);
                }
            }
        }
        let mut views: Vec<(Ref, bool)> = Vec::new();
        let takers_of = takers.iter().map(|(path, slot, field)| {
            let conditional = field.conditional || path.iter().any(|(_, conditional)| *conditional);
            let view = match field.output {
                Output::Composite(ty) => view(&mut views, ty, conditional),
                Output::Leaf(_) => 0,
            };
            Taker { path: path.clone(), slot: *slot, view, conditional: field.conditional }
        });
        let takers_of = takers_of.collect();
        let mut field = takers[0].2.clone();
        field.conditional = takers.iter().any(|(_, _, field)| field.conditional);
        let outputs = || takers.iter().map(|(_, _, field)| &field.output);
        if outputs().all(|output| matches!(output, Output::Leaf(_))) && outputs().any(|output| *output != field.output)
        {
            // One scalar in several Rust types, as `.field_type(..)` can make it: each reads it from the JSON.
            field.output = Output::Leaf(Leaf::Custom(JSON.to_owned()));
        }
        let joint = (views.len() > 1).then(|| self.joint(views, module));
        Route::Shared { field, takers: takers_of, joint }
    }

    /// The slots that a key fills below a record.
    fn takers(&self, record: usize, key: &str, path: Vec<(usize, bool)>, into: &mut Vec<Found>) {
        let record = &self.records[record];
        let Some(route) = record.keys.get(key) else { return };
        match route {
            Route::Slot(slot) => into.push((path, *slot, record.slots[*slot].clone())),
            Route::Member { member, .. } => {
                let mut path = path;
                path.push((*member, record.members[*member].conditional));
                self.takers(record.members[*member].record, key, path, into);
            }
            Route::Shared { takers, .. } => {
                for taker in takers {
                    let whole: Vec<_> = path.iter().chain(&taker.path).copied().collect();
                    let mut holder = record;
                    for (member, _) in &taker.path {
                        holder = &self.records[holder.members[*member].record];
                    }
                    into.push((whole, taker.slot, holder.slots[taker.slot].clone()));
                }
            }
        }
    }

    /// Whether a key of a record is there whenever the object is.
    fn is_always_there(&self, record: usize, key: usize) -> bool {
        let record = &self.records[record];
        match &record.keys[key] {
            Route::Slot(slot) => !record.slots[*slot].conditional,
            Route::Member { member, key } => {
                let member = &record.members[*member];
                !member.conditional && self.is_always_there(member.record, *key)
            }
            Route::Shared { takers, .. } => {
                takers.iter().any(|taker| !taker.conditional && taker.path.iter().all(|(_, conditional)| !conditional))
            }
        }
    }

    fn joint(&mut self, views: Vec<(Ref, bool)>, module: usize) -> usize {
        if let Some(joint) = self.known_joints.get(&(module, views.clone())) {
            return *joint;
        }
        let number = self.joints.iter().filter(|joint| joint.module == module).count() + 1;
        self.known_joints.insert((module, views.clone()), self.joints.len());
        self.joints.push(Joint { views, module, number });
        self.joints.len() - 1
    }
}

/// Any JSON, as generated code calls it.
const JSON: &str = "__rt::Json";

/// The slots and members of a record, in the order of its keys.
#[derive(Default)]
struct Parts {
    slots: Vec<Field>,
    members: Vec<(Ref, bool)>,
    order: Vec<Part>,
}

#[derive(Clone, Copy)]
enum Part {
    Slot(usize),
    Member(usize),
}

/// The number of a view; it is always there if one who takes it always is.
fn view(views: &mut Vec<(Ref, bool)>, ty: Ref, conditional: bool) -> usize {
    let number = views.iter().position(|(known, _)| *known == ty).unwrap_or(views.len());
    match views.get_mut(number) {
        Some((_, known)) => *known &= conditional,
        None => views.push((ty, conditional)),
    }
    number
}
