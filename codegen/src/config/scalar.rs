//! The Rust types of scalars where the user says nothing: by the scalar's name, and by the field for floats that are money
//! or times.

macro_rules! scalar_types {
    ($($variant:ident $path:literal;)*) => {
        /// The Rust type of a custom scalar, or of one field.
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub(crate) enum ScalarType {
            $($variant,)*
            /// A type that is not in the table, as the user wrote it.
            Other(String),
        }

        impl ScalarType {
            /// The type with this Rust path.
            pub(crate) fn new(path: &str) -> Self {
                match path {
                    $($path => Self::$variant,)*
                    other => Self::Other(other.to_owned()),
                }
            }

            pub(crate) fn path(&self) -> &str {
                match self {
                    $(Self::$variant => $path,)*
                    Self::Other(path) => path,
                }
            }
        }
    };
}

scalar_types! {
    Amount "::stigg_graphql::scalars::Amount";
    DateTime "::stigg_graphql::scalars::DateTime";
    EpochMillis "::stigg_graphql::scalars::EpochMillis";
    Json "::stigg_graphql::scalars::Json";
    JsonObject "::stigg_graphql::scalars::JsonObject";
    String "::std::string::String";
    Uuid "::stigg_graphql::scalars::Uuid";
}

/// The scalars that have a type without being asked for: those of the shipped schema.
pub(super) const BY_NAME: &[(&str, ScalarType)] = &[
    ("ConnectionCursor", ScalarType::String),
    ("DateTime", ScalarType::DateTime),
    ("JSON", ScalarType::Json),
    ("JSONObject", ScalarType::JsonObject),
    ("UUID", ScalarType::Uuid),
];

/// The fields of Stigg's schema that are floats by name but hold money or times, and the types with such fields.
pub(super) const BY_FIELD: &[(&str, &[&str], ScalarType)] = &[
    ("Money", &["amount"], ScalarType::Amount),
    ("MoneyInputDTO", &["amount"], ScalarType::Amount),
    ("InvoiceLine", &["amount"], ScalarType::Amount),
    ("PaywallPricePoint", &["amount"], ScalarType::Amount),
    ("SubscriptionInvoice", INVOICE_AMOUNTS, ScalarType::Amount),
    ("CreditGrantInvoice", INVOICE_AMOUNTS, ScalarType::Amount),
    ("AutoRechargeSettingsDTO", &["currentMonthlySpend", "maxSpendLimit"], ScalarType::Amount),
    ("SaveAutoRechargeSettingsInput", &["maxSpendLimit"], ScalarType::Amount),
    ("Entitlement", &["validUntil"], ScalarType::EpochMillis),
    ("CreditBalance", &["validUntil"], ScalarType::EpochMillis),
    ("CreditBalanceUpdated", &["validUntil"], ScalarType::EpochMillis),
    ("UsageMeasurementUpdated", &["nextResetDate", "usagePeriodEnd", "usagePeriodStart"], ScalarType::EpochMillis),
];

const INVOICE_AMOUNTS: &[&str] = &[
    "amountDue",
    "appliedBalance",
    "endingBalance",
    "startingBalance",
    "subTotal",
    "subTotalExcludingTax",
    "tax",
    "total",
    "totalExcludingTax",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_back_to_its_type() {
        let by_name = BY_NAME.iter().map(|(_, ty)| ty);
        let by_field = BY_FIELD.iter().map(|(.., ty)| ty);
        for ty in by_name.chain(by_field) {
            assert_eq!(ScalarType::new(ty.path()), *ty);
        }
        assert_eq!(ScalarType::new("::jiff::Timestamp"), ScalarType::Other("::jiff::Timestamp".to_owned()));
    }
}
