//! The fields of the runtime's types, by their names in Rust and in GraphQL.

pub(super) const CONNECTION: &[(&str, &str)] =
    &[("edges", "edges"), ("nodes", "nodes"), ("page_info", "pageInfo"), ("total_count", "totalCount")];

pub(super) const EDGE: &[(&str, &str)] = &[("cursor", "cursor"), ("node", "node")];

pub(super) const PAGE_INFO: &[(&str, &str)] = &[
    ("has_next_page", "hasNextPage"),
    ("has_previous_page", "hasPreviousPage"),
    ("start_cursor", "startCursor"),
    ("end_cursor", "endCursor"),
];
