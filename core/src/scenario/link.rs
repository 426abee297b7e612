//! Scenarios as the fragment of a link, so that nothing reaches a server: `v1/`, then the JSON, deflated, in the URL-safe
//! alphabet of base64. What a version means never changes: old links open for ever.

use super::{MAX_BYTES, Scenario};
use crate::diagnostic::{Advice, Diagnostic, Remark};
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

const VERSION: &str = "v1/";
const LEVEL: u8 = 9;

/// How many characters the fragment of a link may have: what browsers, proxies and chat programs carry without harm.
pub const MAX_LINK_CHARACTERS: usize = 32_000;

/// A scenario packed as in a link, however long: what [`from_link`] reads.
pub fn pack(scenario: &Scenario) -> String {
    let text = scenario.to_json().to_string();
    format!("{VERSION}{}", to_base64(&compress_to_vec(text.as_bytes(), LEVEL)))
}

/// The fragment of a link to a scenario, without `#`. `Err` if it would be too long: then a file carries it.
pub fn to_link(scenario: &Scenario) -> Result<String, Diagnostic> {
    let packed = pack(scenario);
    let length = packed.len();
    if length > MAX_LINK_CHARACTERS {
        return Err(Diagnostic::error(
            "link-too-long",
            "",
            Remark::LinkTooLong {
                length: length.to_string(),
                limit: MAX_LINK_CHARACTERS.to_string(),
            },
        )
        .hint(Advice::ExportFile));
    }
    Ok(packed)
}

/// Reads the fragment of a link. `None` if it is none of ours; `Err` says what is wrong with one that is.
pub fn from_link(fragment: &str) -> Option<Result<Scenario, Vec<Diagnostic>>> {
    let (version, packed) = fragment.split_once('/')?;
    let number: u64 = version.strip_prefix('v')?.parse().ok()?;
    if !VERSION.starts_with(version) || format!("v{number}") != version {
        let message = Remark::UnknownLinkVersion {
            version: number.to_string(),
        };
        return Some(Err(vec![
            Diagnostic::error("link-version", "", message).hint(Advice::NewerEverynode),
        ]));
    }
    Some(
        unpack(packed)
            .ok_or_else(damaged)
            .and_then(|text| Scenario::read(&text)),
    )
}

fn damaged() -> Vec<Diagnostic> {
    let message = Remark::LinkDamaged;
    vec![Diagnostic::error("link-damaged", "", message).hint(Advice::CopyLinkAgain)]
}

fn unpack(packed: &str) -> Option<String> {
    let bytes = decompress_to_vec_with_limit(&from_base64(packed)?, MAX_BYTES).ok()?;
    String::from_utf8(bytes).ok()
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
