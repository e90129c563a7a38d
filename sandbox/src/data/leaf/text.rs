//! Strings that look like what the field's name promises.

use crate::data::entity_kind::kebab;
use crate::data::hash::{self, pick};
use crate::data::owner::Owner;

/// What a string says.
pub(crate) enum Text {
    Email,
    Url,
    Domain,
    Name(Names),
    Description,
    Country,
    CardBrand,
    FourDigits,
    TimeZone,
    Token,
    /// The field's own name in kebab case with a number.
    Plain(String),
}

/// Whose name it is.
#[derive(Clone, Copy)]
pub(crate) enum Names {
    Company,
    Person,
    Feature,
    Plan,
    Owner,
}

const COMPANIES: [&str; 16] = [
    "Acme Robotics",
    "Northwind Labs",
    "Blue Harbor",
    "Cobalt Works",
    "Sunfield Energy",
    "Papermill",
    "Quiet Orchard",
    "Lantern Health",
    "Tall Ships Trading",
    "Kestrel Maps",
    "Granite Pay",
    "Fernway Studios",
    "Copperline",
    "Mosaic Foods",
    "Driftwood Media",
    "Alpine Cargo",
];
const PEOPLE: [&str; 8] =
    ["Ada Brook", "Noor Haddad", "Luis Prado", "Mei Tanaka", "Ingrid Solberg", "Tom Okafor", "Zoe Marin", "Ravi Nair"];
const FEATURES: [&str; 10] = [
    "Seats",
    "API Calls",
    "Storage",
    "Audit Log",
    "Single Sign-On",
    "Dashboards",
    "Exports",
    "Webhooks",
    "Priority Support",
    "Custom Domains",
];
const PLANS: [&str; 6] = ["Free", "Starter", "Growth", "Pro", "Scale", "Enterprise"];
const COUNTRIES: [&str; 8] = ["US", "GB", "DE", "FR", "JP", "BR", "IN", "AU"];
const CARDS: [&str; 3] = ["visa", "mastercard", "amex"];
const ZONES: [&str; 4] = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Tokyo"];

impl Text {
    pub(crate) fn of(field: &str) -> Self {
        let name = field.to_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
        if name == "email" || name.ends_with("email") {
            Self::Email
        } else if has(&["url", "link", "webhook"]) {
            Self::Url
        } else if has(&["domain"]) {
            Self::Domain
        } else if has(&["countrycode"]) {
            Self::Country
        } else if has(&["cardbrand"]) {
            Self::CardBrand
        } else if has(&["last4"]) {
            Self::FourDigits
        } else if has(&["timezone"]) {
            Self::TimeZone
        } else if has(&["token", "secret", "signature", "hash"]) {
            Self::Token
        } else if has(&["description", "message", "comment", "error"]) {
            Self::Description
        } else if name.ends_with("name") || name == "title" {
            Self::Name(Names::of(&name))
        } else {
            Self::Plain(kebab(field))
        }
    }

    pub(crate) fn value(&self, owner: &Owner<'_>, draw: u64) -> String {
        let number = owner.key.ordinal % 10_000;
        let label = owner.kind.map_or("node", |kind| kind.label.as_str());
        match self {
            Self::Email => format!("{label}-{:04}@example.com", number + 1),
            Self::Url => format!("https://example.com/{label}/{:04}", number + 1),
            Self::Domain => format!("{label}-{:04}.example.com", number + 1),
            Self::Name(names) => names.value(owner, draw),
            Self::Description => format!("Sample text {:04} of {}", number + 1, owner.type_name),
            Self::Country => (*pick(draw, &COUNTRIES)).to_owned(),
            Self::CardBrand => (*pick(draw, &CARDS)).to_owned(),
            Self::FourDigits => format!("{:04}", hash::below(draw, 10_000)),
            Self::TimeZone => (*pick(draw, &ZONES)).to_owned(),
            Self::Token => format!("{draw:016x}"),
            Self::Plain(stem) => format!("{stem}-{:04}", hash::below(draw, 10_000)),
        }
    }
}

impl Names {
    fn of(field: &str) -> Self {
        match field {
            _ if field.starts_with("feature") => Self::Feature,
            _ if field.starts_with("plan") || field.starts_with("package") => Self::Plan,
            _ if field.starts_with("customer") || field.starts_with("account") => Self::Company,
            _ => Self::Owner,
        }
    }

    fn value(self, owner: &Owner<'_>, draw: u64) -> String {
        let kind = owner.kind.map_or(owner.type_name, |kind| kind.name.as_str());
        let whose = match self {
            Self::Owner => match kind {
                "Customer" | "Account" => Self::Company,
                "Member" | "User" => Self::Person,
                "Feature" => Self::Feature,
                "Plan" => Self::Plan,
                _ => Self::Owner,
            },
            named => named,
        };
        let choices: &[&str] = match whose {
            Self::Company => &COMPANIES,
            Self::Person => &PEOPLE,
            Self::Feature => &FEATURES,
            Self::Plan => &PLANS,
            Self::Owner => return format!("{} {}", spaced(kind), owner.key.ordinal.wrapping_add(1)),
        };
        // Entities go through the list in order and are numbered from the second round on.
        let count = u32::try_from(choices.len()).unwrap_or(1);
        let position = if owner.kind.is_some() { owner.key.ordinal } else { hash::below(draw, count) };
        let name = choices[(position % count) as usize];
        match position / count {
            0 => name.to_owned(),
            round => format!("{name} {}", round + 1),
        }
    }
}

/// `CreditGrant` reads as `Credit Grant`.
fn spaced(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 4);
    for (at, c) in name.char_indices() {
        if c.is_uppercase() && at > 0 {
            words.push(' ');
        }
        words.push(c);
    }
    words
}
