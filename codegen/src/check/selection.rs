//! Fields, inline fragments and spreads, each against the type it is selected from.

use super::Checker;
use super::facts::{Expected, Facts};
use crate::schema::TypeDefinition;
use crate::source::{Diagnostic, did_you_mean, is_near};
use crate::syntax::{
    Argument, DirectiveLocation, Field, InlineFragment, InputValueDefinition, Name, Selection, Span, Type,
};

/// How many levels of an answer selections may reach, fragments included: an object is one, and so is a list around it.
/// `serde_json` reads answers of at most 128 levels.
pub(super) const DEEPEST: usize = 120;

impl<'a> Checker<'a> {
    /// Walks selections made on `parent`, where that is known.
    pub(super) fn selections(
        &mut self,
        parent: Option<&'a Name>,
        selections: &'a [Selection],
        depth: usize,
        facts: &mut Facts<'a>,
    ) {
        let Some(first) = selections.first() else { return };
        facts.depth = facts.depth.max(depth);
        facts.size += selections.len();
        if depth > DEEPEST {
            self.problem(too_deep(depth).at(self.place(first.span(), "from here on")));
            return;
        }
        for selection in selections {
            match selection {
                Selection::Field(field) => self.field(parent, field, depth, facts),
                Selection::InlineFragment(inline) => self.inline_fragment(parent, inline, depth, facts),
                Selection::FragmentSpread(spread) => {
                    self.directives(&spread.directives, DirectiveLocation::FragmentSpread, facts);
                    facts.spreads.push((spread, depth));
                    self.spread(parent, spread);
                }
            }
        }
    }

    fn field(&mut self, parent: Option<&'a Name>, field: &'a Field, depth: usize, facts: &mut Facts<'a>) {
        self.directives(&field.directives, DirectiveLocation::Field, facts);
        if let Some(alias) = field.alias.as_ref().filter(|alias| *alias == "__typename" && field.name != "__typename") {
            self.problem(
                Diagnostic::error(format!("`__typename` cannot be the alias of `{}`", field.name))
                    .at(self.place(alias.span(), "a reserved name"))
                    .help("the answer's `__typename` tells which type an object has; choose another alias"),
            );
        }
        let definition = parent.and_then(|parent| {
            let definition = self.schema.field(parent, &field.name);
            if definition.is_none() {
                self.unknown_field(parent, field);
            }
            Some((parent, definition?))
        });
        let Some((parent, definition)) = definition else {
            self.unknown_arguments(&field.arguments, facts);
            self.selections(None, &field.selections, depth + 1, facts);
            return;
        };
        let owner = format!("{parent}.{}", field.name);
        self.arguments(&owner, field.name.span(), &field.arguments, &definition.arguments, facts);
        self.deprecated(&definition.directives, &owner, field.name.span());

        let inner = definition.ty.inner_name();
        let composite = match self.schema.types.get(inner) {
            Some(TypeDefinition::Scalar(_)) => {
                self.scalar_selected(parent, field, definition, inner);
                false
            }
            Some(TypeDefinition::Enum(_)) => {
                self.is_incomplete(inner, field.name.span());
                false
            }
            _ => true,
        };
        match (composite, field.selections.is_empty()) {
            (true, true) => {
                let fields = self.field_names(inner);
                let example = fields.iter().find(|name| **name == "id").or(fields.first());
                self.problem(
                    Diagnostic::error(format!("`{owner}` is an object: say which of its fields to select"))
                        .at(self.place(field.name.span(), format!("of type `{}`", definition.ty)))
                        .help(format!("write `{} {{ {} }}`", field.name, example.unwrap_or(&"__typename"))),
                );
            }
            (false, false) => {
                self.problem(
                    Diagnostic::error(format!("`{owner}` is a single value, there are no fields to select from it"))
                        .at(self.place(field.name.span(), format!("of type `{}`", definition.ty)))
                        .help("remove the braces and what is in them"),
                );
            }
            _ => {}
        }
        self.selections(composite.then_some(inner), &field.selections, depth + 1 + lists(&definition.ty), facts);
    }

