//! The codes of problems: each is stable, and says what is wrong where a message says of what.

use std::fmt;

use crate::syntax::SyntaxProblem;

macro_rules! codes {
    ($($variant:ident $text:literal $meaning:literal),* $(,)?) => {
        /// What is wrong, as a word that stays the same while messages get better.
        ///
        /// `Display` and [`as_str`](Self::as_str) give it in kebab case. New codes may come with any version; one that is
        /// there keeps its word and its meaning.
        ///
        /// ```
        /// use stigg_graphql_codegen::{Builder, Code};
        ///
        /// let builder = Builder::new().schema_text("a.graphql", "type Query { name: String }");
        /// let problems = builder.query_text("b.graphql", "query Greet { nmae }").generate().unwrap_err();
        /// let code = problems.iter().next().unwrap().code();
        /// assert_eq!(code, Code::UnknownField);
        /// assert_eq!(code.as_str(), "unknown-field");
        /// ```
        #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = $meaning] $variant,)*
        }

        impl Code {
            /// All of them: of files, texts, introspection, schemas, operations, and the configuration.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// What it means, in a sentence.
            pub fn meaning(self) -> &'static str {
                match self {
                    $(Self::$variant => $meaning,)*
                }
            }

            /// The word.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }
        }
    };
}

codes! {
    // Files, and what is said to Cargo: `source/load.rs`, `source/file_name.rs`, `builder.rs`.
    MissingFile "missing-file" "A file or folder that is named is not there.",
    UnreadableFile "unreadable-file" "A file or folder cannot be read.",
    InvalidUtf8 "invalid-utf8" "A file is not UTF-8 text.",
    SchemaIsFolder "schema-is-folder" "A folder is named as a schema.",
    InvalidFileName "invalid-file-name" "Cargo cannot be told of a path.",
    NoOutputFolder "no-output-folder" "There is no `OUT_DIR` to write to.",
    UnwritableFile "unwritable-file" "The generated code cannot be written.",
    NoThread "no-thread" "The system gives no thread to work on.",

    // Texts that are not GraphQL: `syntax/error.rs`.
    UnexpectedCharacter "unexpected-character" "A letter begins nothing.",
    UnterminatedString "unterminated-string" "A string does not end on its line.",
    UnterminatedBlockString "unterminated-block-string" "A block string does not end.",
    UnknownEscape "unknown-escape" "A backslash stands before something that it does not escape.",
    InvalidUnicodeEscape "invalid-unicode-escape" "An escape is that of no Unicode character.",
    LeadingZero "leading-zero" "A number begins with a zero.",
    IncompleteNumber "incomplete-number" "A digit is missing from a number.",
    JoinedToNumber "joined-to-number" "Something is joined to a number.",
    UnexpectedToken "unexpected-token" "The grammar has something else there.",
    EmptyBrackets "empty-brackets" "There is nothing between brackets.",
    FragmentNamedOn "fragment-named-on" "A fragment is called `on`.",
    ReservedEnumValue "reserved-enum-value" "An enum has a value `true`, `false` or `null`.",
    UnknownDirectiveLocation "unknown-directive-location" "A directive is for a location that there is not.",
    MisplacedDescription "misplaced-description" "A description stands before something that takes none.",
    VariableInConstant "variable-in-constant" "A variable stands where a value is fixed.",
    EmptyExtension "empty-extension" "An extension adds nothing.",
    NestedTooDeep "nested-too-deep" "Brackets nest deeper than they are read.",
    TextTooLarge "text-too-large" "A text has 4 GiB or more.",

    // Answers to an introspection query: `introspection/read.rs`, `introspection/grammar.rs`.
    MalformedIntrospection "malformed-introspection" "It is not JSON, or not of the shape of an answer.",
    IntrospectionRefused "introspection-refused" "It is a server's refusal.",
    NoIntrospection "no-introspection" "It is JSON without `__schema`.",
    InvalidName "invalid-name" "A name is no GraphQL name.",
    InvalidDefault "invalid-default" "A default is no GraphQL value.",
    UnknownTypeKind "unknown-type-kind" "A type is of a kind that there is not.",
    CutOffType "cut-off-type" "A type ends before its name: the query asked for too few levels.",
    NonNullTwice "non-null-twice" "A type is non-null twice.",
    UnnamedType "unnamed-type" "A type has no name.",

    // Schemas: what cannot be merged, `schema/merge.rs`.
    ExecutableInSchema "executable-in-schema" "An operation or a fragment stands in a schema.",
    DuplicateSchema "duplicate-schema" "The schema is defined twice.",
    DuplicateRootType "duplicate-root-type" "The root type of a kind of operations is given twice.",
    DuplicateType "duplicate-type" "A type is defined twice.",
    DuplicateDirectiveDefinition "duplicate-directive-definition" "A directive is defined twice.",
    DuplicateField "duplicate-field" "A field of a type or of an input object is defined twice.",
    DuplicateEnumValue "duplicate-enum-value" "A value of an enum is defined twice.",
    DuplicateInterface "duplicate-interface" "A type implements an interface twice.",
    DuplicateMember "duplicate-member" "A union has a member twice.",
    BuiltInRedefined "built-in-redefined" "A built-in type is defined as another kind of type.",
    BuiltInExtended "built-in-extended" "A built-in type is extended.",
    UnknownExtendedType "unknown-extended-type" "A type is extended that is not defined.",
    ExtendedKind "extended-kind" "A type is extended as another kind than it is.",
    OneOfExtension "one-of-extension" "An extension makes an input object `@oneOf`.",

    // Schemas: the rules of section 3, `check/schema_rules`.
    NoQueryType "no-query-type" "There is no root type of queries; introspection says so, too.",
    RootTypeKind "root-type-kind" "A root type is no object type.",
    SharedRootType "shared-root-type" "A type is the root of two kinds of operations.",
    ReservedName "reserved-name" "A name begins with two underscores.",
    EmptyType "empty-type" "A type has no fields, members or values.",
    NotAnOutputType "not-an-output-type" "A field gives an input object.",
    NotAnInputType "not-an-input-type" "An argument or an input field takes what cannot be sent.",
    DuplicateArgumentDefinition "duplicate-argument-definition" "An argument is defined twice.",
    RequiredButDeprecated "required-but-deprecated" "What has to be given is deprecated.",
    NotAnInterface "not-an-interface" "A type implements what is no interface.",
    ImplementsItself "implements-itself" "An interface implements itself, directly or through another.",
    MissingInterface "missing-interface" "A type does not say that it implements what its interface implements.",
    MissingInterfaceField "missing-interface-field" "A type lacks a field of its interface.",
    InterfaceFieldType "interface-field-type" "A field gives what the field of the interface does not.",
    MissingInterfaceArgument "missing-interface-argument" "A field lacks an argument of the interface's field.",
    InterfaceArgumentType "interface-argument-type" "An argument is of another type than in the interface.",
    RequiredBeyondInterface "required-beyond-interface" "A field requires an argument that the interface does not have.",
    MemberKind "member-kind" "A member of a union is no object type.",
    OneOfFieldNonNull "one-of-field-non-null" "A field of a `@oneOf` input object is non-null.",
    OneOfFieldDefault "one-of-field-default" "A field of a `@oneOf` input object has a default.",
    InputCycle "input-cycle" "No value of an input object would ever be complete.",
    DefaultCycle "default-cycle" "A default has no end.",
    DirectiveCycle "directive-cycle" "The definition of a directive uses the directive.",

    // Operations and schemas: the rules of section 5, `check/rules`.
    NotExecutable "not-executable" "A definition of a schema stands among the operations.",
    NoRootType "no-root-type" "The schema has no operations of a kind.",
    DuplicateOperation "duplicate-operation" "Two operations have one name.",
    AnonymousOperation "anonymous-operation" "An operation has no name.",
    SubscriptionRootFields "subscription-root-fields" "A subscription selects several root fields.",
    SubscriptionRootCondition "subscription-root-condition" "The root field of a subscription may be left out.",
    SubscriptionRootIntrospection "subscription-root-introspection" "A subscription selects introspection at its root.",
    UnknownField "unknown-field" "A type has no such field.",
    ConflictingShapes "conflicting-shapes" "One key of the answer would have values of two types.",
    ConflictingFields "conflicting-fields" "One key of the answer would be two fields.",
    ConflictingArguments "conflicting-arguments" "One key of the answer would be a field with two sets of arguments.",
    TooManyOverlaps "too-many-overlaps" "Selections overlap in too many ways to be checked.",
    MissingSelection "missing-selection" "Nothing is selected from an object.",
    SelectionOnLeaf "selection-on-leaf" "Fields are selected from a scalar or an enum.",
    UnknownArgument "unknown-argument" "A field or a directive takes no such argument.",
    DuplicateArgument "duplicate-argument" "An argument is given twice.",
    MissingArgument "missing-argument" "A required argument is not given.",
    DuplicateFragment "duplicate-fragment" "Two fragments have one name.",
    UnknownType "unknown-type" "The schema has no such type.",
    FragmentOnLeaf "fragment-on-leaf" "A fragment is on a type without fields.",
    UnusedFragment "unused-fragment" "No operation uses a fragment.",
    UnknownFragment "unknown-fragment" "No file defines a fragment.",
    FragmentCycle "fragment-cycle" "A fragment contains itself.",
    ImpossibleFragment "impossible-fragment" "A fragment can never apply where it is spread.",
    WrongType "wrong-type" "A value is not of the type of its place.",
    UnknownEnumValue "unknown-enum-value" "An enum has no such value.",
    OneOfFields "one-of-fields" "Of a `@oneOf` input object not exactly one field is given.",
    UnknownInputField "unknown-input-field" "An input object has no such field.",
    DuplicateInputField "duplicate-input-field" "A field of an input object is given twice.",
    MissingInputField "missing-input-field" "A required field of an input object is not given.",
    UnknownDirective "unknown-directive" "The schema has no such directive.",
    MisplacedDirective "misplaced-directive" "A directive is not for where it stands.",
    RepeatedDirective "repeated-directive" "A directive is used twice in one place.",
    DuplicateVariable "duplicate-variable" "A variable is declared twice.",
    VariableKind "variable-kind" "A variable is of a type that cannot be sent.",
    UnknownVariable "unknown-variable" "A variable is used and not declared.",
    UnusedVariable "unused-variable" "A variable is declared and not used.",
    VariableType "variable-type" "A variable does not fit where it is used.",
    NullableOneOfVariable "nullable-one-of-variable" "A variable that may be null is the one field of a `@oneOf` input object.",

    // What the generator asks beyond the specification, `check/generator_rules`.
    ConfiguredName "configured-name" "The builder was told of a name that the schema does not have.",
    ConfiguredKind "configured-kind" "The builder was told of something that is not of the right kind.",
    AmbiguousFragment "ambiguous-fragment" "A fragment has the name of one that the library or another crate has, and selects something else.",
    InvalidRustPath "invalid-rust-path" "The builder was told of a Rust type that cannot be one.",
    RustNameClash "rust-name-clash" "Two names would be one in Rust.",
    ReservedAlias "reserved-alias" "A field has the alias `__typename`.",
    UnsupportedDirective "unsupported-directive" "A directive would have the answer come in parts.",
    Deprecated "deprecated" "Something deprecated is used.",
    ConnectionWithoutPageInfo "connection-without-page-info" "A page of a list is selected, and not whether there is more.",
    LiteralPageSize "literal-page-size" "A page size is written out, and no further page asked for.",
    IncompleteType "incomplete-type" "A type is used of which introspection told no more than the name.",
    UnmappedScalar "unmapped-scalar" "A scalar is used that has no Rust type.",
    AnswerTooDeep "answer-too-deep" "Selections nest deeper than an answer can be decoded.",
    TooManySelections "too-many-selections" "An operation stands for more selections than can be compiled.",
}

