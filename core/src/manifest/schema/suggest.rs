//! What somebody probably meant by a field that does not exist.

use super::Struct;
use crate::case::lower;

/// The field of `owner` that `key` most resembles: the same but for case, or a few letters away. `None` if nothing is
/// near.
pub fn suggestion(owner: &Struct, key: &str) -> Option<&'static str> {
    let nearest = owner
        .json_fields()
        .into_iter()
        .map(|field| (distance(key, field.json), field.json))
        .min()?;
    let limit = (key.chars().count() / 3).clamp(1, 3);
    (nearest.0 <= limit).then_some(nearest.1)
}

/// How many letters have to be put in, taken out or exchanged, upper and lower case being equal (Levenshtein).
fn distance(left: &str, right: &str) -> usize {
    const LONGEST: usize = 64;
    let (left, right) = (lower(left), lower(right));
    if left.len() > LONGEST {
        return usize::MAX;
    }
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (line, letter) in left.bytes().enumerate() {
        let mut diagonal = row[0];
        row[0] = line + 1;
        for (column, other) in right.bytes().enumerate() {
            let replaced = diagonal + usize::from(letter != other);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Struct, suggestion};

    #[test]
    fn finds_the_field_that_was_meant() {
        for (path, key, meant) in [
            ("spec.template.spec", "nodeselector", Some("nodeSelector")),
            ("spec.template.spec", "nodeSelectors", Some("nodeSelector")),
            ("spec.template.metadata", "Labels", Some("labels")),
            (
                "spec.template.spec.containers",
                "imagePullpolicy",
                Some("imagePullPolicy"),
            ),
            ("spec", "replicas", None),
            (
                "spec.updateStrategy.rollingUpdate",
                "maxUnavailible",
                Some("maxUnavailable"),
            ),
        ] {
            let owner = Struct::at(path).unwrap();
            assert_eq!(suggestion(owner, key), meant, "{key}");
        }
    }
}
