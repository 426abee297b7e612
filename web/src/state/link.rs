//! Links: a fragment that carries both texts, so that nothing reaches a server. `#v1/` and then the deflated JSON in the
//! URL-safe alphabet of base64. What a version means never changes: old links open for ever.

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use serde_json::{Value, json};

const VERSION: &str = "v1/";
/// A link that unpacks to more than this is not opened.
const MOST_BYTES: usize = 4 * 1024 * 1024;
const LEVEL: u8 = 9;

/// What a link carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linked {
    /// The DaemonSet's text.
    pub manifest: String,
    /// The nodes' text.
    pub nodes: String,
}

/// The fragment for these texts, without `#`.
pub fn encode(linked: &Linked) -> String {
    let text = json!({ "manifest": linked.manifest, "nodes": linked.nodes }).to_string();
    format!("{VERSION}{}", to_base64(&compress_to_vec(text.as_bytes(), LEVEL)))
}

/// Reads a fragment. `None` if it is no link of ours, or a damaged one.
pub fn decode(fragment: &str) -> Option<Linked> {
    let bytes = from_base64(fragment.strip_prefix(VERSION)?)?;
    let text = decompress_to_vec_with_limit(&bytes, MOST_BYTES).ok()?;
    let value: Value = serde_json::from_slice(&text).ok()?;
    let field = |name: &str| value[name].as_str().map(str::to_owned);
    Some(Linked {
        manifest: field("manifest")?,
        nodes: field("nodes")?,
    })
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

fn to_base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 4 / 3 + 3);
    for chunk in bytes.chunks(3) {
        let byte = |index: usize| u32::from(chunk.get(index).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for digit in 0..=chunk.len() {
            let sextet = (bits >> (18 - 6 * digit)) & 63;
            text.push(char::from(ALPHABET[sextet as usize]));
        }
    }
    text
}

fn from_base64(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() * 3 / 4);
    let (mut bits, mut count) = (0_u32, 0);
    for character in text.bytes() {
        let sextet = ALPHABET.iter().position(|known| *known == character)?;
        bits = bits << 6 | u32::try_from(sextet).ok()?;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 255).ok()?);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::examples::EXAMPLES;

    #[test]
    fn links_lead_back_to_their_texts() {
        for example in &EXAMPLES {
            let linked = Linked {
                manifest: example.manifest.to_owned(),
                nodes: example.nodes.to_owned(),
            };
            let fragment = encode(&linked);
            assert_eq!(decode(&fragment), Some(linked), "{}", example.id);
            assert!(fragment.len() < 1200, "{}: {} characters", example.id, fragment.len());
            assert!(
                fragment
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b"/-_".contains(&byte))
            );
        }
        let other = Linked {
            manifest: "名: 🙂".to_owned(),
            nodes: String::new(),
        };
        assert_eq!(decode(&encode(&other)), Some(other));
    }

    #[test]
    fn a_link_of_version_one_opens_for_ever() {
        let fragment = "v1/q1bKTczLTEstLlGyUsrOzEuxUnBJTM3NzwtOLYnJU9JRystPSS0GyoFoXUOgUC0A";
        let linked = Linked {
            manifest: "kind: DaemonSet\n".to_owned(),
            nodes: "node-1\n".to_owned(),
        };
        assert_eq!(decode(fragment), Some(linked));
    }

    #[test]
    fn what_is_no_link_is_not_opened() {
        let good = encode(&Linked {
            manifest: "kind: DaemonSet".to_owned(),
            nodes: "node-1".to_owned(),
        });
        for fragment in ["", "v1/", "v1/!!", "v2/abc", "nonsense", &good[..good.len() / 2]] {
            assert_eq!(decode(fragment), None, "{fragment}");
        }
    }
}
