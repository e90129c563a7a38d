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
mod executable_definitions;
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

pub(super) use self::executable_definitions::executable_definitions;
use super::walk::Rules;

/// Those for operations and fragments, in the order of the specification, and then those that hold for schemas, too.
/// [`executable_definitions()`] is asked before. The order decides which of two reports at one place comes first; argument
/// names are before all others, so that a name that is wrong is told before what follows from it.
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fs;

    use heck::ToSnakeCase as _;

    /// The titles of section 5 that stand above a rule.
    const SECTIONS: &str = "
        5.1.1 Executable Definitions
        5.2.1.1 Operation Type Existence
        5.2.2.1 Operation Name Uniqueness
        5.2.3.1 Lone Anonymous Operation
        5.2.4.1 Single Root Field
        5.3.1 Field Selections
        5.3.2 Field Selection Merging
        5.3.3 Leaf Field Selections
        5.4.1 Argument Names
        5.4.2 Argument Uniqueness
        5.4.3 Required Arguments
        5.5.1.1 Fragment Name Uniqueness
        5.5.1.2 Fragment Spread Type Existence
        5.5.1.3 Fragments on Object, Interface or Union Types
        5.5.1.4 Fragments Must Be Used
        5.5.2.1 Fragment Spread Target Defined
        5.5.2.2 Fragment Spreads Must Not Form Cycles
        5.5.2.3 Fragment Spread Is Possible
        5.6.1 Values of Correct Type
        5.6.2 Input Object Field Names
        5.6.3 Input Object Field Uniqueness
        5.6.4 Input Object Required Fields
        5.7.1 Directives Are Defined
        5.7.2 Directives Are in Valid Locations
        5.7.3 Directives Are Unique per Location
        5.8.1 Variable Uniqueness
        5.8.2 Variables Are Input Types
        5.8.3 All Variable Uses Defined
        5.8.4 All Variables Used
        5.8.5 All Variable Usages Are Allowed
    ";

    #[test]
    fn each_section_has_a_file_that_says_so() {
        let files = fs::read_dir("src/check/rules").unwrap().map(|entry| entry.unwrap().path());
        let begins = |path| fs::read_to_string(path).unwrap().lines().next().unwrap_or_default().to_owned();
        let files: BTreeMap<String, String> =
            files.map(|path| (path.file_stem().unwrap().to_string_lossy().into_owned(), begins(path))).collect();
        let sections = SECTIONS.lines().map(str::trim).filter(|section| !section.is_empty());
        let expected: BTreeMap<String, &str> =
            sections.map(|section| (section.split_once(' ').unwrap().1.to_snake_case(), section)).collect();
        assert_eq!(files.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
        for (file, first_line) in &files {
            assert!(first_line.starts_with(&format!("//! {}: ", expected[file])), "{file}.rs begins with {first_line}");
        }
    }
}
