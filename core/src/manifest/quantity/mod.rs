//! `resource.Quantity`: amounts such as `100m`, `1.5Gi` or `1e3`, exact, with the form in which Kubernetes keeps and
//! prints them. Models `apimachinery/pkg/api/resource` (quantity.go, amount.go, math.go, suffix.go).

mod natural;
mod parse;

use natural::Natural;
use serde_json::Value;
use std::cmp::Ordering;
use std::fmt;

/// An amount of a resource. Compared by value: `1Gi`, `1024Mi` and `1073741824` are equal.
#[derive(Debug, Clone)]
pub struct Quantity {
    amount: Amount,
    format: Format,
    /// The text it came from, where that is canonical enough for Kubernetes to keep.
    text: Option<Box<str>>,
}

/// The two forms in which Kubernetes keeps a value: a machine number, or one of any length.
#[derive(Debug, Clone)]
enum Amount {
    /// `value` times ten to the `scale`.
    Short { value: i64, scale: i32 },
    /// `unscaled` divided by ten to the `decimals`.
    Long {
        negative: bool,
        unscaled: Natural,
        decimals: i32,
    },
}

/// How a value wants to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    /// Never read from a text.
    Unset,
    /// `1e3`
    DecimalExponent,
    /// `1Ki`
    BinarySi,
    /// `1k`
    DecimalSi,
}

/// Why a text is no quantity. Prints as Kubernetes words it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuantityError {
    /// Not of the form number and suffix.
    Format,
    /// The suffix means nothing.
    Suffix,
    /// The number cannot be read, or it is longer than [`MAX_DIGITS`].
    Number,
}

/// Longest number, and largest exponent, that is read. Kubernetes has no such limit and computes for minutes.
pub const MAX_DIGITS: usize = 1000;

impl fmt::Display for QuantityError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Format => {
                "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
            }
            Self::Suffix => "unable to parse quantity's suffix",
            Self::Number => "unable to parse numeric part of quantity",
        })
    }
}

impl Default for Quantity {
    fn default() -> Self {
        Self {
            amount: Amount::Short { value: 0, scale: 0 },
            format: Format::Unset,
            text: None,
        }
    }
}

impl Quantity {
    /// Reads a text such as `100m`; white space around it is ignored (`ParseQuantity`, `UnmarshalJSON`).
    pub fn parse(text: &str) -> Result<Self, QuantityError> {
        parse::parse(text.trim())
    }

    /// A quantity from JSON: a text, a number (by its text), or `null`, which is nought.
    pub fn from_json(value: &Value) -> Result<Self, QuantityError> {
        match value {
            Value::Null => Ok(Self::default()),
            Value::String(text) => Self::parse(text),
            Value::Number(number) => Self::parse(&super::number_text(number)),
            Value::Bool(_) | Value::Array(_) | Value::Object(_) => Err(QuantityError::Format),
        }
    }

    /// The whole number `value`.
    pub const fn from_i64(value: i64) -> Self {
        Self {
            amount: Amount::Short { value, scale: 0 },
            format: Format::DecimalSi,
            text: None,
        }
    }

    /// The value in whole units, rounded away from nought; the nearest `i128` if it does not fit.
    pub fn value(&self) -> i128 {
        self.scaled(0).0
    }

    /// The value in thousandths, rounded away from nought; the nearest `i128` if it does not fit.
    pub fn milli_value(&self) -> i128 {
        self.scaled(3).0
    }

    /// Whether the value is nought.
    pub fn is_zero(&self) -> bool {
        match &self.amount {
            Amount::Short { value, .. } => *value == 0,
            Amount::Long { unscaled, .. } => unscaled.is_zero(),
        }
    }

    /// Whether the value is below nought.
    pub fn is_negative(&self) -> bool {
        match &self.amount {
            Amount::Short { value, .. } => *value < 0,
            Amount::Long { negative, .. } => *negative,
        }
    }

    /// The sum, written as the first is (as the second, if the first is nought).
    #[must_use]
    pub fn add(&self, other: &Self) -> Self {
        let format = if self.is_zero() { other.format } else { self.format };
        let decimals = self.decimals().max(other.decimals()).max(0);
        let (left, right) = (self.unscaled(decimals).0, other.unscaled(decimals).0);
        let (negative, unscaled) = if self.is_negative() == other.is_negative() {
            (self.is_negative(), left.add(&right))
        } else if left < right {
            (other.is_negative(), right.subtract(&left))
        } else {
            (self.is_negative() && left != right, left.subtract(&right))
        };
        Self {
            amount: Amount::new(negative, unscaled, decimals),
            format,
            text: None,
        }
    }

    /// The value rounded away from nought to thousandths, as the API server does with resource lists
    /// (`SetDefaults_ResourceList`). The text it came from is forgotten, so it prints in canonical form.
    #[must_use]
    pub fn round_up_to_milli(&self) -> Self {
        let amount = if self.decimals() > 3 {
            Amount::new(self.is_negative(), self.unscaled(3).0, 3)
        } else {
            self.amount.clone()
        };
        Self {
            amount,
            format: self.format,
            text: None,
        }
    }

