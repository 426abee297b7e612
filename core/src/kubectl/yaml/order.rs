//! The order in which `go-yaml` writes keys: `keyList.Less` of `sorter.go`.

use std::cmp::Ordering;

/// Letters come after everything else, and numbers within keys count as numbers: `a9` before `a10`.
pub(super) fn natural(a: &str, b: &str) -> Ordering {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let Some(at) = a.iter().zip(&b).position(|(a, b)| a != b) else {
        return a.len().cmp(&b.len());
    };
    match (a[at].is_alphabetic(), b[at].is_alphabetic()) {
        (true, true) => return a[at].cmp(&b[at]),
        (true, false) => return Ordering::Greater,
        (false, true) => return Ordering::Less,
        (false, false) => {}
    }
    // A nought within a number counts: 10 is more than 1.
    let within = a[at] == '0' || b[at] == '0';
    let digits_before = a[..at].iter().rev().take_while(|digit| digit.is_ascii_digit());
    let start = i64::from(within && digits_before.into_iter().any(|digit| *digit != '0'));
    let ((left, left_digits), (right, right_digits)) = (number(&a[at..], start), number(&b[at..], start));
    left.cmp(&right)
        .then(left_digits.cmp(&right_digits))
        .then(a[at].cmp(&b[at]))
}

/// The number at the beginning of `text`, and how many digits it has.
fn number(text: &[char], start: i64) -> (i64, usize) {
    let digits = text.iter().map_while(|digit| digit.to_digit(10));
    digits.fold((start, 0), |(number, count), digit| {
        (number.wrapping_mul(10).wrapping_add(i64::from(digit)), count + 1)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_sort_as_people_count() {
        for keys in [
            ["a", "a1", "a2"],
            ["a2", "a9", "a10"],
            ["a-b", "a.b", "ab"],
            ["1", "10", "a"],
            ["B", "C", "b"],
            ["hostIP", "hostIPs", "phase"],
        ] {
            let mut sorted = keys;
            sorted.reverse();
            sorted.sort_by(|a, b| natural(a, b));
            assert_eq!(sorted, keys);
        }
    }
}
