//! The tag of an image name, on which the pull policy depends (`ParseImageName` of pkg/util/parsers, which asks
//! distribution/reference).

/// The tag; `latest` if there is neither tag nor digest. `None` if there is only a digest, or the name cannot be read.
pub(super) fn tag(image: &str) -> Option<&str> {
    let (rest, digest) = match image.split_once('@') {
        Some((rest, digest)) => (rest, Some(digest)),
        None => (image, None),
    };
    let is_identifier = image.len() == 64 && image.bytes().all(is_lower_hex);
    let last = rest.rfind('/').map_or(0, |slash| slash + 1);
    let (name, tag) = match rest[last..].find(':') {
        Some(colon) => (&rest[..last + colon], Some(&rest[last + colon + 1..])),
        None => (rest, None),
    };
    if is_identifier || !is_name(name) || !tag.is_none_or(is_tag) || !digest.is_none_or(is_digest) {
        return None;
    }
    match (tag, digest) {
        (Some(tag), _) => Some(tag),
        (None, None) => Some("latest"),
        (None, Some(_)) => None,
    }
}

/// A path, behind a registry if its first part looks like one.
fn is_name(name: &str) -> bool {
    let path = match name.split_once('/') {
        Some((domain, path)) if looks_like_domain(domain) => {
            if !is_domain(domain) {
                return false;
            }
            path
        }
        Some(_) | None => name,
    };
    name.len() <= 255 && path.split('/').all(is_path_component)
}

fn looks_like_domain(part: &str) -> bool {
    part.contains(['.', ':']) || part == "localhost" || part.bytes().any(|byte| byte.is_ascii_uppercase())
}

/// Labels between points, with a port; or an IPv6 address in brackets.
fn is_domain(domain: &str) -> bool {
    let (host, port) = match domain.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        Some(_) | None => (domain, None),
    };
    let is_address = host
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .is_some_and(|address| {
            !address.is_empty() && address.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b':')
        });
    let is_label = |label: &str| {
        let is_edge = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric());
        is_edge(label.bytes().next())
            && is_edge(label.bytes().last())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let is_port = |port: &str| !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
    port.is_none_or(is_port) && (is_address || host.split('.').all(is_label))
}

/// Lower-case letters and digits with single separators between: `.`, `_`, `__`, or any number of `-`.
fn is_path_component(component: &str) -> bool {
    let is_word = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let bytes = component.as_bytes();
    let is_edge = |byte: Option<&u8>| byte.is_some_and(|byte| is_word(*byte));
    is_edge(bytes.first())
        && is_edge(bytes.last())
        && bytes
            .chunk_by(|left, right| is_word(*left) == is_word(*right))
            .all(|run| is_word(run[0]) || matches!(run, b"." | b"_" | b"__") || run.iter().all(|byte| *byte == b'-'))
}

fn is_tag(tag: &str) -> bool {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let first = tag.bytes().next().is_some_and(is_word);
    first && tag.len() <= 128 && tag.bytes().all(|byte| is_word(byte) || byte == b'.' || byte == b'-')
}

/// One of the known algorithms with as many digits as it has.
fn is_digest(digest: &str) -> bool {
    let length = match digest.split_once(':') {
        Some(("sha256", _)) => 64,
        Some(("sha384", _)) => 96,
        Some(("sha512", _)) => 128,
        Some(_) | None => return false,
    };
    let hex = &digest[7..];
    hex.len() == length && hex.bytes().all(is_lower_hex)
}

const fn is_lower_hex(byte: u8) -> bool {
    byte.is_ascii_digit() || matches!(byte, b'a'..=b'f')
}

#[cfg(test)]
mod tests {
    use super::tag;

    #[test]
    fn reads_the_tag() {
        let digest = format!("nginx@sha256:{}", "0".repeat(64));
        let both = format!("nginx:latest@sha256:{}", "0".repeat(64));
        for (image, expected) in [
            ("nginx", Some("latest")),
            ("nginx:1.27", Some("1.27")),
            ("registry.example.com:5000/a/b_c/d", Some("latest")),
            ("registry.example.com:5000/a/b-c:v1.0", Some("v1.0")),
            ("[fd00::1]:5000/a", Some("latest")),
            ("Upper/agent", Some("latest")),
            (&digest, None),
            (&both, Some("latest")),
            ("nginx@sha256:123", None),
            ("nginx:", None),
            ("Nginx", None),
            ("a/Nginx", None),
            ("a//b", None),
            ("$(IMAGE)", None),
            ("", None),
            (" nginx", None),
        ] {
            assert_eq!(tag(image), expected, "{image}");
        }
    }
}