impl Code {
    /// The code of a text that is not GraphQL.
    pub(super) fn of(problem: &SyntaxProblem) -> Self {
        match problem {
            SyntaxProblem::UnexpectedCharacter(_) => Self::UnexpectedCharacter,
            SyntaxProblem::UnterminatedString => Self::UnterminatedString,
            SyntaxProblem::UnterminatedBlockString => Self::UnterminatedBlockString,
            SyntaxProblem::UnknownEscape => Self::UnknownEscape,
            SyntaxProblem::InvalidUnicodeEscape => Self::InvalidUnicodeEscape,
            SyntaxProblem::LeadingZero => Self::LeadingZero,
            SyntaxProblem::IncompleteNumber => Self::IncompleteNumber,
            SyntaxProblem::JoinedToNumber => Self::JoinedToNumber,
            SyntaxProblem::Unexpected { .. } => Self::UnexpectedToken,
            SyntaxProblem::Empty(_) => Self::EmptyBrackets,
            SyntaxProblem::FragmentNamedOn => Self::FragmentNamedOn,
            SyntaxProblem::ReservedEnumValue => Self::ReservedEnumValue,
            SyntaxProblem::UnknownLocation => Self::UnknownDirectiveLocation,
            SyntaxProblem::MisplacedDescription => Self::MisplacedDescription,
            SyntaxProblem::VariableInConstant => Self::VariableInConstant,
            SyntaxProblem::EmptyExtension => Self::EmptyExtension,
            SyntaxProblem::TooDeep => Self::NestedTooDeep,
            SyntaxProblem::TooLarge => Self::TextTooLarge,
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::Code;

    #[test]
    fn each_code_is_a_word_of_its_own_in_kebab_case() {
        let mut seen = HashSet::new();
        for code in Code::ALL {
            let word = code.as_str();
            assert!(seen.insert(word), "{word} stands for two things");
            assert!(
                word.split('-').all(|part| !part.is_empty()
                    && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())),
                "{word}"
            );
            // The variant says the same.
            let camel: String = word.split('-').map(|part| part[..1].to_uppercase() + &part[1..]).collect();
            assert_eq!(camel, format!("{code:?}"));
        }
    }
}
