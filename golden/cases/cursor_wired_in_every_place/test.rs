use serde_json::json;
use stigg_graphql::paging::{Paged, PagedBackward};
use stigg_graphql::{Maybe, Operation, Paginate};
use stigg_graphql_golden::{decode, encode, implements};

use super::CODE;
use super::stigg::types::{ListInput, MustPage, NumberInput, Paging};
use super::stigg::{
    AliasedInfo, Argument, Backward, Choice, ChoiceLiteral, DeeperInput, DeepestInput, IdCursor, InInput, InList,
    InnerOnly, ListOfInputs, LiteralCursor, LiteralSize, NestedInPage, NoCursor, NoEndCursor, NoNodes, NoPageInfo,
    Numbered, NumberedArguments, ObjectLiteral, PartOfALiteral, RequiredCursor, RequiredInput, Skipped, Narrowed, NoCursorToTell, OtherArgument, SkippedInfo,
    Twice, Two, UnreachableInput,
};

fn second<Q: Paginate>(mut query: Q) -> serde_json::Value {
    query.page_forward(Some(5), Some("c1".to_owned()));
    encode(&query)
}

#[test]
fn arguments() {
    let filter = Argument { filter: Maybe::Null, ..Argument::default() };
    assert_eq!(second(filter), json!({"cursor": "c1", "size": 5, "filter": null}));
    assert_eq!(second(LiteralSize::default()), json!({"after": "c1"}));
    assert_eq!((Argument::SETS_PAGE_SIZE, LiteralSize::SETS_PAGE_SIZE), (true, false));
    assert_eq!(second(RequiredCursor::new("c0")), json!({"after": "c1"}));
    assert_eq!(second(ChoiceLiteral::new("c0")), json!({"after": "c1"}));
    assert_eq!(second(IdCursor::default()), json!({"after": "c1"}));
    assert_eq!(second(Twice::default()), json!({"after": "c1"}));
    assert_eq!(second(NestedInPage::default()), json!({"after": "c1"}));
}

#[test]
fn inputs_at_every_depth() {
    assert_eq!(second(InInput::default()), json!({"paging": {"first": 5, "after": "c1"}}));
    let kept = InInput { paging: Paging { first: 2.into(), ..Paging::default() }.into(), ..InInput::default() };
    let mut next = kept.clone();
    next.page_forward(None, Some("c1".to_owned()));
    assert_eq!(encode(&next), json!({"paging": {"first": 2, "after": "c1"}}));
    assert_eq!(second(DeeperInput::new(ListInput::new("c"))), json!({"input": {"customerId": "c", "paging": {"first": 5, "after": "c1"}}}));
    assert_eq!(second(DeepestInput::default()), json!({"input": {"inner": {"paging": {"first": 5, "after": "c1"}}}}));
    assert_eq!(second(ObjectLiteral::new("c")), json!({"id": "c", "size": 5, "cursor": "c1"}));
    assert_eq!(second(PartOfALiteral::default()), json!({"paging": {"first": 5, "after": "c1"}}));
    assert_eq!(second(RequiredInput::new(MustPage::new(4))), json!({"paging": {"first": 5, "after": "c1", "limit": 4}}));
}

#[test]
fn forward_and_backward_never_mix() {
    let mut query = Backward::default();
    query.page_forward(Some(2), Some("a".to_owned()));
    assert_eq!(encode(&query), json!({"first": 2, "after": "a"}));
    query.page_backward(Some(3), Some("b".to_owned()));
    assert_eq!(encode(&query), json!({"last": 3, "before": "b"}));
    query.page_forward(Some(2), Some("a".to_owned()));
    assert_eq!(encode(&query), json!({"first": 2, "after": "a"}));
    let mut query = InInput::default();
    query.page_forward(Some(2), Some("a".to_owned()));
    query.page_backward(Some(3), None);
    assert_eq!(encode(&query), json!({"paging": {"last": 3}}));
    assert!(implements!(DeepestInput: PagedBackward));
    assert!(!implements!(Argument: PagedBackward));
    assert!(!implements!(RequiredInput: PagedBackward));
}

#[test]
fn by_number() {
    let mut query = Numbered::new(NumberInput { limit: 2.into(), ..NumberInput::new("c") });
    let data = || decode(r#"{"numbered":{"totalCount":5,"items":[{"id":"a"},{"id":"b"}]}}"#);
    let info = query.page_info(&data()).unwrap();
    assert_eq!((info.has_next(), info.end_cursor), (true, Maybe::Value("2".to_owned())));
    assert_eq!(query.page_count(&data()), Some(3));
    query.page_forward(None, Some("3".to_owned()));
    assert_eq!(encode(&query), json!({"input": {"id": "c", "page": 3, "limit": 2}}));
    assert!(!query.page_info(&data()).unwrap().has_next());
    let mut query = NumberedArguments::default();
    query.page_forward(Some(9), None);
    assert_eq!(encode(&query), json!({"limit": 9}));
    assert!(implements!(Numbered: Paged) && !implements!(Numbered: Paginate));
}

/// What the documentation of an operation says on paging.
fn reason<O: Operation>() -> &'static str {
    let start = CODE.find(&format!("/// The query `{}` (", O::INFO.name)).unwrap();
    let text = &CODE[start..];
    let line = text.lines().find(|line| line.contains("age: ") || line.contains("Pages over")).unwrap();
    line.trim_start_matches([' ', '/'])
}

macro_rules! does_not_page {
    ($($query:ident: $reason:literal,)+) => {
        $(
            assert!(!implements!($query: Paginate), stringify!($query));
            assert!(reason::<$query>().contains($reason), "{}: {}", stringify!($query), reason::<$query>());
        )+
    };
}

#[test]
fn what_is_missing_is_said() {
    does_not_page! {
        NoCursor: "the cursor of `list` does not come from a variable",
        LiteralCursor: "the cursor of `list` does not come from a variable",
        NoPageInfo: "`list` does not select `pageInfo { hasNextPage endCursor }`",
        NoEndCursor: "the `pageInfo` of `list` does not select `endCursor`",
        NoNodes: "Pages over `list` by whole pages.",
        Two: "it could page `list` or `other`",
        InList: "its connection `lists.list` is there once for each item of `lists`",
        InnerOnly: "`list` does not select `pageInfo { hasNextPage endCursor }`",
        UnreachableInput: "the cursor of `needs` does not come from a variable",
        Choice: "the cursor of `one` does not come from a variable",
        ListOfInputs: "the cursor of `many` does not come from a variable",
        Skipped: "its connection `list` is there only if `list` is included",
        Narrowed: "its connection `any.list` is there only if `any` is a `Shop`",
        NoCursorToTell: "the schema's `BareInfo` has no `endCursor`",
        OtherArgument: "`otherCursor` has no argument `after` (it takes `startingAfter`, `first`)",
        AliasedInfo: "`list` does not select `pageInfo { hasNextPage endCursor }`",
        SkippedInfo: "`list` does not select `pageInfo { hasNextPage endCursor }`",
    }
    assert!(implements!(NoNodes: Paged));
    assert!(!implements!(Two: Paged));
    assert_eq!(reason::<Argument>(), "Pages over `list`. Not backward: the `pageInfo` of `list` does not select `hasPreviousPage`.");
    assert_eq!(reason::<Backward>(), "Pages over `list`.");
}