    /// As Kubernetes prints it: `1500m`, `1Gi`, `1e3` (`MarshalJSON`, `CanonicalizeBytes`).
    pub fn canonical(&self) -> String {
        if let Some(text) = &self.text {
            return text.to_string();
        }
        if self.is_zero() {
            return "0".to_owned();
        }
        match self.printed_format() {
            Format::BinarySi => self.binary_text(),
            Format::DecimalSi => self.decimal_text(|exponent| parse::decimal_suffix(exponent).to_owned()),
            Format::DecimalExponent | Format::Unset => self.decimal_text(|exponent| match exponent {
                0 => String::new(),
                _ => format!("e{exponent}"),
            }),
        }
    }

    /// The in-memory form as the pod template hash reads it.
    pub fn dump(&self, out: &mut dyn fmt::Write) -> fmt::Result {
        let (value, scale) = match &self.amount {
            Amount::Short { value, scale } => (*value, *scale),
            Amount::Long { .. } => (0, 0),
        };
        write!(
            out,
            "{{i:(resource.int64Amount){{value:(int64){value} scale:(resource.Scale){scale}}} "
        )?;
        out.write_str("d:(resource.infDecAmount){Dec:(*inf.Dec)")?;
        match &self.amount {
            Amount::Short { .. } => out.write_str("<nil>")?,
            Amount::Long {
                negative,
                unscaled,
                decimals,
            } => {
                write!(out, "{{unscaled:(big.Int){{neg:(bool){negative} abs:(big.nat)[")?;
                for (index, word) in unscaled.words().enumerate() {
                    let space = if index > 0 { " " } else { "" };
                    write!(out, "{space}{word}")?;
                }
                write!(out, "]}} scale:(inf.Scale){decimals}}}")?;
            }
        }
        let text = self.text.as_deref().unwrap_or_default();
        write!(
            out,
            "}} s:(string){text} Format:(resource.Format){}}}",
            self.format.name()
        )
    }

    /// Small binary values, and those with a fraction, print as decimal ones so that nothing is lost.
    fn printed_format(&self) -> Format {
        match self.format {
            Format::BinarySi => {
                let (value, exact) = self.scaled(0);
                if exact && (value <= -1024 || value >= 1024) {
                    Format::BinarySi
                } else {
                    Format::DecimalSi
                }
            }
            Format::DecimalSi | Format::DecimalExponent | Format::Unset => self.format,
        }
    }

    fn binary_text(&self) -> String {
        let mut mantissa = self.unscaled(0).0;
        let times = mantissa.remove_factors_of_1024();
        let sign = if self.is_negative() { "-" } else { "" };
        format!("{sign}{}{}", mantissa.to_digits(), parse::binary_suffix(times * 10))
    }

    /// The digits without trailing noughts but for those that make the exponent a multiple of three.
    fn decimal_text(&self, suffix: impl Fn(i32) -> String) -> String {
        let decimals = self.decimals();
        let mut digits = self.unscaled(decimals).0.to_digits();
        let mut exponent = -decimals;
        while digits.ends_with('0') {
            digits.pop();
            exponent += 1;
        }
        for _ in 0..exponent.rem_euclid(3) {
            digits.push('0');
            exponent -= 1;
        }
        let sign = if self.is_negative() { "-" } else { "" };
        format!("{sign}{digits}{}", suffix(exponent))
    }

    /// How many decimals the amount is kept with; negative for a multiple of a power of ten.
    const fn decimals(&self) -> i32 {
        match &self.amount {
            Amount::Short { scale, .. } => -*scale,
            Amount::Long { decimals, .. } => *decimals,
        }
    }

    /// The magnitude times ten to the `decimals`, rounded up, and whether that is exact.
    fn unscaled(&self, decimals: i32) -> (Natural, bool) {
        let mut number = match &self.amount {
            Amount::Short { value, .. } => Natural::from(value.unsigned_abs()),
            Amount::Long { unscaled, .. } => unscaled.clone(),
        };
        let exact = number.scale(decimals - self.decimals());
        (number, exact)
    }

    fn scaled(&self, decimals: i32) -> (i128, bool) {
        let (number, exact) = self.unscaled(decimals);
        let value = number.saturating_i128();
        (if self.is_negative() { -value } else { value }, exact)
    }
}

impl Amount {
    /// The short form if the number fits.
    fn new(negative: bool, unscaled: Natural, decimals: i32) -> Self {
        let magnitude = unscaled.saturating_i128();
        match i64::try_from(if negative { -magnitude } else { magnitude }) {
            Ok(value) => Self::Short {
                value,
                scale: -decimals,
            },
            Err(_) => Self::Long {
                negative,
                unscaled,
                decimals,
            },
        }
    }
}

impl Format {
    const fn name(self) -> &'static str {
        match self {
            Self::Unset => "",
            Self::DecimalExponent => "DecimalExponent",
            Self::BinarySi => "BinarySI",
            Self::DecimalSi => "DecimalSI",
        }
    }
}

impl PartialEq for Quantity {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Quantity {}

impl PartialOrd for Quantity {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Quantity {
    fn cmp(&self, other: &Self) -> Ordering {
        if let (
            Amount::Short { value: left, scale },
            Amount::Short {
                value: right,
                scale: other_scale,
            },
        ) = (&self.amount, &other.amount)
        {
            if scale == other_scale {
                return left.cmp(right);
            }
        }
        let decimals = self.decimals().max(other.decimals());
        let (left, right) = (self.unscaled(decimals).0, other.unscaled(decimals).0);
        match (self.is_negative(), other.is_negative()) {
            (false, false) => left.cmp(&right),
            (true, true) => right.cmp(&left),
            (negative, _) => negative.cmp(&false).reverse(),
        }
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.canonical())
    }
}

#[cfg(test)]
mod tests;
