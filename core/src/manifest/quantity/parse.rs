//! Text to [`Quantity`] (`ParseQuantity` and `parseQuantityString` of quantity.go, suffix.go).

use super::natural::Natural;
use super::{Amount, Format, MAX_DIGITS, Quantity, QuantityError};

const DECIMAL: [(&str, i32); 10] = [
    ("n", -9),
    ("u", -6),
    ("m", -3),
    ("", 0),
    ("k", 3),
    ("M", 6),
    ("G", 9),
    ("T", 12),
    ("P", 15),
    ("E", 18),
];
const BINARY: [(&str, u32); 6] = [("Ki", 10), ("Mi", 20), ("Gi", 30), ("Ti", 40), ("Pi", 50), ("Ei", 60)];

/// Finer than this nothing is kept.
const NANO_DECIMALS: i32 = 9;
/// So many decimal digits always fit 64 bits.
const SAFE_DIGITS: usize = 18;

/// The suffix of a power of ten. Those beyond `E` have none, and Kubernetes prints none.
pub(super) fn decimal_suffix(exponent: i32) -> &'static str {
    DECIMAL
        .iter()
        .find(|(_, power)| *power == exponent)
        .map_or("", |(suffix, _)| suffix)
}

/// The suffix of a power of two.
pub(super) fn binary_suffix(exponent: u32) -> &'static str {
    BINARY
        .iter()
        .find(|(_, power)| *power == exponent)
        .map_or("", |(suffix, _)| suffix)
}

/// What a suffix multiplies by.
#[derive(Clone, Copy)]
enum Factor {
    Ten(i32, Format),
    Two(u32),
}

/// A text taken apart: sign, whole digits without leading noughts, fraction digits, suffix.
struct Parts<'a> {
    negative: bool,
    whole: &'a str,
    fraction: &'a str,
    suffix: &'a str,
}

pub(super) fn parse(text: &str) -> Result<Quantity, QuantityError> {
    if text == "0" {
        let amount = Amount::Short { value: 0, scale: 0 };
        return Ok(Quantity {
            amount,
            format: Format::DecimalSi,
            text: Some("0".into()),
        });
    }
    let parts = split(text).ok_or(QuantityError::Format)?;
    let factor = interpret(parts.suffix)?;
    if parts.whole.len() + parts.fraction.len() > MAX_DIGITS {
        return Err(QuantityError::Number);
    }
    if let Some(short) = short_form(&parts, factor, text) {
        return Ok(short);
    }
    Ok(long_form(&parts, factor))
}

/// Digits, a fraction, letters of suffixes, a sign, digits; `None` if anything is left over.
fn split(text: &str) -> Option<Parts<'_>> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    if text.is_empty() {
        return None;
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, rest) = unsigned.split_at(digits(unsigned));
    let (fraction, suffix) = rest
        .strip_prefix('.')
        .map_or(("", rest), |after| after.split_at(digits(after)));
    let exponent = suffix.trim_start_matches(|letter| "eEinumkKMGTP".contains(letter));
    let exponent = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let complete = digits(exponent) == exponent.len();
    complete.then_some(Parts {
        negative: text.starts_with('-'),
        whole,
        fraction,
        suffix,
    })
}

fn interpret(suffix: &str) -> Result<Factor, QuantityError> {
    if let Some((_, exponent)) = DECIMAL.iter().find(|(name, _)| *name == suffix) {
        return Ok(Factor::Ten(*exponent, Format::DecimalSi));
    }
    if let Some((_, exponent)) = BINARY.iter().find(|(name, _)| *name == suffix) {
        return Ok(Factor::Two(*exponent));
    }
    let exponent = suffix.strip_prefix(['e', 'E']).ok_or(QuantityError::Suffix)?;
    let exponent: i64 = exponent.parse().map_err(|_| QuantityError::Suffix)?;
    match i32::try_from(exponent) {
        Ok(power) if power.unsigned_abs() as usize <= MAX_DIGITS => Ok(Factor::Ten(power, Format::DecimalExponent)),
        Ok(_) | Err(_) => Err(QuantityError::Number),
    }
}

/// The machine-number form, where there are few enough digits for it.
fn short_form(parts: &Parts<'_>, factor: Factor, text: &str) -> Option<Quantity> {
    let digits = [parts.whole, parts.fraction].concat();
    let (value, scale, format, is_canonical) = match factor {
        Factor::Ten(exponent, format) => {
            let scale = exponent - i32::try_from(parts.fraction.len()).ok()?;
            if digits.len() > SAFE_DIGITS || scale < -NANO_DECIMALS {
                return None;
            }
            let is_canonical = scale % 3 == 0 && !digits.ends_with("000") && !digits.starts_with('0');
            (digits.parse::<i64>().ok()?, scale, format, is_canonical)
        }
        Factor::Two(exponent) => {
            let digits_of_factor = usize::try_from(exponent * 3 / 10).ok()?;
            if !parts.fraction.is_empty() || parts.whole.len() + digits_of_factor + 1 > 15 {
                return None;
            }
            let number = digits.parse::<i64>().ok()?;
            (
                number.checked_mul(1_i64.checked_shl(exponent)?)?,
                0,
                Format::BinarySi,
                number % 8 != 0,
            )
        }
    };
    let value = if parts.negative { -value } else { value };
    Some(Quantity {
        amount: Amount::Short { value, scale },
        format,
        text: is_canonical.then(|| text.into()),
    })
}

/// The form of any length: in billionths, rounded away from nought; binary values are capped.
fn long_form(parts: &Parts<'_>, factor: Factor) -> Quantity {
    let mut unscaled = Natural::from_digits(&[parts.whole, parts.fraction].concat());
    // The digits are limited, so their count fits.
    let fraction_digits = i32::try_from(parts.fraction.len()).unwrap_or(i32::MAX);
    let mut decimals = NANO_DECIMALS;
    let format = match factor {
        Factor::Ten(exponent, format) => {
            unscaled.scale(NANO_DECIMALS + exponent - fraction_digits);
            format
        }
        Factor::Two(exponent) => {
            unscaled.shift(exponent);
            unscaled.scale(NANO_DECIMALS - fraction_digits);
            let mut one = Natural::from(1);
            one.scale(NANO_DECIMALS);
            let mut largest = Natural::from(i64::MAX.unsigned_abs());
            largest.scale(NANO_DECIMALS);
            if unscaled > largest {
                unscaled = Natural::from(i64::MAX.unsigned_abs());
                decimals = 0;
            }
            if unscaled < one && decimals > 0 && !unscaled.is_zero() {
                Format::DecimalSi
            } else {
                Format::BinarySi
            }
        }
    };
    let negative = parts.negative && !unscaled.is_zero();
    Quantity {
        amount: Amount::Long {
            negative,
            unscaled,
            decimals,
        },
        format,
        text: None,
    }
}
