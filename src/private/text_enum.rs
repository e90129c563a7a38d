//! Enums that are a text in JSON.

/// An enum, its number of values, its variant for unknown ones, and its values sorted by their texts.
#[doc(hidden)]
#[macro_export]
macro_rules! __text_enum {
    ($ty:ident [$count:literal] or $unrecognized:ident: $($variant:ident $text:literal),+) => {
        impl $ty {
            /// The value as GraphQL writes it.
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)+
                    Self::$unrecognized(text) => text,
                }
            }
        }

        impl ::core::convert::From<&str> for $ty {
            #[inline]
            fn from(text: &str) -> Self {
                // Constants make no machine code where nobody uses them.
                const TEXTS: &[&str; $count] = &[$($text),+];
                const PREFIXES: &[u64; $count] = &$crate::__private::prefixes(TEXTS);
                const VALUES: &[$ty; $count] = &[$($ty::$variant),+];
                match $crate::__private::find(TEXTS, PREFIXES, text) {
                    ::core::option::Option::Some(index) => ::core::clone::Clone::clone(&VALUES[index]),
                    ::core::option::Option::None => Self::$unrecognized(::std::borrow::ToOwned::to_owned(text)),
                }
            }
        }

        impl $crate::__private::Kind for $ty {
            type Out = Self;
            const HINT: $crate::__private::Hint = $crate::__private::TEXT;

            #[inline]
            fn make(token: $crate::__private::Token<'_>) -> ::core::result::Result<Self, $crate::__private::Mismatch> {
                $crate::__private::text(token)
            }
        }

        impl $crate::__private::Serialize for $ty {
            #[inline]
            fn serialize<S: $crate::__private::Serializer>(&self, s: S) -> ::core::result::Result<S::Ok, S::Error> {
                s.serialize_str(self.as_str())
            }
        }

        impl ::core::fmt::Display for $ty {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }
        $crate::__private::deserialize_kind!($ty);
    };
}
