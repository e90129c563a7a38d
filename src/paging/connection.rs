//! Relay connections: `edges`, `nodes`, `pageInfo`, `totalCount`.

use std::iter::Flatten;
use std::vec;

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::codec::decode::{self, Cell, Finish, Hint, Key, Kind, Mismatch, Nulls, Record, Target, Token};
use crate::codec::encode::{self, Encode};
use crate::maybe::Maybe;

/// One page of a connection: its edges or nodes as the server sent them.
///
/// What the query did not select is [`Maybe::Absent`]. Null edges and null nodes stay in the page; the iterators pass
/// over them.
///
/// ```
/// use stigg_graphql::Connection;
///
/// let page: Connection<String> = serde_json::from_str(
///     r#"{"edges":[{"node":"a"},null,{"node":null},{"node":"d"}],"totalCount":4}"#,
/// )?;
/// assert_eq!(page.nodes().collect::<Vec<_>>(), ["a", "d"]);
/// assert_eq!(page.total_count(), Some(4));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Connection<N> {
    /// `edges { .. }`.
    pub edges: Maybe<Vec<Option<Edge<N>>>>,
    /// `nodes { .. }`, which some servers offer beside `edges`.
    pub nodes: Maybe<Vec<Option<N>>>,
    /// `pageInfo { .. }`.
    pub page_info: Maybe<PageInfo>,
    /// `totalCount`: how many there are over all pages.
    pub total_count: Maybe<i32>,
}

/// One edge of a connection.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Edge<N> {
    /// Where the edge stands in the list; opaque.
    pub cursor: Maybe<String>,
    /// The node; `None` where the server sent null.
    pub node: Option<N>,
}

/// Where a page stands in its list; every field may be null in Stigg's schema.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct PageInfo {
    /// Whether a page follows; null means no.
    pub has_next_page: Maybe<bool>,
    /// Whether a page precedes; null means no.
    pub has_previous_page: Maybe<bool>,
    /// The cursor of the first edge.
    pub start_cursor: Maybe<String>,
    /// The cursor of the last edge.
    pub end_cursor: Maybe<String>,
}

/// What has nodes: [`Connection`], and the generated type of a connection with fields of its own.
///
/// Generated code implements it. Bring it into scope for `nodes()` of such a type; [`Connection`] has that without it.
pub trait Nodes: Sized {
    /// One node.
    type Node;

    /// The nodes as the server sent them; `None` stands for a null edge or a null node.
    fn slots(&self) -> Vec<Option<&Self::Node>>;

    /// The nodes as the server sent them, by value.
    fn into_slots(self) -> Vec<Option<Self::Node>>;

    /// The nodes that are there, in order.
    fn nodes(&self) -> Flatten<vec::IntoIter<Option<&Self::Node>>> {
        self.slots().into_iter().flatten()
    }

    /// The nodes that are there, in order, by value.
    fn into_nodes(self) -> Flatten<vec::IntoIter<Option<Self::Node>>> {
        self.into_slots().into_iter().flatten()
    }
}

impl<N> Connection<N> {
    /// The nodes that are there, in order.
    pub fn nodes(&self) -> Flatten<vec::IntoIter<Option<&N>>> {
        Nodes::nodes(self)
    }

    /// The nodes that are there, in order, by value.
    pub fn into_nodes(self) -> Flatten<vec::IntoIter<Option<N>>> {
        Nodes::into_nodes(self)
    }

    /// How many nodes there are over all pages, if the query selects `totalCount`.
    pub fn total_count(&self) -> Option<i32> {
        self.total_count.value().copied()
    }

    /// Where the page stands in its list, if the query selects `pageInfo`.
    pub fn page_info(&self) -> Option<&PageInfo> {
        self.page_info.value()
    }
}

impl<N> Default for Connection<N> {
    fn default() -> Self {
        Self { edges: Maybe::Absent, nodes: Maybe::Absent, page_info: Maybe::Absent, total_count: Maybe::Absent }
    }
}

/// A page of these nodes as `edges { node }`, for tests and caches.
impl<N> FromIterator<N> for Connection<N> {
    fn from_iter<I: IntoIterator<Item = N>>(nodes: I) -> Self {
        let edges = nodes.into_iter().map(|node| Some(Edge { cursor: Maybe::Absent, node: Some(node) }));
        Self { edges: Maybe::Value(edges.collect()), ..Self::default() }
    }
}

impl<N> Nodes for Connection<N> {
    type Node = N;

