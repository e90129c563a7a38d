//! The rules for operations and fragments: section 5, "Validation", of the specification (September 2025), a file a rule.
//!
//! A report is more than a verdict: the exact token, the other place that has a part in it, the name that was meant.
//!
//! To add a rule: its file, its two lines here, its code in `source/code.rs`, and a folder in `tests/reject`.

mod all_variable_usages_are_allowed;
mod all_variable_uses_defined;
mod all_variables_used;
mod argument_names;
mod argument_uniqueness;
mod directives_are_defined;
mod directives_are_in_valid_locations;
mod directives_are_unique_per_location;
mod field_selection_merging;
mod field_selections;
mod fragment_name_uniqueness;
mod fragment_spread_is_possible;
mod fragment_spread_target_defined;
mod fragment_spread_type_existence;
mod fragment_spreads_must_not_form_cycles;
mod fragments_must_be_used;
mod fragments_on_object_interface_or_union_types;
mod input_object_field_names;
mod input_object_field_uniqueness;
mod input_object_required_fields;
mod leaf_field_selections;
mod lone_anonymous_operation;
mod operation_name_uniqueness;
mod operation_type_existence;
mod required_arguments;
mod single_root_field;
mod values_of_correct_type;
mod variable_uniqueness;
mod variables_are_input_types;

use super::walk::Rules;

/// In the order of the specification. 5.1.1, Executable Definitions, is held where files are read: `executable/parse.rs`.
pub(super) fn all<'a>() -> Rules<'a> {
    let mut rules: Rules<'a> = vec![
        Box::new(argument_names::ArgumentNames { names_all: true }),
        Box::new(operation_type_existence::OperationTypeExistence),
        Box::new(operation_name_uniqueness::OperationNameUniqueness),
        Box::new(lone_anonymous_operation::LoneAnonymousOperation),
        Box::new(single_root_field::SingleRootField),
        Box::new(field_selections::FieldSelections),
        Box::new(field_selection_merging::FieldSelectionMerging),
        Box::new(leaf_field_selections::LeafFieldSelections),
        Box::new(fragment_name_uniqueness::FragmentNameUniqueness),
        Box::new(fragment_spread_type_existence::FragmentSpreadTypeExistence),
        Box::new(fragments_on_object_interface_or_union_types::FragmentsOnObjectInterfaceOrUnionTypes),
        Box::new(fragments_must_be_used::FragmentsMustBeUsed),
        Box::new(fragment_spread_target_defined::FragmentSpreadTargetDefined),
        Box::new(fragment_spreads_must_not_form_cycles::FragmentSpreadsMustNotFormCycles),
        Box::new(fragment_spread_is_possible::FragmentSpreadIsPossible),
        Box::new(directives_are_defined::DirectivesAreDefined),
        Box::new(variable_uniqueness::VariableUniqueness),
        Box::new(variables_are_input_types::VariablesAreInputTypes),
        Box::new(all_variable_uses_defined::AllVariableUsesDefined),
        Box::new(all_variables_used::AllVariablesUsed),
        Box::new(all_variable_usages_are_allowed::AllVariableUsagesAreAllowed),
    ];
    rules.extend(shared());
    rules
}

/// Those that hold for what is written out in a schema: defaults, and what its directives are given.
pub(super) fn of_schemas<'a>() -> Rules<'a> {
    let mut rules = shared();
    rules.push(Box::new(argument_names::ArgumentNames { names_all: false }));
    rules
}

/// Those that hold for operations and schemas alike.
fn shared<'a>() -> Rules<'a> {
    vec![
        Box::new(argument_uniqueness::ArgumentUniqueness),
        Box::new(required_arguments::RequiredArguments),
        Box::new(values_of_correct_type::ValuesOfCorrectType),
        Box::new(input_object_field_names::InputObjectFieldNames),
        Box::new(input_object_field_uniqueness::InputObjectFieldUniqueness),
        Box::new(input_object_required_fields::InputObjectRequiredFields),
        Box::new(directives_are_in_valid_locations::DirectivesAreInValidLocations),
        Box::new(directives_are_unique_per_location::DirectivesAreUniquePerLocation),
    ]
}
