//! Finding a word among the words of an enum.

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
    let wanted = prefix(word.as_bytes());
    let start = prefixes.partition_point(|prefix| *prefix < wanted);
    let candidates = prefixes[start..].iter().take_while(|prefix| **prefix == wanted).count();
    words[start..start + candidates].iter().position(|known| *known == word).map(|index| start + index)
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
