//! Ways from a response type to the fields below it, through the fragments that are always there.
//!
//! A field that several places select has a way through each of them; their parts of it may differ.

use crate::program::{Field, Item, Output, Program, Ref, Role, Shape, Struct, Wrap};

/// A field, and the items that lead to it.
#[derive(Clone)]
pub(crate) struct Way<'p> {
    pub(crate) steps: Vec<Step<'p>>,
    pub(crate) field: &'p Field,
}

/// An item of a struct.
#[derive(Clone, Copy)]
pub(crate) struct Step<'p> {
    pub(crate) structure: &'p Struct,
    pub(crate) item: usize,
}

impl Way<'_> {
    /// The type of the object at the end, unless it sits in a list.
    pub(crate) fn object(&self) -> Option<Ref> {
        match (&self.field.output, &self.field.wrap) {
            (Output::Composite(ty), Wrap::Named { .. }) => Some(*ty),
            _ => None,
        }
    }
}

/// The fields of a type that are always there: its own first, then those of its fragments.
pub(crate) fn fields(program: &Program, ty: Ref) -> Vec<Way<'_>> {
    let Shape::Struct(structure) = &program.resolve(ty).1.shape else { return Vec::new() };
    let items = || structure.items.iter().enumerate();
    let own = items().filter_map(|(item, definition)| match definition {
        Item::Field(field) if !field.conditional => Some(Way { steps: vec![Step { structure, item }], field }),
        _ => None,
    });
    let inside = items().filter_map(|(item, definition)| match definition {
        Item::Member(member) if !member.conditional => Some((item, member.fragment)),
        _ => None,
    });
    let inside = inside.flat_map(|(item, fragment)| {
        let step = Step { structure, item };
        fields(program, Ref::Fragment(fragment)).into_iter().map(move |way| prepend(&[step], way))
    });
    own.chain(inside).collect()
}

/// The ways along response keys.
pub(crate) fn ways<'p>(program: &'p Program, ty: Ref, keys: &[&str]) -> Vec<Way<'p>> {
    let Some((key, below)) = keys.split_first() else { return Vec::new() };
    let here = fields(program, ty).into_iter().filter(|way| way.field.key == *key);
    if below.is_empty() {
        return here.collect();
    }
    let further = here.flat_map(|way| {
        let rest = way.object().map(|ty| ways(program, ty, below)).unwrap_or_default();
        rest.into_iter().map(move |further| prepend(&way.steps, further)).collect::<Vec<_>>()
    });
    further.collect()
}

fn prepend<'p>(steps: &[Step<'p>], way: Way<'p>) -> Way<'p> {
    Way { steps: steps.iter().copied().chain(way.steps).collect(), ..way }
}

/// Where a type has the nodes of a connection.
pub(crate) enum Nodes<'p> {
    /// It is the runtime's connection.
    Runtime,
    /// In its list of edges; the way leads from an edge to its node.
    Edges { list: Step<'p>, node: Way<'p> },
    /// In its list of nodes.
    List { list: Step<'p>, field: &'p Field },
    /// In a fragment of it.
    Fragment { member: Step<'p>, ty: Ref },
}

/// Finds the nodes of a connection: `edges` with a `node` go before `nodes`, and both before those of its fragments.
pub(crate) fn nodes(program: &Program, ty: Ref) -> Option<Nodes<'_>> {
    let Shape::Struct(structure) = &program.resolve(ty).1.shape else { return None };
    match structure.role {
        Role::Connection => return Some(Nodes::Runtime),
        Role::OwnConnection => {}
        Role::Own | Role::Edge | Role::PageInfo => return None,
    }
    let list = |key: &str| {
        structure.items.iter().enumerate().find_map(|(item, definition)| match definition {
            Item::Field(field) if field.key == key && is_list_of(field, key) => Some((Step { structure, item }, field)),
            _ => None,
        })
    };
    let edges = list("edges").and_then(|(list, field)| {
        let Output::Composite(edge) = field.output else { return None };
        let node =
            ways(program, edge, &["node"]).into_iter().find(|way| matches!(way.field.wrap, Wrap::Named { .. }))?;
        Some(Nodes::Edges { list, node })
    });
    let own = edges.or_else(|| list("nodes").map(|(list, field)| Nodes::List { list, field }));
    own.or_else(|| {
        structure.items.iter().enumerate().find_map(|(item, definition)| match definition {
            Item::Member(member) if !member.conditional => {
                let ty = Ref::Fragment(member.fragment);
                nodes(program, ty).map(|_| Nodes::Fragment { member: Step { structure, item }, ty })
            }
            _ => None,
        })
    })
}

/// Whether a field is the schema's `edges` or `nodes`, and a plain list.
fn is_list_of(field: &Field, name: &str) -> bool {
    let is_plain =
        matches!(&field.wrap, Wrap::List { nullable: true, item } if matches!(**item, Wrap::Named { nullable: true }));
    is_plain && !field.conditional && field.coordinate.ends_with(&format!(".{name}"))
}
