//! Opaque cursors that survive writes between two pages: they name the node, and the place in case it is gone.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// The cursor of a node at this place of its list. A node's name is its position in the data.
pub(crate) fn of(name: u32, place: usize) -> String {
    URL_SAFE_NO_PAD.encode(format!("{place}:{name}"))
}

/// Where a cursor points in a list of names, if it is a cursor.
pub(crate) fn place(cursor: &str, names: &[u32]) -> Option<Place> {
    let bytes = URL_SAFE_NO_PAD.decode(cursor).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let (place, name) = text.split_once(':')?;
    let (place, name): (usize, u32) = (place.parse().ok()?, name.parse().ok()?);
    if names.get(place) == Some(&name) {
        return Some(Place::At(place));
    }
    Some(names.iter().position(|other| *other == name).map_or(Place::Gone(place), Place::At))
}

/// Where a cursor points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    At(usize),
    /// Its node left the list; the next one moved here.
    Gone(usize),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_follows_its_node() {
        let cursor = of(7, 1);
        assert_eq!(place(&cursor, &[5, 7, 9]), Some(Place::At(1)));
        assert_eq!(place(&cursor, &[4, 5, 7, 9]), Some(Place::At(2)));
        assert_eq!(place(&cursor, &[5, 9]), Some(Place::Gone(1)));
        for wrong in ["", "nonsense", "é", "MDow=", "YTpi"] {
            assert_eq!(place(wrong, &[5]), None, "{wrong}");
        }
    }
}
