//! Structs that one JSON object makes.
//!
//! Generated code defines the struct and says once, as a list, where its keys go:
//!
//! ```text
//! __rt::object! { Plan by __PlanRecord: 0 => id "id" !Id, 1.. => tags "tags" List(::std::string::String) }
//! ```
//!
//! Key number 0 is `"id"`; its value goes to the field `id`, must be there (`!`) and is an ID. Numbers are written out, since
//! counting would take a macro a call of itself for each field.

/// A struct whose fields are values.
///
/// A word without `!` may be null. `with typename` names the field of `__typename`, which is read before the record is chosen
/// where a type has several.
#[doc(hidden)]
#[macro_export]
macro_rules! __object {
    ($ty:ident by $record:ident $(with $typename:ident)?: $(
        $at:pat => $field:ident $key:literal $(!$must:ident)? $($may:ident)? $(($kind:ty))?
    ),+ $(,)?) => {
        #[doc(hidden)]
        pub struct $record {
            $(pub $field: $crate::__private::Cell<$crate::__private::kind::$($must)?$($may)?$(<$kind>)?>,)+
        }

        impl $record {
            pub const KEYS: &'static [$crate::__private::Key] =
                &[$($crate::__private::Key::new(
                    ::core::concat!(",\"", $key, "\":"),
                    $($crate::__private::hint::$must)?$($crate::__private::hint::$may.or_null())?,
                )),+];
        }

        impl ::core::default::Default for $record {
            #[inline]
            fn default() -> Self {
                Self { $($field: $crate::__private::Cell(::core::option::Option::None)),+ }
            }
        }

        impl $crate::__private::Record for $record {
            #[inline]
            fn keys(&self) -> &'static [$crate::__private::Key] {
                Self::KEYS
            }

            #[inline]
            fn slot(&mut self, key: usize) -> $crate::__private::Target<'_> {
                match key {
                    $($at => $crate::__private::target::$($must)?$($may)?(&mut self.$field),)+
                }
            }

            $(#[inline]
            fn set_typename(&mut self, typename: &str) {
                self.$typename.0 = ::core::option::Option::Some(::std::borrow::ToOwned::to_owned(typename));
            })?
        }

        impl $crate::__private::Finish for $record {
            type Out = $ty;

            #[inline]
            fn finish(self) -> ::core::result::Result<$ty, &'static str> {
                match self {
                    Self { $($field: $crate::__private::Cell($($crate::__private::full::$must)?($field))),+ } => {
                        ::core::result::Result::Ok($ty { $($field),+ })
                    }
                    this => ::core::result::Result::Err($crate::__private::missing(&[$($((
                        if let $crate::__private::full::$must(_) = &this.$field.0 { false } else { true },
                        $key,
                    ),)?)+])),
                }
            }
        }

        impl $crate::__private::Encode for $ty {
            #[inline]
            fn encode<M: $crate::__private::SerializeMap>(&self, map: &mut M) -> ::core::result::Result<(), M::Error> {
                $(map.serialize_entry($key, &self.$field)?;)+
                ::core::result::Result::Ok(())
            }
        }

        $crate::__private::serialize_object!($ty);
        $crate::__private::object_kind!($ty, $record);
        $crate::__private::deserialize_kind!($ty);
    };
}

