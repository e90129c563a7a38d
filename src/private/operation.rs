//! What is known of an operation.

/// Makes a struct of variables an operation: its document is its own text and those of its fragments.
///
/// `escaped` is its own text as a string of JSON has it, where something in the document is written differently there.
#[doc(hidden)]
#[macro_export]
macro_rules! __operation {
    (
        $kind:ident $ty:ident:
        name: $name:literal,
        data: $data:ty,
        root_fields: $root_fields:expr,
        source: $source:literal,
        replay: $replay:expr,
        sha256: $sha256:literal,
        document: $document:literal,
        $(escaped: $escaped:literal,)?
        fragments: $fragments:tt
    ) => {
        impl $crate::Operation for $ty {
            type Data = $data;
            const INFO: $crate::OperationInfo = $crate::OperationInfo {
                name: $name,
                kind: $crate::OperationKind::$kind,
                document: $crate::__private::document!($document () $fragments),
                sha256: $sha256,
                root_fields: &$root_fields,
                source: $source,
                replay: $replay,
            };
            const ESCAPED: ::core::option::Option<&'static str> =
                ::core::option::Option::Some($crate::__private::escaped!($($escaped)? $fragments));
        }
        $crate::__private::$kind!($ty);
    };
}

/// One text of several. Fragments are macros, since `concat!` takes no constants.
#[doc(hidden)]
#[macro_export]
macro_rules! __document {
    ($own:literal $form:tt [$($fragment:ident),*]) => { ::core::concat!($own $(, $fragment! $form)*) };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __escaped {
    ([$($fragment:ident),*]) => { Self::INFO.document };
    ($own:literal $fragments:tt) => { $crate::__private::document!($own (json) $fragments) };
}

/// What a query and a mutation are besides.
#[doc(hidden)]
#[macro_export]
macro_rules! __execute {
    ($ty:ident) => {
        impl $crate::operation::Execute for $ty {}
        $crate::__private::graphql_query!($ty);
    };
}

/// What makes an operation one of `graphql_client`.
#[cfg(feature = "graphql_client")]
#[doc(hidden)]
#[macro_export]
macro_rules! __graphql_query {
    ($ty:ident) => {
        impl $crate::__private::GraphQLQuery for $ty {
            type Variables = Self;
            type ResponseData = <Self as $crate::Operation>::Data;

            #[inline]
            fn build_query(variables: Self) -> $crate::__private::QueryBody<Self> {
                $crate::__private::QueryBody {
                    variables,
                    query: <Self as $crate::Operation>::DOCUMENT,
                    operation_name: <Self as $crate::Operation>::NAME,
                }
            }
        }
    };
}

/// Without the feature, operations are none of `graphql_client`.
#[cfg(not(feature = "graphql_client"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __graphql_query {
    ($ty:ident) => {};
}

/// What a subscription is besides.
#[doc(hidden)]
#[macro_export]
macro_rules! __subscribe {
    ($ty:ident) => {
        impl $crate::operation::Subscribe for $ty {}
    };
}