    fn slots(&self) -> Vec<Option<&N>> {
        match (&self.edges, &self.nodes) {
            (Maybe::Value(edges), _) => edges.iter().map(|edge| edge.as_ref()?.node.as_ref()).collect(),
            (_, Maybe::Value(nodes)) => nodes.iter().map(Option::as_ref).collect(),
            _ => Vec::new(),
        }
    }

    fn into_slots(self) -> Vec<Option<N>> {
        match (self.edges, self.nodes) {
            (Maybe::Value(edges), _) => edges.into_iter().map(|edge| edge?.node).collect(),
            (_, Maybe::Value(nodes)) => nodes,
            _ => Vec::new(),
        }
    }
}

impl<N> IntoIterator for Connection<N> {
    type Item = N;
    type IntoIter = Flatten<vec::IntoIter<Option<N>>>;

    fn into_iter(self) -> Self::IntoIter {
        self.into_nodes()
    }
}

#[expect(clippy::into_iter_without_iter, reason = "it is called `nodes`")]
impl<'a, N> IntoIterator for &'a Connection<N> {
    type Item = &'a N;
    type IntoIter = Flatten<vec::IntoIter<Option<&'a N>>>;

    fn into_iter(self) -> Self::IntoIter {
        self.nodes()
    }
}

impl PageInfo {
    /// Whether a page follows.
    pub fn has_next(&self) -> bool {
        self.has_next_page.value() == Some(&true)
    }

    /// Whether a page precedes.
    pub fn has_previous(&self) -> bool {
        self.has_previous_page.value() == Some(&true)
    }
}

/// Null or a value; a key that was not there cannot be told from null by then, so this is asked of those that were.
fn present<T>(seen: bool, value: Option<T>) -> Maybe<T> {
    match (seen, value) {
        (_, Some(value)) => Maybe::Value(value),
        (true, None) => Maybe::Null,
        (false, None) => Maybe::Absent,
    }
}

struct ConnectionRecord<N: Kind<Out = N>> {
    seen: [bool; 4],
    edges: Cell<Nulls<Edge<N>>>,
    nodes: Cell<Nulls<N>>,
    page_info: Cell<PageInfo>,
    total_count: Cell<i32>,
}

impl<N: Kind<Out = N>> Default for ConnectionRecord<N> {
    fn default() -> Self {
        Self {
            seen: [false; 4],
            edges: Cell::default(),
            nodes: Cell::default(),
            page_info: Cell::default(),
            total_count: Cell::default(),
        }
    }
}

impl<N: Kind<Out = N>> Record for ConnectionRecord<N> {
    fn keys(&self) -> &'static [Key] {
        const {
            &[
                Key::new(r#","edges":"#, decode::LIST.or_null()),
                Key::new(r#","nodes":"#, decode::LIST.or_null()),
                Key::new(r#","pageInfo":"#, decode::OBJECT.or_null()),
                Key::new(r#","totalCount":"#, decode::INT.or_null()),
            ]
        }
    }

    fn slot(&mut self, key: usize) -> Target<'_> {
        self.seen[key] = true;
        match key {
            0 => Target::Other(&mut self.edges),
            1 => Target::Other(&mut self.nodes),
            2 => Target::Other(&mut self.page_info),
            _ => Target::Int(&mut self.total_count),
        }
    }
}

impl<N: Kind<Out = N>> Finish for ConnectionRecord<N> {
    type Out = Connection<N>;

    fn finish(self) -> Result<Connection<N>, &'static str> {
        Ok(Connection {
            edges: present(self.seen[0], self.edges.0),
            nodes: present(self.seen[1], self.nodes.0),
            page_info: present(self.seen[2], self.page_info.0),
            total_count: present(self.seen[3], self.total_count.0),
        })
    }
}

impl<N: Kind<Out = N>> Kind for Connection<N> {
    type Out = Self;
    const HINT: Hint = decode::OBJECT;

    fn make(token: Token<'_>) -> Result<Self, Mismatch> {
        decode::object::<ConnectionRecord<N>>(token)
    }
}

impl<'de, N: Kind<Out = N>> Deserialize<'de> for Connection<N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        decode::deserialize::<Self, D>(deserializer)
    }
}

struct EdgeRecord<N: Kind<Out = N>> {
    has_cursor: bool,
    cursor: Cell<String>,
    node: Cell<N>,
}

