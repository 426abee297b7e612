//! IP addresses, as the API server reads them.
//!
//! Models IsValidIPForLegacyField and GetWarningsForIP of `staging/src/k8s.io/apimachinery/pkg/util/validation/ip.go`
//! and ParseIPSloppy of `k8s.io/utils/net`; strict validation of addresses is on.

use crate::admission::error::Errors;
use crate::admission::field::Field;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// An address, and whether it is written as it should be.
pub(crate) struct Address {
    /// The address; an IPv4 address in IPv6 form is the IPv4 address.
    pub(crate) ip: IpAddr,
    /// Whether a number has leading noughts.
    pub(crate) has_leading_zeros: bool,
    /// Whether it is an IPv4 address in IPv6 form.
    pub(crate) is_mapped: bool,
}

/// Reads `text` the lenient way, in which the numbers of an IPv4 address may have leading noughts.
pub(crate) fn parse_sloppy(text: &str) -> Option<Address> {
    if text.contains(':') {
        let ip: Ipv6Addr = text.parse().ok()?;
        let mapped = ip.to_ipv4_mapped();
        let ip = mapped.map_or(IpAddr::V6(ip), IpAddr::V4);
        let is_mapped = mapped.is_some();
        return Some(Address {
            ip,
            has_leading_zeros: false,
            is_mapped,
        });
    }
    let mut octets = [0_u8; 4];
    let parts: Vec<_> = text.split('.').collect();
    if parts.len() != octets.len() {
        return None;
    }
    for (octet, part) in octets.iter_mut().zip(&parts) {
        if part.is_empty() || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        *octet = part.parse().ok()?;
    }
    let has_leading_zeros = parts.iter().any(|part| part.len() > 1 && part.starts_with('0'));
    Some(Address {
        ip: IpAddr::V4(Ipv4Addr::from(octets)),
        has_leading_zeros,
        is_mapped: false,
    })
}

/// An address in a field that is older than the strict rules.
pub(super) fn legacy_address(field: &Field<'_>, errors: &mut Errors) {
    let text = field.as_text();
    let Some(address) = parse_sloppy(text) else {
        return errors.invalid(
            &field.path,
            text,
            "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)",
        );
    };
    if address.has_leading_zeros {
        errors.invalid(&field.path, text, "must not have leading 0s");
    }
    if address.is_mapped {
        errors.invalid(&field.path, text, "must not be an IPv4-mapped IPv6 address");
    }
}