/// A struct with fragments in it, each of which has keys of its own.
///
/// The keys from 13 on are those of the fragment's record from 0 on: `13.. => ..part from 0: __PartRecord`.
#[doc(hidden)]
#[macro_export]
macro_rules! __object_with_fragments {
    ($ty:ident by $record:ident [$count:literal] $(with $typename:ident)?: $(
        $at:pat =>
            $($field:ident $key:literal $(!$must:ident)? $($may:ident)? $(($kind:ty))?)?
            $(..$part:ident from $first:literal: $inner:ty)?
    ),+ $(,)?) => {
        #[doc(hidden)]
        #[derive(::core::default::Default)]
        pub struct $record {
            $(
                $(pub $field: $crate::__private::Cell<$crate::__private::kind::$($must)?$($may)?$(<$kind>)?>,)?
                $(pub $part: $inner,)?
            )+
        }

        impl $record {
            pub const KEYS: &'static [$crate::__private::Key] = &$crate::__private::keys::<$count>(&[$(
                $(&[$crate::__private::Key::new(
                    ::core::concat!(",\"", $key, "\":"),
                    $($crate::__private::hint::$must)?$($crate::__private::hint::$may.or_null())?,
                )])?
                $(<$inner>::KEYS)?
            ),+]);
        }

        impl $crate::__private::Record for $record {
            #[inline]
            fn keys(&self) -> &'static [$crate::__private::Key] {
                Self::KEYS
            }

            #[inline]
            fn slot(&mut self, key: usize) -> $crate::__private::Target<'_> {
                match key {
                    $($at => {
                        $($crate::__private::target::$($must)?$($may)?(&mut self.$field))?
                        $($crate::__private::Record::slot(&mut self.$part, key - $first))?
                    })+
                }
            }

            #[inline]
            fn set_typename(&mut self, typename: &str) {
                $(self.$typename.0 = ::core::option::Option::Some(::std::borrow::ToOwned::to_owned(typename));)?
                $($($crate::__private::Record::set_typename(&mut self.$part, typename);)?)+
            }
        }

        impl $crate::__private::Finish for $record {
            type Out = $ty;

            #[inline]
            fn finish(self) -> ::core::result::Result<$ty, &'static str> {
                match self {
                    Self { $($($field: $crate::__private::Cell($($crate::__private::full::$must)?($field)),)?)+ .. } => {
                        ::core::result::Result::Ok($ty { $(
                            $($field,)?
                            $($part: $crate::__private::Finish::finish(self.$part)?,)?
                        )+ })
                    }
                    this => ::core::result::Result::Err($crate::__private::missing(&[$($($((
                        if let $crate::__private::full::$must(_) = &this.$field.0 { false } else { true },
                        $key,
                    ),)?)?)+])),
                }
            }
        }

        impl $crate::__private::Encode for $ty {
            #[inline]
            fn encode<M: $crate::__private::SerializeMap>(&self, map: &mut M) -> ::core::result::Result<(), M::Error> {
                $(
                    $(map.serialize_entry($key, &self.$field)?;)?
                    $($crate::__private::Encode::encode(&self.$part, map)?;)?
                )+
                ::core::result::Result::Ok(())
            }
        }

        $crate::__private::serialize_object!($ty);
        $crate::__private::object_kind!($ty, $record);
        $crate::__private::deserialize_kind!($ty);
    };
}

/// A type that one record decodes.
#[doc(hidden)]
#[macro_export]
macro_rules! __object_kind {
    ($ty:ty, $record:ty) => {
        impl $crate::__private::Kind for $ty {
            type Out = Self;
            const HINT: $crate::__private::Hint = $crate::__private::OBJECT;

            #[inline]
            fn make(token: $crate::__private::Token<'_>) -> ::core::result::Result<Self, $crate::__private::Mismatch> {
                $crate::__private::object::<$record>(token)
            }
        }
    };
}

/// A type that `__typename` decides on: the record of each concrete type and that of the others, each with the variants that
/// hold what it makes, the innermost first.
#[doc(hidden)]
#[macro_export]
macro_rules! __kind_by_type {
    ($ty:ident:
        $($case:literal $concrete:literal => $record:ty $(as $variant:path)*,)*
        _ => $other:ty $(as $other_variant:path)*
    ) => {
        impl $crate::__private::Kind for $ty {
            type Out = Self;
            const HINT: $crate::__private::Hint = $crate::__private::OBJECT;

            #[inline]
            fn make(token: $crate::__private::Token<'_>) -> ::core::result::Result<Self, $crate::__private::Mismatch> {
                let (case, typename, fields) = $crate::__private::typename(token, &[$($concrete),*])?;
                match case {
                    $($case => $crate::__private::of_type::<$record>(&typename, fields)$(.map($variant))*,)*
                    _ => $crate::__private::of_type::<$other>(&typename, fields)$(.map($other_variant))*,
                }
            }
        }
    };
}
