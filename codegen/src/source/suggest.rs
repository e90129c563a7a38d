//! "Did you mean": the known names nearest to a misspelled one.

use strsim::osa_distance;

/// How many names one question offers.
const OFFERED: usize = 3;

/// A question that offers the names nearest to `wrong`, nearest first, if any is near enough.
///
/// It is the one that reports ask. Case and underscores count for little.
///
/// ```
/// use stigg_graphql_codegen::did_you_mean;
///
/// let known = ["customerId", "name"];
/// assert_eq!(did_you_mean("customer_id", known).as_deref(), Some("did you mean `customerId`?"));
/// assert_eq!(did_you_mean("price", known), None);
/// ```
pub fn did_you_mean<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    ask(&nearest(wrong, known), "")
}

/// The same with a sign before each name: `$` of variables, `@` of directives.
pub(crate) fn did_you_mean_with<'a>(
    sign: &str,
    wrong: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    ask(&nearest(wrong, known), sign)
}

fn ask(names: &[&str], sign: &str) -> Option<String> {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{sign}{name}`")).collect();
    match quoted.as_slice() {
        [] => None,
        [only] => Some(format!("did you mean {only}?")),
        [first @ .., last] => Some(format!("did you mean {} or {last}?", first.join(", "))),
    }
}

/// Whether `known` would be offered for `wrong`.
pub(crate) fn is_near(wrong: &str, known: &str) -> bool {
    !nearest(wrong, [known]).is_empty()
}

/// The nearest names, nearest first. Case and underscores count for little: `customer_id` is a
/// likely slip for `customerId`.
fn nearest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let folded = fold(wrong);
    // With one letter of two changed, it is another name.
    let limit = match folded.chars().count() {
        0..3 => 0,
        length => length / 3,
    };
    let known = known.into_iter().filter(|name| *name != wrong).map(|name| (name, fold(name)));
    let mut candidates: Vec<(usize, &str, String)> =
        known.map(|(name, other)| (at_least(&folded, &other), name, other)).collect();
    candidates.sort_unstable();
    candidates.dedup_by_key(|(_, name, _)| *name);
    // A name that is far worse than the best one only distracts.
    let mut best = limit;
    let mut near: Vec<(usize, &str)> = Vec::new();
    for (bound, name, other) in &candidates {
        if *bound > limit.min(best + 1) {
            break;
        }
        let distance = osa_distance(&folded, other);
        if distance <= limit.min(best + 1) {
            best = best.min(distance);
            near.push((distance, name));
        }
    }
    let mut near: Vec<(usize, usize, &str)> = near
        .into_iter()
        .filter(|&(distance, _)| distance <= best + 1)
        .map(|(distance, name)| (distance, osa_distance(wrong, name), name))
        .collect();
    near.sort_unstable();
    near.into_iter().take(OFFERED).map(|(.., name)| name).collect()
}

/// A distance that is never more than the real one, and found much faster: how many letters one name has that the other
/// lacks. Names are ASCII; letters that share a place in the table only make it smaller.
fn at_least(one: &str, other: &str) -> usize {
    let mut letters = [0_i32; 64];
    one.bytes().for_each(|byte| letters[usize::from(byte & 63)] += 1);
    other.bytes().for_each(|byte| letters[usize::from(byte & 63)] -= 1);
    let (more, less) = letters.iter().fold((0, 0), |(more, less), &count| (more + count.max(0), less - count.min(0)));
    i32::max(more, less).unsigned_abs() as usize
}

fn fold(name: &str) -> String {
    name.chars().filter(|&char| char != '_').flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::did_you_mean;

    #[test]
    fn the_nearest_names_are_offered() {
        let fields = ["name", "refId", "customerId", "description", "id"];
        for (wrong, expected) in [
            ("nmae", Some("did you mean `name`?")),
            ("customer_id", Some("did you mean `customerId`?")),
            ("customerID", Some("did you mean `customerId`?")),
            ("descripton", Some("did you mean `description`?")),
            ("price", None),
            ("x", None),
            ("ID", Some("did you mean `id`?")),
            ("", None),
        ] {
            assert_eq!(did_you_mean(wrong, fields).as_deref(), expected, "{wrong}");
        }
    }
}
