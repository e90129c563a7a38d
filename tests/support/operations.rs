//! Operations written by hand, as the generator would write them.

use serde::{Deserialize, Serialize};
use stigg_graphql::operation::Execute;
use stigg_graphql::paging::{PageInfo, Paged, PagedBackward};
use stigg_graphql::{Maybe, Operation, OperationInfo, OperationKind, Paginate, Replay};

const fn info(name: &'static str, kind: OperationKind, document: &'static str, replay: Replay) -> OperationInfo {
    OperationInfo { name, kind, document, sha256: "", root_fields: &["field"], source: "", replay }
}

/// A query that may be repeated.
#[derive(Debug, Clone, Default, Serialize)]
pub struct GetPlan {}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlanData {
    pub plan: Plan,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    pub name: String,
}

impl Operation for GetPlan {
    type Data = PlanData;
    const INFO: OperationInfo = info("GetPlan", OperationKind::Query, "query GetPlan { plan { name } }", Replay::Safe);
}

impl Execute for GetPlan {}

/// Another query, which has limits of its own.
#[derive(Debug, Clone, Default, Serialize)]
pub struct GetOther {}

impl Operation for GetOther {
    type Data = PlanData;
    const INFO: OperationInfo =
        info("GetOther", OperationKind::Query, "query GetOther { plan { name } }", Replay::Safe);
}

impl Execute for GetOther {}

/// A mutation that must not be repeated.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Archive {}

impl Operation for Archive {
    type Data = PlanData;
    const INFO: OperationInfo =
        info("Archive", OperationKind::Mutation, "mutation Archive { plan { name } }", Replay::Never);
}

impl Execute for Archive {}

/// A mutation that may be repeated when it carries a key.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Report {
    #[serde(rename = "idempotencyKey", skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
}

impl Operation for Report {
    type Data = PlanData;
    const INFO: OperationInfo = info(
        "Report",
        OperationKind::Mutation,
        "mutation Report($idempotencyKey: String) { plan(key: $idempotencyKey) { name } }",
        Replay::Keyed(&[&["idempotencyKey"]]),
    );
}

impl Execute for Report {}

/// A list whose cursor sits in `paging`, as Stigg's do.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ListPlans {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paging: Option<Paging>,
}

#[derive(Debug, Clone, Default, Serialize)]
pub struct Paging {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ListData {
    pub plans: Option<PlanConnection>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PlanConnection {
    pub edges: Vec<Option<PlanEdge>>,
    pub page_info: PlanPageInfo,
    pub total_count: Option<i32>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlanEdge {
    pub node: Option<Plan>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PlanPageInfo {
    pub has_next_page: Option<bool>,
    pub has_previous_page: Option<bool>,
    pub start_cursor: Option<String>,
    pub end_cursor: Option<String>,
}

impl Operation for ListPlans {
    type Data = ListData;
    const INFO: OperationInfo = info(
        "ListPlans",
        OperationKind::Query,
        "query ListPlans($filter: String, $paging: CursorPaging) { plans(filter: $filter, paging: $paging) { totalCount } }",
        Replay::Safe,
    );
}

impl Execute for ListPlans {}

impl Paged for ListPlans {
    const SETS_PAGE_SIZE: bool = true;

    fn page_forward(&mut self, first: Option<i32>, after: Option<String>) {
        let paging = self.paging.get_or_insert_default();
        paging.first = first.or(paging.first);
        paging.after = after.or(paging.after.take());
        (paging.last, paging.before) = (None, None);
    }

    fn page_info(&self, data: &ListData) -> Option<PageInfo> {
        fn maybe<T>(value: Option<T>) -> Maybe<T> {
            value.map_or(Maybe::Null, Maybe::Value)
        }
        let info = data.plans.as_ref()?.page_info.clone();
        Some(PageInfo {
            has_next_page: maybe(info.has_next_page),
            has_previous_page: maybe(info.has_previous_page),
            start_cursor: maybe(info.start_cursor),
            end_cursor: maybe(info.end_cursor),
        })
    }
}

impl PagedBackward for ListPlans {
    fn page_backward(&mut self, last: Option<i32>, before: Option<String>) {
        let paging = self.paging.get_or_insert_default();
        paging.last = last.or(paging.last);
        paging.before = before.or(paging.before.take());
        (paging.first, paging.after) = (None, None);
    }
}

impl Paginate for ListPlans {
    type Node = Plan;

    fn into_nodes(data: ListData) -> Vec<Option<Plan>> {
        let edges = data.plans.map(|plans| plans.edges).unwrap_or_default();
        edges.into_iter().map(|edge| edge.and_then(|edge| edge.node)).collect()
    }
}

/// A list that pages by number, as Stigg's contracts do.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ListContracts {
    pub page: i32,
    pub limit: i32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Contracts {
    pub contracts: Vec<i32>,
    pub total_count: i32,
}

impl Operation for ListContracts {
    type Data = Contracts;
    const INFO: OperationInfo =
        info("ListContracts", OperationKind::Query, "query ListContracts { contracts totalCount }", Replay::Safe);
}

impl Execute for ListContracts {}

impl Paged for ListContracts {
    const SETS_PAGE_SIZE: bool = true;

    fn page_forward(&mut self, first: Option<i32>, after: Option<String>) {
        self.limit = first.unwrap_or(self.limit);
        self.page = after.and_then(|page| page.parse().ok()).unwrap_or(self.page);
    }

    fn page_info(&self, data: &Contracts) -> Option<PageInfo> {
        let has_next = self.page * self.limit < data.total_count;
        let next = if has_next { Maybe::Value((self.page + 1).to_string()) } else { Maybe::Null };
        Some(PageInfo { has_next_page: Maybe::Value(has_next), end_cursor: next, ..PageInfo::default() })
    }

    fn page_count(&self, data: &Contracts) -> Option<i32> {
        Some((data.total_count + self.limit - 1) / self.limit)
    }
}
