//! How an operation asks for a page, and finds it in the answer.

use super::path::{InputStep, ResponseStep};
use super::runtime::PAGE_INFO;
use super::rust_type::RustType;
use super::types::Types;
use crate::ir::{self, InputPath, Operation, Role};

pub(crate) struct Paging {
    /// Response keys from the root to the page, joined with dots.
    pub(crate) page: String,
    pub(crate) by: PageBy,
    /// What sets the size of a page.
    pub(crate) first: Option<Vec<InputStep>>,
    /// The inputs that page backward, which paging forward clears.
    pub(crate) backward_inputs: Vec<Vec<InputStep>>,
    pub(crate) info: PageInfo,
    /// How it pages backward as well; else what is missing for it.
    pub(crate) backward: Result<Backward, String>,
    /// The nodes of the page, if it has any.
    pub(crate) nodes: Option<PageNodes>,
}

/// What asks for the next page.
pub(crate) enum PageBy {
    Cursor { after: Vec<InputStep> },
    Number { page: Vec<InputStep> },
}

pub(crate) struct Backward {
    pub(crate) last: Vec<InputStep>,
    pub(crate) before: Vec<InputStep>,
}

/// Where an answer says whether there are further pages.
pub(crate) enum PageInfo {
    /// In the runtime's own type.
    Runtime(Vec<ResponseStep>),
    /// Field by field, under the names that the runtime's type has.
    Fields(Vec<(&'static str, Option<PageInfoField>)>),
    /// In the number of all items, which it is computed from.
    Total { total: PageInfoField, page: Vec<InputStep>, limit: Vec<InputStep> },
}

/// A field, and the steps to the object that it is in.
pub(crate) struct PageInfoField {
    pub(crate) field: ResponseStep,
    pub(crate) above: Vec<ResponseStep>,
}

pub(crate) struct PageNodes {
    pub(crate) node: RustType,
    /// To the connection.
    pub(crate) connection: Vec<ResponseStep>,
}

impl Types<'_> {
    pub(super) fn plan_paging(&self, operation: &Operation, paging: &ir::Paging) -> Paging {
        let input = |path: &InputPath| self.input_steps(&operation.variables, path);
        let keys: Vec<&str> = paging.page.iter().map(String::as_str).collect();
        let nodes = paging.has_nodes.then(|| self.page_nodes(operation, &keys));
        let page = paging.page.join(".");
        match &paging.by {
            ir::PageBy::Cursor { after, first, last, before, backward } => Paging {
                page,
                by: PageBy::Cursor { after: input(after) },
                first: first.as_ref().map(input),
                backward_inputs: [last, before].into_iter().flatten().map(input).collect(),
                info: self.page_info(operation, &keys),
                backward: match backward {
                    Ok(ir::Backward { last, before }) => Ok(Backward { last: input(last), before: input(before) }),
                    Err(lack) => Err(lack.clone()),
                },
                nodes,
            },
            ir::PageBy::Number { page: number, limit } => {
                let total = below(&keys, &["totalCount"]);
                let total = self.page_info_field(operation, &total).expect("what pages by number has a `totalCount`");
                Paging {
                    backward: Err(format!("`{page}` pages by number")),
                    page,
                    by: PageBy::Number { page: input(number) },
                    first: Some(input(limit)),
                    backward_inputs: Vec::new(),
                    info: PageInfo::Total { total, page: input(number), limit: input(limit) },
                    nodes,
                }
            }
        }
    }

    fn page_info(&self, operation: &Operation, keys: &[&str]) -> PageInfo {
        let infos = self.program.paths(operation.data, &below(keys, &["pageInfo"]));
        if let [info] = &infos[..]
            && let Some(structure) = info.field.object().and_then(|ty| self.program.structure(ty))
            && structure.role == Role::PageInfo
        {
            return PageInfo::Runtime(self.response_steps(&info.steps));
        }
        let field = |key| self.page_info_field(operation, &below(keys, &["pageInfo", key]));
        PageInfo::Fields(PAGE_INFO.iter().map(|(rust, key)| (*rust, field(key))).collect())
    }

    /// The first selection under these response keys.
    fn page_info_field(&self, operation: &Operation, keys: &[&str]) -> Option<PageInfoField> {
        let paths = self.program.paths(operation.data, keys);
        let (last, above) = paths.first()?.steps.split_last()?;
        Some(PageInfoField { field: self.response_step(last), above: self.response_steps(above) })
    }

    fn page_nodes(&self, operation: &Operation, keys: &[&str]) -> PageNodes {
        let mut paths = self.program.paths(operation.data, keys).into_iter();
        let found = paths.find_map(|path| {
            let node = self.node(path.field.object()?)?;
            Some(PageNodes { node, connection: self.response_steps(&path.steps) })
        });
        found.expect("a page with nodes is a connection to one who selects it")
    }
}

fn below<'k>(keys: &[&'k str], further: &[&'k str]) -> Vec<&'k str> {
    keys.iter().chain(further).copied().collect()
}
