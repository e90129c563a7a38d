//! Paths from a response type to the fields below it, through the fragments that are always there.
//!
//! A field that several places select has a path through each of them; their parts of it may differ.

use super::{Field, Item, Output, Program, Role, Struct, TypeId, Wrapping};

/// A field, and the items that lead to it.
#[derive(Clone)]
pub(crate) struct ResponsePath<'p> {
    pub(crate) steps: Vec<Step<'p>>,
    pub(crate) field: &'p Field,
}

/// An item of a struct.
#[derive(Clone, Copy)]
pub(crate) struct Step<'p> {
    pub(crate) structure: &'p Struct,
    pub(crate) item: usize,
}

impl<'p> ResponsePath<'p> {
    fn below(self, steps: &[Step<'p>]) -> Self {
        Self { steps: steps.iter().copied().chain(self.steps).collect(), ..self }
    }
}

/// Where a type has the nodes of a connection.
pub(crate) enum Nodes<'p> {
    /// It is the runtime's connection.
    Runtime { node: TypeId },
    /// In its list of edges; the path leads from an edge to its node.
    Edges { list: Step<'p>, node: ResponsePath<'p> },
    /// In its list of nodes.
    List { list: Step<'p>, field: &'p Field },
    /// In a fragment of it.
    Fragment { spread: Step<'p>, ty: TypeId },
}

impl Program {
    /// The paths to the fields of a type that are always there: its own first, then those of its fragments.
    pub(crate) fn fields(&self, ty: TypeId) -> Vec<ResponsePath<'_>> {
        let Some(structure) = self.structure(ty) else { return Vec::new() };
        let items = || structure.items.iter().enumerate();
        let own = items().filter_map(|(item, definition)| match definition {
            Item::Field(field) if !field.conditional => {
                Some(ResponsePath { steps: vec![Step { structure, item }], field })
            }
            _ => None,
        });
        let inside = items().filter_map(|(item, definition)| match definition {
            Item::Spread(spread) if !spread.conditional => Some((item, spread.ty())),
            _ => None,
        });
        let inside = inside.flat_map(|(item, fragment)| {
            self.fields(fragment).into_iter().map(move |path| path.below(&[Step { structure, item }]))
        });
        own.chain(inside).collect()
    }

    /// The paths along response keys.
    pub(crate) fn paths(&self, ty: TypeId, keys: &[&str]) -> Vec<ResponsePath<'_>> {
        let Some((key, below)) = keys.split_first() else { return Vec::new() };
        let here = self.fields(ty).into_iter().filter(|path| path.field.key == *key);
        if below.is_empty() {
            return here.collect();
        }
        let further = here.flat_map(|path| {
            let rest = path.field.object().map(|ty| self.paths(ty, below)).unwrap_or_default();
            rest.into_iter().map(move |further| further.below(&path.steps)).collect::<Vec<_>>()
        });
        further.collect()
    }

    /// Finds the nodes of a connection: `edges` with a `node` go before `nodes`, and both before those of its fragments.
    pub(crate) fn nodes(&self, ty: TypeId) -> Option<Nodes<'_>> {
        let structure = self.structure(ty)?;
        match structure.role {
            Role::Connection { node } => return Some(Nodes::Runtime { node }),
            Role::GeneratedConnection => {}
            Role::Generated | Role::Edge { .. } | Role::PageInfo => return None,
        }
        let items = || structure.items.iter().enumerate();
        let list = |key: &str| {
            items().find_map(|(item, definition)| match definition {
                Item::Field(field) if field.key == key && is_list_of(field, key) => {
                    Some((Step { structure, item }, field))
                }
                _ => None,
            })
        };
        let edges = list("edges").and_then(|(list, field)| {
            let Output::Composite(edge) = field.output else { return None };
            let node = self.paths(edge, &["node"]).into_iter().find(|path| !path.field.wrapping.is_list())?;
            Some(Nodes::Edges { list, node })
        });
        let own = edges.or_else(|| list("nodes").map(|(list, field)| Nodes::List { list, field }));
        own.or_else(|| {
            items().find_map(|(item, definition)| match definition {
                Item::Spread(spread) if !spread.conditional => {
                    let (spread, ty) = (Step { structure, item }, spread.ty());
                    self.nodes(ty).map(|_| Nodes::Fragment { spread, ty })
                }
                _ => None,
            })
        })
    }
}

/// Whether a field is the schema's `edges` or `nodes`, and a plain list.
fn is_list_of(field: &Field, name: &str) -> bool {
    let is_plain = matches!(&field.wrapping, Wrapping::List { nullable: true, item } if matches!(**item, Wrapping::Named { nullable: true }));
    is_plain && !field.conditional && field.name == name
}
