//! The response types of selection sets.
//!
//! A response type stands for one selection set, or for the several that GraphQL merges into one because they are
//! selected under the same key. What it holds is decided here:
//!
//! - nothing but one fragment: the fragment's type itself;
//! - the standard selection of a connection: the runtime's `Connection`;
//! - something that differs by concrete type: variants by the concrete types named, each with a selection of its own;
//! - else a struct of the fields selected directly and one item for each fragment.

use super::Lowerer;
use super::collected::{Collected, Entry, FieldSelections, SelectionSet};
use super::condition::Condition;
use super::leaf::deprecation;
use super::type_condition::{ObjectType, Possible};
use crate::ir::{Field, Item, Output, ResponseType, Role, Shape, Spread, Struct, TypeId, Variants};
use crate::syntax::Selection;

/// Module, object type and the selection sets merged.
pub(super) type SharedKey = (usize, String, Vec<(*const Selection, Condition)>);

impl<'a> Lowerer<'a> {
    /// The type of an object whose selection sets are merged.
    pub(super) fn composite(
        &mut self,
        module: usize,
        path: &[String],
        ty: &'a str,
        sets: &[SelectionSet<'a>],
    ) -> TypeId {
        self.composite_at(module, path, ObjectType { name: ty, possible: Possible::All }, sets, None)
    }

    fn composite_at(
        &mut self,
        module: usize,
        path: &[String],
        object: ObjectType<'a>,
        sets: &[SelectionSet<'a>],
        covering: Option<(&Collected<'a>, &[String])>,
    ) -> TypeId {
        let collected = self.collect(object, sets);
        let typename_implied = self.is_abstract(object.name) || covering.is_some();
        // A field of an interface that narrows to an object here has its `__typename` from the pass, too; a fragment on
        // an abstract type knows it.
        let was_abstract = sets.iter().any(|set| self.is_abstract(set.ty));
        let sole = collected.sole_fragment(typename_implied || was_abstract);
        let knows_typename =
            |fragment: &&str| typename_implied || self.is_abstract(&self.fragment_definition(fragment).type_condition);
        if let Some(fragment) = sole.filter(knows_typename).or_else(|| collected.sole_fragment(typename_implied)) {
            return TypeId::Fragment(self.fragment_index[fragment]);
        }
        if object.possible == Possible::All
            && let Some(connection) = self.standard_connection(object.name, sets)
        {
            return self.connection(module, path, object.name, &connection);
        }
        // The place is taken first, so that a type stands before those below it.
        let index = self.reserve(module, path, object.name);
        let shape = if collected.narrowed.is_empty() {
            self.structure(module, path, object, collected, covering)
        } else {
            self.variants(module, path, object, sets, &collected)
        };
        self.fill(module, index, shape)
    }

    /// Takes the next place of a module, by number.
    pub(super) fn reserve(&mut self, module: usize, path: &[String], on: &str) -> usize {
        let types = &mut self.program.modules[module];
        let placeholder = Struct { concrete: None, items: Vec::new(), role: Role::Generated };
        types.push(ResponseType { path: path.to_vec(), on: on.to_owned(), shape: Shape::Struct(placeholder) });
        types.len() - 1
    }

    /// Fills a place that was taken.
    pub(super) fn fill(&mut self, module: usize, index: usize, shape: Shape) -> TypeId {
        self.program.modules[module][index].shape = shape;
        TypeId::Local { module, index }
    }

    fn variants(
        &mut self,
        module: usize,
        path: &[String],
        object: ObjectType<'a>,
        sets: &[SelectionSet<'a>],
        covering: &Collected<'a>,
    ) -> Shape {
        let below = |name: &str| path.iter().cloned().chain([name.to_owned()]).collect::<Vec<_>>();
        let shared = Some((covering, path));
        let named = covering.narrowed.iter().map(|&concrete| {
            let object = ObjectType { name: concrete, possible: Possible::All };
            (concrete.to_owned(), self.composite_at(module, &below(concrete), object, sets, shared))
        });
        let named = named.collect();
        let rest = ObjectType { possible: Possible::Unnamed, ..object };
        let other = self.composite_at(module, &below("Other"), rest, sets, shared);
        Shape::Variants(Variants { named, other })
    }

    fn structure(
        &mut self,
        module: usize,
        path: &[String],
        object: ObjectType<'a>,
        collected: Collected<'a>,
        covering: Option<(&Collected<'a>, &[String])>,
    ) -> Shape {
        let is_abstract = self.is_abstract(object.name);
        let in_variant = covering.is_some() && !is_abstract;
        let mut items = Vec::new();
        for (key, entry) in collected.entries {
            match entry {
                Entry::Fragment { condition } => items.push(Item::Spread(Spread {
                    fragment: self.fragment_index[&key],
                    conditional: !condition.is_empty(),
                })),
                // The variant says it already.
                Entry::Field(_) if in_variant && key == "__typename" => {}
                Entry::Field(selections) => {
                    let base = match covering {
                        Some((shared, base)) if shared.has_same(key, &selections) => base,
                        _ => path,
                    };
                    items.push(Item::Field(self.field(module, base, object.name, key, &selections)));
                }
            }
        }
        let role = if self.schema.is_connection(object.name) { Role::GeneratedConnection } else { Role::Generated };
        Shape::Struct(Struct { concrete: (!is_abstract).then(|| object.name.to_owned()), items, role })
    }

    fn field(
        &mut self,
        module: usize,
        path: &[String],
        parent: &'a str,
        key: &str,
        selections: &FieldSelections<'a>,
    ) -> Field {
        let (first, selected) = selections.first();
        // The parent's own definition is the most exact one: it may return a narrower type than an interface's.
        let definition = self.schema.field(parent, &first.name).unwrap_or(selected);
        let named = definition.ty.inner_name();
        let output = if first.selections.is_empty() {
            Output::Leaf(self.field_leaf(parent, &first.name, named))
        } else {
            let below: Vec<_> = path.iter().cloned().chain([key.to_owned()]).collect();
            Output::Composite(self.shared_composite(module, &below, named, &selections.selection_sets()))
        };
        Field {
            key: key.to_owned(),
            parent: parent.to_owned(),
            name: first.name.to_string(),
            graphql: definition.ty.to_string(),
            output,
            wrapping: self.field_wrapping(parent, &first.name, &selected.ty),
            conditional: selections.conditional(),
            description: definition.description.as_ref().map(ToString::to_string),
            deprecated: deprecation(&definition.directives),
        }
    }

    /// Like [`composite`](Self::composite), once for all variants that select the same.
    pub(super) fn shared_composite(
        &mut self,
        module: usize,
        path: &[String],
        ty: &'a str,
        sets: &[SelectionSet<'a>],
    ) -> TypeId {
        let merged = sets.iter().map(|set| (set.selections.as_ptr(), set.condition.clone())).collect();
        let key = (module, ty.to_owned(), merged);
        if let Some(known) = self.shared.get(&key) {
            return *known;
        }
        let made = self.composite(module, path, ty, sets);
        self.shared.insert(key, made);
        made
    }
}
