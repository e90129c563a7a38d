//! Opaque cursors that survive writes between two pages: they name the node, and the place in case it is gone.

use super::record::Record;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// The cursor of a node at this place of its list.
pub(crate) fn of(node: &Record<'_>, place: usize) -> String {
    URL_SAFE_NO_PAD.encode(format!("{place}:{}", name(node)))
}

/// Where a cursor points in a list, if it is a cursor.
pub(crate) fn place(cursor: &str, nodes: &[Record<'_>]) -> Option<Place> {
    let bytes = URL_SAFE_NO_PAD.decode(cursor).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let (place, wanted) = text.split_once(':')?;
    let place: usize = place.parse().ok()?;
    if nodes.get(place).is_some_and(|node| name(node) == wanted) {
        return Some(Place::At(place));
    }
    Some(match nodes.iter().position(|node| name(node) == wanted) {
        Some(at) => Place::At(at),
        None => Place::Gone(place),
    })
}

/// Where a cursor points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    At(usize),
    /// Its node left the list; the next one moved here.
    Gone(usize),
}

fn name(node: &Record<'_>) -> String {
    match node.entity {
        Some((_, index)) => index.to_string(),
        None => format!("{:x}", node.key.hash),
    }
}