impl<N: Kind<Out = N>> Default for EdgeRecord<N> {
    fn default() -> Self {
        Self { has_cursor: false, cursor: Cell::default(), node: Cell::default() }
    }
}

impl<N: Kind<Out = N>> Record for EdgeRecord<N> {
    fn keys(&self) -> &'static [Key] {
        const { &[Key::new(r#","cursor":"#, decode::TEXT.or_null()), Key::new(r#","node":"#, N::HINT.or_null())] }
    }

    fn slot(&mut self, key: usize) -> Target<'_> {
        match key {
            0 => {
                self.has_cursor = true;
                Target::Text(&mut self.cursor)
            }
            _ => Target::Other(&mut self.node),
        }
    }
}

impl<N: Kind<Out = N>> Finish for EdgeRecord<N> {
    type Out = Edge<N>;

    fn finish(self) -> Result<Edge<N>, &'static str> {
        Ok(Edge { cursor: present(self.has_cursor, self.cursor.0), node: self.node.0 })
    }
}

impl<N: Kind<Out = N>> Kind for Edge<N> {
    type Out = Self;
    const HINT: Hint = decode::OBJECT;

    fn make(token: Token<'_>) -> Result<Self, Mismatch> {
        decode::object::<EdgeRecord<N>>(token)
    }
}

impl<'de, N: Kind<Out = N>> Deserialize<'de> for Edge<N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        decode::deserialize::<Self, D>(deserializer)
    }
}

#[derive(Default)]
struct PageInfoRecord {
    seen: [bool; 4],
    has_next_page: Cell<bool>,
    has_previous_page: Cell<bool>,
    start_cursor: Cell<String>,
    end_cursor: Cell<String>,
}

impl Record for PageInfoRecord {
    fn keys(&self) -> &'static [Key] {
        const {
            &[
                Key::new(r#","hasNextPage":"#, decode::BOOLEAN.or_null()),
                Key::new(r#","hasPreviousPage":"#, decode::BOOLEAN.or_null()),
                Key::new(r#","startCursor":"#, decode::TEXT.or_null()),
                Key::new(r#","endCursor":"#, decode::TEXT.or_null()),
            ]
        }
    }

    fn slot(&mut self, key: usize) -> Target<'_> {
        self.seen[key] = true;
        match key {
            0 => Target::Boolean(&mut self.has_next_page),
            1 => Target::Boolean(&mut self.has_previous_page),
            2 => Target::Text(&mut self.start_cursor),
            _ => Target::Text(&mut self.end_cursor),
        }
    }
}

impl Finish for PageInfoRecord {
    type Out = PageInfo;

    fn finish(self) -> Result<PageInfo, &'static str> {
        Ok(PageInfo {
            has_next_page: present(self.seen[0], self.has_next_page.0),
            has_previous_page: present(self.seen[1], self.has_previous_page.0),
            start_cursor: present(self.seen[2], self.start_cursor.0),
            end_cursor: present(self.seen[3], self.end_cursor.0),
        })
    }
}

impl Kind for PageInfo {
    type Out = Self;
    const HINT: Hint = decode::OBJECT;

    fn make(token: Token<'_>) -> Result<Self, Mismatch> {
        decode::object::<PageInfoRecord>(token)
    }
}

impl<'de> Deserialize<'de> for PageInfo {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        decode::deserialize::<Self, D>(deserializer)
    }
}

impl<N: Serialize> Encode for Connection<N> {
    fn encode<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        encode::maybe(map, "edges", &self.edges)?;
        encode::maybe(map, "nodes", &self.nodes)?;
        encode::maybe(map, "pageInfo", &self.page_info)?;
        encode::maybe(map, "totalCount", &self.total_count)
    }
}

impl<N: Serialize> Serialize for Connection<N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        encode::object(self, serializer)
    }
}

impl<N: Serialize> Encode for Edge<N> {
    fn encode<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        encode::maybe(map, "cursor", &self.cursor)?;
        map.serialize_entry("node", &self.node)
    }
}

impl<N: Serialize> Serialize for Edge<N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        encode::object(self, serializer)
    }
}

impl Encode for PageInfo {
    fn encode<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        encode::maybe(map, "hasNextPage", &self.has_next_page)?;
        encode::maybe(map, "hasPreviousPage", &self.has_previous_page)?;
        encode::maybe(map, "startCursor", &self.start_cursor)?;
        encode::maybe(map, "endCursor", &self.end_cursor)
    }
}

impl Serialize for PageInfo {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        encode::object(self, serializer)
    }
}
