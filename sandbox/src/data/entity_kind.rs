//! One kind of entity: things with an identity, whichever of their types a query meets them through.

use super::{hash, id, stigg};

/// An index into the catalog's kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct KindId(pub(crate) usize);

/// One kind of entity, for example `Customer`.
pub(crate) struct EntityKind {
    pub(crate) name: String,
    pub(crate) salt: u64,
    /// What public ids start with: `customer` in `customer-0001`.
    pub(crate) label: String,
    /// Names under which an argument or a field gives an id of this kind.
    pub(super) id_names: Vec<String>,
    pub(crate) singleton: bool,
}

impl EntityKind {
    pub(super) fn new(name: String) -> Self {
        Self {
            salt: hash::of_name(&name),
            label: kebab(&name),
            id_names: id_names(&name),
            singleton: stigg::SINGLETONS.contains(&name.as_str()),
            name,
        }
    }

    /// Whether a field or argument of this name holds the id of an entity of this kind.
    pub(crate) fn is_id_name(&self, name: &str) -> bool {
        matches!(name, "id" | "refId" | "uuid") || self.id_names.iter().any(|id| id == name)
    }

    /// The public id of the entity at `index`, counted from zero.
    pub(crate) fn public_id(&self, index: u32) -> String {
        format!("{}-{:04}", self.label, u64::from(index) + 1)
    }

    /// The internal id: a UUID that ends in the position, so that it can be read back.
    pub(crate) fn internal_id(&self, seed: u64, index: u32) -> String {
        id::of_entity(hash::mix(seed, self.salt), index)
    }

    /// The position that an id made by [`EntityKind::public_id`] or [`EntityKind::internal_id`] stands for.
    pub(crate) fn index_of(&self, seed: u64, id: &str) -> Option<u32> {
        let (head, digits) = id.rsplit_once('-')?;
        let number =
            if head == self.label { digits.parse::<u32>().ok()? } else { u32::from_str_radix(digits, 16).ok()? };
        let index = number.checked_sub(1)?;
        (self.public_id(index) == id || self.internal_id(seed, index).eq_ignore_ascii_case(id)).then_some(index)
    }
}

/// `CreditGrant` is meant by `creditGrantId` and `grantId`, with `RefId` as well.
pub(super) fn id_names(kind: &str) -> Vec<String> {
    let mut names = Vec::new();
    let starts = kind.char_indices().filter(|(_, c)| c.is_uppercase()).map(|(at, _)| at);
    for start in std::iter::once(0).chain(starts.filter(|start| *start > 0)) {
        let Some(tail) = kind.get(start..) else { continue };
        let mut chars = tail.chars();
        let Some(first) = chars.next() else { continue };
        let stem: String = first.to_lowercase().chain(chars).collect();
        names.push(format!("{stem}Id"));
        names.push(format!("{stem}RefId"));
    }
    names
}

/// `CreditGrant` in kebab case. Public ids start so, and must stay: heck would make `api-key` of `APIKey`, this `apikey`.
pub(crate) fn kebab(name: &str) -> String {
    let mut label = String::with_capacity(name.len() + 4);
    let mut previous_lower = false;
    for c in name.chars() {
        if c.is_uppercase() && previous_lower {
            label.push('-');
        }
        previous_lower = !c.is_uppercase() && c != '_';
        label.extend(c.to_lowercase().map(|c| if c == '_' { '-' } else { c }));
    }
    label
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_can_be_read_back() {
        let kind = EntityKind::new("CreditGrant".to_owned());
        assert_eq!(kind.public_id(6), "credit-grant-0007");
        assert_eq!(kind.index_of(1, "credit-grant-0007"), Some(6));
        assert_eq!(kind.index_of(1, &kind.internal_id(1, 41)), Some(41));
        for wrong in ["", "-", "credit-grant-", "credit-grant-0", "credit-grant-7", "grant-0007", "é-0001"] {
            assert_eq!(kind.index_of(1, wrong), None, "{wrong}");
        }
        assert_eq!(kind.index_of(2, &kind.internal_id(1, 41)), None, "another seed has other ids");
    }

    #[test]
    fn short_and_long_names_of_an_id_are_known() {
        assert_eq!(id_names("CreditGrant"), ["creditGrantId", "creditGrantRefId", "grantId", "grantRefId"]);
    }
}
