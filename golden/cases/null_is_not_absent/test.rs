use serde_json::json;
use stigg_graphql::{Maybe, Operation};
use stigg_graphql_golden::encode;

use super::CODE;
use super::stigg::types::{A, B, By, C, CustomerPatch, Notify, PlanFilter, PlanPatch, ReportInput, Wide};
use super::stigg::{
    Choose, Coerced, Lenient, Many, Names, Nothing, NotifyOne, Numbers, OnlyRequired, Page, Report, Search,
    TypeVariable, Update, WideOne,
};

#[test]
fn three_states_of_a_variable_and_of_an_input_field() {
    let update = |patch: CustomerPatch| encode(&Update { patch: patch.into(), ..Update::new("c") });
    assert_eq!(encode(&Update::new("c")), json!({"id": "c"}));
    assert_eq!(update(CustomerPatch::default()), json!({"id": "c", "patch": {}}));
    assert_eq!(update(CustomerPatch { email: Maybe::Null, ..CustomerPatch::default() }), json!({"id": "c", "patch": {"email": null}}));
    assert_eq!(update(CustomerPatch { email: "x".into(), ..CustomerPatch::default() }), json!({"id": "c", "patch": {"email": "x"}}));
    assert_eq!(
        update(CustomerPatch {
            plan: PlanPatch { ref_id: None.into(), name: Some("Pro".to_owned()).into(), price: Maybe::Null }.into(),
            tags: vec![Some("a".to_owned()), None].into(),
            grid: vec![None, Some(vec![1])].into(),
            ..CustomerPatch::default()
        }),
        json!({"id": "c", "patch": {"plan": {"name": "Pro", "price": null}, "tags": ["a", null], "grid": [null, [1]]}})
    );
    let nulls = Update { patch: Maybe::Null, tags: Maybe::Null, grid: vec![Some(vec![None, Some(2)]), None].into(), ..Update::new("c") };
    assert_eq!(encode(&nulls), json!({"id": "c", "patch": null, "tags": null, "grid": [[null, 2], null]}));
    assert_eq!(encode(&Many::new(vec![CustomerPatch::default()])), json!({"input": [{}]}));
}

#[test]
fn sixty_optional_fields_and_one_is_sent() {
    assert_eq!(encode(&WideOne { input: Wide { f37: 1.into(), ..Wide::default() }.into() }), json!({"input": {"f37": 1}}));
}

#[test]
fn inputs_within_themselves() {
    let filter = PlanFilter {
        and: vec![
            PlanFilter { name: "a".into(), ..PlanFilter::default() },
            PlanFilter {
                not: Box::new(PlanFilter { or: vec![PlanFilter::default()].into(), name: Maybe::Null, ..PlanFilter::default() }).into(),
                ..PlanFilter::default()
            },
        ]
        .into(),
        ..PlanFilter::default()
    };
    let search = Search { filter: filter.into(), ..Search::default() };
    assert_eq!(encode(&search), json!({"filter": {"and": [{"name": "a"}, {"not": {"or": [{}], "name": null}}]}}));
    let inner = A::new(B { c: Box::new(C::default()).into() });
    let a = A::new(B { c: Box::new(C { a: Box::new(inner).into(), ..C::default() }).into() });
    assert_eq!(encode(&Search { a: a.into(), ..Search::default() }), json!({"a": {"b": {"c": {"a": {"b": {"c": {}}}}}}}));
}

#[test]
fn exactly_one_of() {
    let choose = |by: By| encode(&Choose::new(by));
    assert_eq!(choose(By::Id("i".to_owned())), json!({"by": {"id": "i"}}));
    assert_eq!(choose(By::RefId("r".to_owned())), json!({"by": {"refId": "r"}}));
    assert_eq!(choose(By::By(Box::new(By::Many(vec![By::Id("i".to_owned())])))), json!({"by": {"by": {"many": [{"id": "i"}]}}}));
    assert_eq!(choose(By::Grid(vec![Some(vec![Some(1), None]), None])), json!({"by": {"grid": [[1, null], null]}}));
    assert_eq!(choose(By::Both(Box::new(A::new(B::default())))), json!({"by": {"both": {"b": {}}}}));
    let lists = Choose {
        list: vec![By::Id("i".to_owned())].into(),
        deep: vec![vec![None, Some(By::RefId("r".to_owned()))]].into(),
        ..Choose::new(By::Id("i".to_owned()))
    };
    assert_eq!(encode(&lists), json!({"by": {"id": "i"}, "list": [{"id": "i"}], "deep": [[null, {"refId": "r"}]]}));
}

#[test]
fn defaults_are_the_servers() {
    assert_eq!(encode(&Page::default()), json!({}));
    let page = Page { first: Some(5), after: Maybe::Null, ..Page::default() };
    assert_eq!(encode(&page), json!({"first": 5, "after": null}));
    assert!(Page::INFO.document.contains("$first:Int!=20"), "{}", Page::INFO.document);
    assert_eq!(encode(&NotifyOne::new(Notify::new("n"))), json!({"filter": {"name": "n"}}));
    let all = Notify {
        notify: Some(false),
        level: Maybe::Null,
        list: Some(vec![]),
        inner: Some(PlanPatch::default()),
        nullable: "y".into(),
        ..Notify::new("n")
    };
    assert_eq!(
        encode(&NotifyOne::new(all)),
        json!({"filter": {"notify": false, "name": "n", "level": null, "list": [], "inner": {}, "nullable": "y"}})
    );
    assert!(CODE.contains("Left out, the server takes `true`."));
    assert_eq!(encode(&Coerced::default()), json!({}));
}

#[test]
fn what_is_required_is_what_new_asks_for() {
    let numbers = Numbers::new("i", 2_147_483_647, 1.0, "t", true);
    assert_eq!(encode(&numbers), json!({"id": "i", "int": 2_147_483_647, "float": 1.0, "text": "t", "flag": true}));
    let _: i32 = numbers.int;
    assert_eq!(encode(&OnlyRequired::new("p")), json!({"id": "p"}));
    assert_eq!(encode(&Report::new(ReportInput::new("c", 1.5))), json!({"input": {"customerId": "c", "value": 1.5}}));
    assert_eq!(encode(&Nothing), json!({}));
}

#[test]
fn a_stricter_list_and_names_that_generated_code_might_use() {
    let lenient = Lenient { t: vec!["a".to_owned()].into(), ..Lenient::new("b") };
    assert_eq!(encode(&lenient), json!({"t": ["a"], "one": "b"}));
    assert_eq!(encode(&TypeVariable { r#type: "p1".into() }), json!({"type": "p1"}));
    assert!(TypeVariable::INFO.document.contains("$type:ID"));
    let id = || Maybe::Value("1".to_owned());
    let names = Names { data: id(), query: id(), variables: id(), client: id(), request: id() };
    assert_eq!(encode(&names), json!({"data": "1", "query": "1", "variables": "1", "client": "1", "request": "1"}));
}
