//! Which response types are held in the runtime's `Sealed`, so that the compiler need not look into too much at once.
//!
//! rustc follows a type through structs, options and lists to find out whether it can be sent between threads, and gives up
//! after 128 steps. Selections may nest 120 levels, each of several steps, so a type below which there is too much is
//! sealed wherever a field holds it. It depends on nothing but what is below, so all who hold it agree.

use std::collections::{HashMap, HashSet};

use crate::ir::{Item, Output, Program, Shape, TypeId, Wrapping};

/// How many steps a type may take and still be held in place. No shipped operation comes near.
const MOST_STEPS: usize = 60;

/// The types that are sealed, by what they resolve to.
pub(super) fn sealed(program: &Program) -> HashSet<TypeId> {
    let mut steps = Steps { program, known: HashMap::new() };
    program.types().for_each(|(ty, _)| _ = steps.of(ty));
    steps.known.into_iter().filter(|(_, steps)| *steps > MOST_STEPS).map(|(ty, _)| ty).collect()
}

struct Steps<'p> {
    program: &'p Program,
    known: HashMap<TypeId, usize>,
}

impl Steps<'_> {
    /// How many steps the compiler takes into a type.
    fn of(&mut self, ty: TypeId) -> usize {
        let ty = self.program.resolve(ty);
        if let Some(known) = self.known.get(&ty) {
            return *known;
        }
        let below = match &self.program.definition(ty).shape {
            Shape::Variants(variants) => {
                let payloads = variants.named.iter().map(|(_, payload)| *payload).chain([variants.other]);
                payloads.map(|payload| self.of(payload)).max()
            }
            Shape::Struct(structure) => {
                let items = structure.items.iter().map(|item| match item {
                    Item::Spread(spread) => self.of(spread.ty()) + 1,
                    Item::Field(field) => match field.output {
                        Output::Leaf(_) => 1,
                        Output::Composite(held) => match self.of(held) {
                            sealed if sealed > MOST_STEPS => 1,
                            steps => steps + around(&field.wrapping) + usize::from(field.conditional),
                        },
                    },
                });
                items.max()
            }
        };
        let steps = 1 + below.unwrap_or_default();
        self.known.insert(ty, steps);
        steps
    }
}

/// An option is one step, a list four.
fn around(wrapping: &Wrapping) -> usize {
    match wrapping {
        Wrapping::Named { nullable } => usize::from(*nullable),
        Wrapping::List { nullable, item } => 4 + usize::from(*nullable) + around(item),
    }
}