    fn unknown_field(&mut self, parent: &'a Name, field: &'a Field) {
        if self.is_incomplete(parent, field.name.span()) {
            return;
        }
        let name = field.name.as_str();
        let mut help = did_you_mean(name, self.field_names(parent));
        if help.is_none() {
            // On a union or interface, the field of a member has to be selected from that member.
            let possible = self.schema.possible_types(parent).into_iter().flatten();
            let mut owners = possible.filter(|ty| self.schema.field(ty, name).is_some());
            help = owners.next().map(|owner| {
                let more = if owners.next().is_some() { " (and others)" } else { "" };
                format!("`{name}` is a field of `{owner}`{more}: write `... on {owner} {{ {name} }}`")
            });
        }
        let label = match self.schema.types.get(parent) {
            Some(TypeDefinition::Union(_)) => format!("`{parent}` is a union and has no fields of its own"),
            _ => format!("`{parent}` has no such field"),
        };
        self.problem(
            Diagnostic::error(format!("unknown field `{name}` on `{parent}`"))
                .at(self.place(field.name.span(), label))
                .help_opt(help),
        );
    }

    /// The names of a type's fields, in the schema's order.
    pub(super) fn field_names(&self, ty: &str) -> Vec<&'a str> {
        match self.schema.types.get(ty) {
            Some(TypeDefinition::Object(object)) => object.fields.keys().map(Name::as_str).collect(),
            Some(TypeDefinition::Interface(interface)) => interface.fields.keys().map(Name::as_str).collect(),
            _ => Vec::new(),
        }
    }

    fn inline_fragment(
        &mut self,
        parent: Option<&'a Name>,
        inline: &'a InlineFragment,
        depth: usize,
        facts: &mut Facts<'a>,
    ) {
        self.directives(&inline.directives, DirectiveLocation::InlineFragment, facts);
        let inner = match &inline.type_condition {
            None => parent,
            Some(condition) => {
                let known = self.type_condition(condition);
                if let (Some(parent), Some(_)) = (parent, known)
                    && !self.overlap(parent, condition)
                    && !self.is_incomplete(parent, condition.span())
                    && !self.is_incomplete(condition, condition.span())
                {
                    let help = self.never(parent);
                    self.problem(
                        Diagnostic::error(format!("nothing is both a `{parent}` and a `{condition}`"))
                            .at(self.place(condition.span(), "this part can never apply"))
                            .help_opt(help),
                    );
                }
                known
            }
        };
        self.selections(inner, &inline.selections, depth + 1, facts);
    }

    /// What an object of type `parent` could be, for one who expected something else.
    pub(super) fn never(&self, parent: &str) -> Option<String> {
        let names = self.schema.possible_types(parent)?;
        let shown = names.iter().take(5).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let more = if names.len() > 5 { " or others" } else { "" };
        (!names.is_empty()).then(|| format!("what is of type `{parent}` can be {shown}{more}"))
    }

    /// A fragment is on a type with fields; returns it if so.
    pub(super) fn type_condition(&mut self, condition: &'a Name) -> Option<&'a Name> {
        let schema = self.schema;
        let known = |ty: &TypeDefinition| {
            matches!(ty, TypeDefinition::Object(_) | TypeDefinition::Interface(_) | TypeDefinition::Union(_))
        };
        match schema.types.get(condition) {
            Some(ty) if known(ty) => Some(condition),
            Some(_) => {
                self.problem(
                    Diagnostic::error(format!("a fragment cannot be on `{condition}`, which has no fields"))
                        .at(self.place(condition.span(), "not an object, interface or union")),
                );
                None
            }
            None => {
                let names = schema.types.iter().filter(|(_, ty)| known(ty)).map(|(name, _)| name.as_str());
                self.problem(
                    Diagnostic::error(format!("unknown type `{condition}`"))
                        .at(self.place(condition.span(), "not in the schema"))
                        .help_opt(did_you_mean(condition, names)),
                );
                None
            }
        }
    }

    /// Whether an object can be of both types (spec 5.5.2.3).
    pub(super) fn overlap(&self, one: &str, other: &str) -> bool {
        match (self.schema.possible_types(one), self.schema.possible_types(other)) {
            _ if one == other => true,
            (None, None) => false,
            (Some(types), None) => types.contains(other),
            (None, Some(types)) => types.contains(one),
            (Some(types), Some(others)) => !types.is_disjoint(others),
        }
    }

    /// Arguments of a field or directive: known, given once, of the right type, and the required ones there.
    pub(super) fn arguments(
        &mut self,
        owner: &str,
        owner_span: Span,
        given: &'a [Argument],
        defined: &'a [InputValueDefinition],
        facts: &mut Facts<'a>,
    ) {
        for (at, argument) in given.iter().enumerate() {
            let name = &argument.name;
            if let Some(first) = given.iter().take(at).find(|earlier| earlier.name == *name) {
                self.problem(
                    Diagnostic::error(format!("the argument `{name}` is given twice"))
                        .at(self.place(name.span(), "the second"))
                        .and(self.place(first.name.span(), "the first")),
                );
            }
            let Some(definition) = defined.iter().find(|definition| definition.name == *name) else {
                let names = defined.iter().map(|definition| definition.name.as_str());
                let help = did_you_mean(name, names.clone()).or_else(|| {
                    let all = names.map(|name| format!("`{name}`")).collect::<Vec<_>>();
                    (!all.is_empty() && all.len() <= 8).then(|| format!("it takes {}", all.join(", ")))
                });
                self.problem(
                    Diagnostic::error(format!("unknown argument `{name}` on `{owner}`"))
                        .at(self.place(
                            name.span(),
                            if defined.is_empty() { "it takes no arguments" } else { "it takes no such argument" },
                        ))
                        .help_opt(help),
                );
                self.value(&argument.value, None, facts);
                continue;
            };
            self.deprecated(&definition.directives, &format!("{owner}({name}:)"), name.span());
            let expected = Expected::new(&definition.ty, definition.default.is_some());
            self.value(&argument.value, Some(expected), facts);
        }
        for definition in defined.iter().filter(|definition| definition.is_required()) {
            // A misspelled one is there, and reported; one that is known means itself.
            let is_known = |name: &Name| defined.iter().any(|definition| definition.name == *name);
            let meant = |name: &Name| *name == definition.name || is_near(name, &definition.name) && !is_known(name);
            if !given.iter().any(|argument| meant(&argument.name)) {
                let (name, ty) = (&definition.name, &definition.ty);
                self.problem(
                    Diagnostic::error(format!("`{owner}` needs the argument `{name}`"))
                        .at(self.place(owner_span, format!("`{name}: {ty}` is missing"))),
                );
            }
        }
    }

    fn unknown_arguments(&mut self, given: &'a [Argument], facts: &mut Facts<'a>) {
        for argument in given {
            self.value(&argument.value, None, facts);
        }
    }
}

fn lists(ty: &Type) -> usize {
    match ty {
        Type::Named(_) | Type::NonNullNamed(_) => 0,
        Type::List(item) | Type::NonNullList(item) => 1 + lists(item),
    }
}

/// How many selections an operation may have when each spread is counted as what it stands for. Real operations stay
/// far below; fragments that spread each other several times can double it at each step.
pub(super) const MOST: usize = 250_000;

/// The limit that keeps answers readable.
pub(super) fn too_deep(depth: usize) -> Diagnostic {
    Diagnostic::error(format!("selections nest too deep: {depth} levels, of at most {DEEPEST}"))
        .help("a deeper answer could not be decoded; lists are levels, and fragments count like what they stand for")
}
