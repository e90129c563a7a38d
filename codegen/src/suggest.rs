//! "Did you mean": the known names nearest to a misspelled one.

use strsim::damerau_levenshtein;

/// How many names one question offers.
const OFFERED: usize = 3;

/// A question that offers the names nearest to `wrong`, if any is near enough.
pub(crate) fn did_you_mean<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
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
    let mut near: Vec<(usize, usize, &str)> = known
        .into_iter()
        .filter(|name| *name != wrong)
        .filter_map(|name| {
            let other = fold(name);
            if other.len().abs_diff(folded.len()) > limit {
                return None;
            }
            let distance = damerau_levenshtein(&folded, &other);
            (distance <= limit).then(|| (distance, damerau_levenshtein(wrong, name), name))
        })
        .collect();
    near.sort_unstable();
    near.dedup_by_key(|&mut (.., name)| name);
    // A name that is far worse than the best one only distracts.
    let best = near.first().map_or(0, |&(distance, ..)| distance);
    near.iter().filter(|&&(distance, ..)| distance <= best + 1).take(OFFERED).map(|&(.., name)| name).collect()
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
