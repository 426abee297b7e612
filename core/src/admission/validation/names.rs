//! What a name, a label, a key or a number may look like. Every check returns all that is wrong, in the API server's
//! words, and nothing if all is well.
//!
//! Models `staging/src/k8s.io/apimachinery/pkg/util/validation/validation.go`, `pkg/api/validate/content/*.go` and
//! `pkg/api/validation/generic.go`.

const QUALIFIED_NAME: &str = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
const SUBDOMAIN: &str = r"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";
const SUBDOMAIN_UNDERSCORE: &str = r"_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?(\._?[a-z0-9]([-_a-z0-9]*[a-z0-9])?)*";
const DNS_LABEL: &str = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";

/// What is wrong; empty if nothing is.
pub(crate) type Faults = Vec<String>;

/// A pattern that a text does not match, with examples of texts that do.
fn mismatch(rule: &str, pattern: &str, examples: &[&str]) -> String {
    let examples: Vec<_> = examples.iter().map(|example| format!("'{example}', ")).collect();
    let (open, examples) = if examples.is_empty() {
        ("", String::new())
    } else {
        ("e.g. ", examples.join(" or "))
    };
    format!("{rule} ({open}{examples}regex used for validation is '{pattern}')")
}

fn lower_or_digit(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit()
}

/// Whether `text` starts and ends with an `edge` byte and has only `edge` and `inner` bytes between.
fn is_framed(text: &str, edge: fn(u8) -> bool, inner: &[u8]) -> bool {
    let bytes = text.as_bytes();
    let ends = [bytes.first(), bytes.last()];
    ends.iter().all(|end| end.is_some_and(|byte| edge(*byte)))
        && bytes.iter().all(|byte| edge(*byte) || inner.contains(byte))
}

fn is_label_text(text: &str) -> bool {
    is_framed(text, lower_or_digit, b"-")
}

fn is_subdomain_text(text: &str) -> bool {
    text.split('.').all(is_label_text)
}

fn is_alphanumeric(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
}

/// A DNS-1123 label: names of containers, volumes and namespaces.
pub(crate) fn dns_label(value: &str) -> Faults {
    let mut faults = Faults::new();
    if value.len() > 63 {
        faults.push("must be no more than 63 characters".to_owned());
    }
    if !is_label_text(value) {
        faults.push(if is_subdomain_text(value) {
            "must not contain dots".to_owned()
        } else {
            let rule = "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must \
                        start and end with an alphanumeric character";
            mismatch(rule, DNS_LABEL, &["my-name", "123-abc"])
        });
    }
    faults
}

/// A DNS-1123 subdomain: names of most objects.
pub(crate) fn dns_subdomain(value: &str) -> Faults {
    let mut faults = Faults::new();
    if value.len() > 253 {
        faults.push("must be no more than 253 characters".to_owned());
    }
    if !is_subdomain_text(value) {
        let rule = "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and \
                    must start and end with an alphanumeric character";
        faults.push(mismatch(rule, SUBDOMAIN, &["example.com"]));
    }
    faults
}

/// The beginning of a DNS-1123 subdomain to which something will be appended: a last hyphen is allowed.
pub(crate) fn dns_subdomain_prefix(value: &str) -> Faults {
    match value.strip_suffix('-') {
        // Kubernetes replaces the last two characters by one letter before it checks.
        Some(rest) if !rest.is_empty() => {
            let mut masked = rest.to_owned();
            masked.pop();
            masked.push('a');
            dns_subdomain(&masked)
        }
        Some(_) | None => dns_subdomain(value),
    }
}

/// A search domain of the resolver: a subdomain that may have underscores.
pub(crate) fn dns_search(value: &str) -> Faults {
    let mut faults = Faults::new();
    if value.len() > 253 {
        faults.push("must be no more than 253 characters".to_owned());
    }
    let is_part = |part: &str| is_framed(part.strip_prefix('_').unwrap_or(part), lower_or_digit, b"-_");
    if !value.split('.').all(is_part) {
        let rule = "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', \
                    and must start and end with an alphanumeric character";
        faults.push(mismatch(rule, SUBDOMAIN_UNDERSCORE, &["example.com"]));
    }
    faults
}

/// A label key, or anything else that Kubernetes calls a qualified name: an optional prefix, `/`, a name.
pub(crate) fn label_key(value: &str) -> Faults {
    let rule = "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric \
                character";
    let examples = ["MyName", "my.name", "123-abc"];
    let mut faults = Faults::new();
    let parts: Vec<_> = value.split('/').collect();
    let name = match parts[..] {
        [name] => name,
        [prefix, name] => {
            if prefix.is_empty() {
                faults.push("prefix part must be non-empty".to_owned());
            } else {
                faults.extend(dns_subdomain(prefix).iter().map(|fault| format!("prefix part {fault}")));
            }
            name
        }
        _ => {
            let words = mismatch(&format!("a valid label key {rule}"), QUALIFIED_NAME, &examples);
            return vec![format!(
                "{words} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"
            )];
        }
    };
    if name.is_empty() {
        faults.push("name part must be non-empty".to_owned());
    } else if name.len() > 63 {
        faults.push("name part must be no more than 63 bytes".to_owned());
    }
    if !is_framed(name, is_alphanumeric, b"-_.") {
        faults.push(mismatch(&format!("name part {rule}"), QUALIFIED_NAME, &examples));
    }
    faults
}

