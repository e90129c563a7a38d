//! Finding a word among the words of an enum.

use super::key::same;

/// The first eight bytes of each word as a number; sorted words have sorted numbers.
pub const fn prefixes<const N: usize>(words: &[&str; N]) -> [u64; N] {
    let mut prefixes = [0; N];
    let mut index = 0;
    while index < N {
        prefixes[index] = prefix(words[index].as_bytes());
        index += 1;
    }
    prefixes
}

const fn prefix(word: &[u8]) -> u64 {
    if let Some(first) = word.first_chunk::<8>() {
        return u64::from_be_bytes(*first);
    }
    let mut bytes = [0; 8];
    let mut index = 0;
    while index < word.len() {
        bytes[index] = word[index];
        index += 1;
    }
    u64::from_be_bytes(bytes)
}

/// The index of a word among sorted words, by their prefixes: comparing numbers is quicker than comparing texts.
pub fn find(words: &[&str], prefixes: &[u64], word: &str) -> Option<usize> {
    let wanted = prefix_of(word.as_bytes());
    let start = prefixes.partition_point(|prefix| *prefix < wanted);
    let candidates = prefixes[start..].iter().take_while(|prefix| **prefix == wanted).count();
    let same = |known: &&str| same(known.as_bytes(), word.as_bytes());
    words[start..start + candidates].iter().position(same).map(|index| start + index)
}

/// The same as [`prefix`], which is constant and so goes byte by byte.
fn prefix_of(word: &[u8]) -> u64 {
    match (word.first_chunk::<4>(), word.last_chunk::<4>()) {
        (Some(first), Some(last)) if word.len() < 8 => {
            // The two overlap.
            let (first, last) = (u64::from(u32::from_be_bytes(*first)), u64::from(u32::from_be_bytes(*last)));
            first << 32 | last << (8 * (8 - word.len()))
        }
        _ => prefix(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_any_length_are_found_and_others_are_not() {
        const WORDS: [&str; 6] = ["", "A", "AB", "ABCDEFGH", "ABCDEFGHA", "ABCDEFGHB"];
        const PREFIXES: [u64; 6] = prefixes(&WORDS);
        for (index, word) in WORDS.iter().enumerate() {
            assert_eq!(find(&WORDS, &PREFIXES, word), Some(index), "{word}");
        }
        for word in ["B", "ABC", "ABCDEFGHC", "ABCDEFGHBA", "0", "é"] {
            assert_eq!(find(&WORDS, &PREFIXES, word), None, "{word}");
        }
    }
}
