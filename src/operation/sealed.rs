//! Objects that the compiler need not look into.

use std::any::Any;
use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};

use serde::{Serialize, Serializer};

use crate::codec::decode::{Hint, Kind, Mismatch, Token};
use crate::maybe::Maybe;

/// An object behind a pointer, where more objects lie in each other than the compiler can follow.
///
/// You meet it as the type of a field, where a schema or a query of yours nests very deep; no shipped operation has one. It is
/// made with `.into()` and derefs to the object.
///
/// rustc looks into all of a type at once to find out whether it can be sent between threads, also through `Box` and
/// `Vec`, and gives up after 128 steps. Into this one it does not look: what is in it was checked when it was made.
/// Generated code has it only where input objects nest more than 8 deep or would be very large in place, and where
/// selections nest some 15 lists deep or more; nothing that Stigg's schema leads to does.
///
/// ```
/// use stigg_graphql::Maybe;
/// use stigg_graphql::operation::Sealed;
///
/// let mut limit: Maybe<Sealed<u32>> = Maybe::Value(3.into());
/// if let Maybe::Value(limit) = &mut limit {
///     **limit += 1;
///     assert_eq!(**limit, 4);
/// }
/// ```
pub struct Sealed<T> {
    object: Box<dyn Object>,
    /// It can be sent and shared, whatever `T` is: `object` says that it can.
    ty: PhantomData<fn() -> T>,
}

/// What can be done with an object of a type that is not known. Each is one call through a table, so that the compiler
/// does not follow from one object into the next.
trait Object: Any + Send + Sync + fmt::Debug {
    fn copy(&self) -> Box<dyn Object>;
    fn is_same(&self, other: &dyn Any) -> bool;
}

impl<T: Any + Send + Sync + fmt::Debug + Clone + PartialEq> Object for T {
    fn copy(&self) -> Box<dyn Object> {
        Box::new(self.clone())
    }

    fn is_same(&self, other: &dyn Any) -> bool {
        other.downcast_ref() == Some(self)
    }
}

impl<T: Any + Send + Sync + fmt::Debug + Clone + PartialEq> Sealed<T> {
    /// Puts an object behind the pointer.
    pub fn new(object: T) -> Self {
        Self { object: Box::new(object), ty: PhantomData }
    }
}

impl<T: Any> Sealed<T> {
    /// Takes the object out.
    pub fn into_inner(self) -> T {
        let object: Box<dyn Any> = self.object;
        match object.downcast() {
            Ok(object) => *object,
            Err(_) => unreachable!("`new` is the only way to make one"),
        }
    }
}

impl<T: Any> Deref for Sealed<T> {
    type Target = T;

    fn deref(&self) -> &T {
        let object: &dyn Any = &*self.object;
        match object.downcast_ref() {
            Some(object) => object,
            None => unreachable!("`new` is the only way to make one"),
        }
    }
}

impl<T: Any> DerefMut for Sealed<T> {
    fn deref_mut(&mut self) -> &mut T {
        let object: &mut dyn Any = &mut *self.object;
        match object.downcast_mut() {
            Some(object) => object,
            None => unreachable!("`new` is the only way to make one"),
        }
    }
}

impl<T: Any + Send + Sync + fmt::Debug + Clone + PartialEq> From<T> for Sealed<T> {
    fn from(object: T) -> Self {
        Self::new(object)
    }
}

/// An input is written as if it were held in place.
impl<T: Any + Send + Sync + fmt::Debug + Clone + PartialEq> From<T> for Maybe<Sealed<T>> {
    fn from(object: T) -> Self {
        Self::Value(Sealed::new(object))
    }
}

impl<T: Any + Send + Sync + fmt::Debug + Clone + PartialEq + Default> Default for Sealed<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> Clone for Sealed<T> {
    fn clone(&self) -> Self {
        Self { object: self.object.copy(), ty: PhantomData }
    }
}

impl<T> PartialEq for Sealed<T> {
    fn eq(&self, other: &Self) -> bool {
        self.object.is_same(&*other.object)
    }
}

impl<T> fmt::Debug for Sealed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.object.fmt(f)
    }
}

impl<T: Any + Serialize> Serialize for Sealed<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        T::serialize(self, serializer)
    }
}

impl<K: Kind> Kind for Sealed<K>
where
    K::Out: Any + Send + Sync + fmt::Debug + Clone + PartialEq,
{
    type Out = Sealed<K::Out>;
    const HINT: Hint = K::HINT;

    fn make(token: Token<'_>) -> Result<Self::Out, Mismatch> {
        K::make(token).map(Sealed::new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_what_is_in_it() {
        let sealed = Sealed::new(vec![1, 2]);
        let mut other = sealed.clone();
        assert_eq!(sealed, other);
        other.push(3);
        assert_ne!(sealed, other);
        assert_eq!(format!("{other:?}"), "[1, 2, 3]");
        assert_eq!(serde_json::to_string(&other).ok().as_deref(), Some("[1,2,3]"));
        assert_eq!(other.into_inner(), [1, 2, 3]);
    }
}