/// A label value.
pub(crate) fn label_value(value: &str) -> Faults {
    let mut faults = Faults::new();
    if value.len() > 63 {
        faults.push("must be no more than 63 bytes".to_owned());
    }
    if !value.is_empty() && !is_framed(value, is_alphanumeric, b"-_.") {
        let rule = "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and \
                    must start and end with an alphanumeric character";
        faults.push(mismatch(
            rule,
            &format!("({QUALIFIED_NAME})?"),
            &["MyValue", "my_value", "12345"],
        ));
    }
    faults
}

/// The name of a port.
pub(crate) fn port_name(value: &str) -> Faults {
    let bytes = value.as_bytes();
    let rules = [
        (value.len() > 15, "must be no more than 15 characters"),
        (
            value.is_empty() || !bytes.iter().all(|byte| lower_or_digit(*byte) || *byte == b'-'),
            "must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)",
        ),
        (
            !bytes.iter().any(u8::is_ascii_lowercase),
            "must contain at least one letter (a-z)",
        ),
        (value.contains("--"), "must not contain consecutive hyphens"),
        (
            value.starts_with('-') || value.ends_with('-'),
            "must not begin or end with a hyphen",
        ),
    ];
    rules
        .iter()
        .filter(|(is_broken, _)| *is_broken)
        .map(|(_, words)| (*words).to_owned())
        .collect()
}

/// The number of a port.
pub(crate) fn port_number(value: i64) -> Faults {
    in_range(value, 1, 65535)
}

/// A user or group id.
pub(crate) fn id(value: i64) -> Faults {
    in_range(value, 0, i64::from(i32::MAX))
}

/// A number between `low` and `high`, both allowed.
pub(crate) fn in_range(value: i64, low: i64, high: i64) -> Faults {
    let fits = (low..=high).contains(&value);
    if fits {
        Faults::new()
    } else {
        vec![range_words(low, high)]
    }
}

/// The words for a number outside `low` to `high`.
pub(crate) fn range_words(low: i64, high: i64) -> String {
    format!("must be between {low} and {high}, inclusive")
}

/// The name of an environment variable.
pub(crate) fn environment_name(value: &str) -> Faults {
    let mut faults = Faults::new();
    if value.is_empty() {
        faults.push("environment variable name must be non-empty".to_owned());
    }
    if value
        .chars()
        .any(|character| !matches!(character, ' '..='~') || character == '=')
    {
        let words = "a valid environment variable name must consist only of printable ASCII characters other than '='";
        faults.push(words.to_owned());
    }
    faults
}

/// A key of a ConfigMap or Secret.
pub(crate) fn config_key(value: &str) -> Faults {
    let mut faults = Faults::new();
    if value.len() > 253 {
        faults.push("must be no more than 253 characters".to_owned());
    }
    let is_key_byte = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._".contains(byte);
    if value.is_empty() || !value.as_bytes().iter().all(is_key_byte) {
        let rule = "a valid config key must consist of alphanumeric characters, '-', '_' or '.'";
        faults.push(mismatch(rule, "[-._a-zA-Z0-9]+", &["key.name", "KEY_NAME", "key-name"]));
    }
    match value {
        "." => faults.push("must not be '.'".to_owned()),
        ".." => faults.push("must not be '..'".to_owned()),
        other if other.starts_with("..") => faults.push("must not start with '..'".to_owned()),
        _ => {}
    }
    faults
}

/// The name of an HTTP header.
pub(crate) fn http_header(value: &str) -> Faults {
    let is_header_byte = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'-';
    if !value.is_empty() && value.as_bytes().iter().all(is_header_byte) {
        return Faults::new();
    }
    let rule = "a valid HTTP header must consist of alphanumeric characters or '-'";
    vec![mismatch(rule, "[-A-Za-z0-9]+", &["X-Header-Name"])]
}

/// A percentage (`25%`).
pub(crate) fn percentage(value: &str) -> Faults {
    let digits = value.strip_suffix('%').unwrap_or_default();
    if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Faults::new();
    }
    let rule = "a valid percent string must be a numeric string followed by an ending '%'";
    vec![mismatch(rule, "[0-9]+%", &["1%", "93%"])]
}

/// Whether `value` is the name of a sysctl: segments joined by `.` or `/`.
pub(crate) fn is_sysctl_name(value: &str) -> bool {
    value.len() <= 253
        && value
            .split(['.', '/'])
            .all(|segment| is_framed(segment, lower_or_digit, b"-_"))
}

#[cfg(test)]
mod tests {
    use super::*;

    type Check = fn(&str) -> Faults;

    /// Names that are fine have no faults, and the others have the right number of them.
    #[test]
    fn names_are_judged() {
        let long = "a".repeat(64);
        let cases: [(Check, &str, usize); 22] = [
            (dns_label, "agent-1", 0),
            (dns_label, "Agent", 1),
            (dns_label, &long, 1),
            (dns_subdomain, "a.b-c.d", 0),
            (dns_subdomain, "a..b", 1),
            (dns_subdomain_prefix, "agent-", 0),
            (dns_subdomain_prefix, "Agent-", 1),
            (dns_search, "_tcp.svc_x.local", 0),
            (dns_search, "a_", 1),
            (label_key, "example.com/a_b", 0),
            (label_key, "/a", 1),
            (label_key, "", 2),
            (label_key, "a/b/c", 1),
            (label_value, "", 0),
            (label_value, "-x", 1),
            (port_name, "http-2", 0),
            (port_name, "80", 1),
            (port_name, "-", 2),
            (environment_name, "a.b c", 0),
            (environment_name, "a=b", 1),
            (config_key, "..a", 1),
            (percentage, "%", 1),
        ];
        for (check, value, expected) in cases {
            assert_eq!(check(value).len(), expected, "{value:?}: {:?}", check(value));
        }
    }
}
