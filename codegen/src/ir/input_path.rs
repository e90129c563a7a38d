//! Paths into the variables of a request.

use super::{InputType, InputValue, Program};

/// A variable and the input fields below it, all of which are there.
#[derive(Debug, Clone)]
pub(crate) struct InputPath(Vec<String>);

impl InputPath {
    /// The path of these names, if there is something at each of them.
    pub(crate) fn new(names: Vec<String>, program: &Program, variables: &[InputValue]) -> Option<Self> {
        let path = Self(names);
        path.find(program, variables).is_some().then_some(path)
    }

    /// The variable and the input fields of the path.
    ///
    /// # Panics
    ///
    /// When these are not the variables that the path was made for.
    pub(crate) fn inputs<'p>(&self, program: &'p Program, variables: &'p [InputValue]) -> Vec<&'p InputValue> {
        self.find(program, variables).expect("an input path stays with its operation, and nothing leaves a program")
    }

    /// The name of the variable, and those of the input fields below it.
    pub(crate) fn names(&self) -> Vec<String> {
        self.0.clone()
    }

    /// Whether two inputs stand beside each other.
    pub(crate) fn is_beside(&self, other: &Self) -> bool {
        match (&self.0[..], &other.0[..]) {
            ([_], [_]) => true,
            ([above @ .., _], [other @ .., _]) => above == other,
            _ => false,
        }
    }

    fn find<'p>(&self, program: &'p Program, variables: &'p [InputValue]) -> Option<Vec<&'p InputValue>> {
        let mut siblings = variables;
        let mut inputs: Vec<&InputValue> = Vec::new();
        for name in &self.0 {
            if let Some(InputValue { ty: InputType::Object(object), .. }) = inputs.last() {
                siblings = &program.inputs.get(object)?.fields;
            }
            inputs.push(siblings.iter().find(|input| input.name == *name)?);
        }
        Some(inputs)
    }
}
