//! Natural numbers of any length, as far as quantities need them: exact decimal text in, exact decimal text and 64-bit
//! words out. Stands where upstream uses `math/big` (`gopkg.in/inf.v0`).

use std::cmp::Ordering;

/// A natural number: 32-bit digits, least significant first, no zero at the end.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Natural(Vec<u32>);

impl Natural {
    /// The number that these decimal digits write; anything that is no digit is skipped.
    pub(crate) fn from_digits(text: &str) -> Self {
        let mut number = Self::default();
        for digit in text.bytes().filter(u8::is_ascii_digit) {
            number.multiply_add(10, u32::from(digit - b'0'));
        }
        number
    }

    /// `self = self * factor + term`.
    fn multiply_add(&mut self, factor: u32, term: u32) {
        let mut carry = u64::from(term);
        for digit in &mut self.0 {
            let product = u64::from(*digit) * u64::from(factor) + carry;
            *digit = low(product);
            carry = product >> 32;
        }
        if carry > 0 {
            self.0.push(low(carry));
        }
    }

    /// Divides by `divisor` and says what is left over.
    fn divide(&mut self, divisor: u32) -> u32 {
        let mut rest = 0_u64;
        for digit in self.0.iter_mut().rev() {
            let dividend = (rest << 32) | u64::from(*digit);
            *digit = low(dividend / u64::from(divisor));
            rest = dividend % u64::from(divisor);
        }
        self.trim();
        low(rest)
    }

    /// Times ten to the `power`; a negative power divides and rounds up. Says whether nothing was lost.
    pub(crate) fn scale(&mut self, power: i32) -> bool {
        for _ in 0..power {
            self.multiply_add(10, 0);
        }
        let mut exact = true;
        for _ in power..0 {
            exact &= self.divide(10) == 0;
        }
        if !exact {
            self.multiply_add(1, 1);
        }
        exact
    }

    /// Times two to the `power`.
    pub(crate) fn shift(&mut self, power: u32) {
        for _ in 0..power / 10 {
            self.multiply_add(1024, 0);
        }
        self.multiply_add(1 << (power % 10), 0);
        self.trim();
    }

    /// Takes out all factors of 1024 and counts them.
    pub(crate) fn remove_factors_of_1024(&mut self) -> u32 {
        let mut times = 0;
        while self.0.first().is_some_and(|digit| digit.trailing_zeros() >= 10) {
            self.divide(1024);
            times += 1;
        }
        times
    }

    /// The sum.
    pub(crate) fn add(&self, other: &Self) -> Self {
        let mut carry = 0_u64;
        let mut digits = Vec::with_capacity(self.0.len().max(other.0.len()) + 1);
        for index in 0..self.0.len().max(other.0.len()) {
            let sum = self.digit(index) + other.digit(index) + carry;
            digits.push(low(sum));
            carry = sum >> 32;
        }
        digits.push(low(carry));
        let mut sum = Self(digits);
        sum.trim();
        sum
    }

    /// The difference; `other` is not the larger one.
    pub(crate) fn subtract(&self, other: &Self) -> Self {
        debug_assert!(other <= self, "a natural number has no negative difference");
        let mut borrow = 0_u64;
        let mut digits = Vec::with_capacity(self.0.len());
        for index in 0..self.0.len() {
            let difference = (1 << 32) + self.digit(index) - other.digit(index) - borrow;
            digits.push(low(difference));
            borrow = 1 - (difference >> 32);
        }
        let mut difference = Self(digits);
        difference.trim();
        difference
    }

    /// Whether it is nought.
    pub(crate) fn is_zero(&self) -> bool {
        self.0.is_empty()
    }

    /// The same as a machine number; the largest one if it does not fit.
    pub(crate) fn saturating_i128(&self) -> i128 {
        if self.0.len() > 4 || self.digit(3) >> 31 > 0 {
            return i128::MAX;
        }
        (0..4).fold(0, |value, index| value | i128::from(self.digit(index)) << (32 * index))
    }

    /// As 64-bit words, least significant first.
    pub(crate) fn words(&self) -> impl Iterator<Item = u64> {
        self.0
            .chunks(2)
            .map(|pair| u64::from(pair[0]) | u64::from(pair.get(1).copied().unwrap_or(0)) << 32)
    }

    /// In decimal; nought is `0`.
    pub(crate) fn to_digits(&self) -> String {
        const GROUP: u32 = 1_000_000_000;
        let mut rest = self.clone();
        let mut groups = vec![rest.divide(GROUP)];
        while !rest.is_zero() {
            groups.push(rest.divide(GROUP));
        }
        let first = groups.pop().unwrap_or(0).to_string();
        groups
            .into_iter()
            .rev()
            .fold(first, |text, group| text + &format!("{group:09}"))
    }

    fn digit(&self, index: usize) -> u64 {
        self.0.get(index).copied().map_or(0, u64::from)
    }

    fn trim(&mut self) {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }
}

impl From<u64> for Natural {
    fn from(value: u64) -> Self {
        let mut number = Self(vec![low(value), low(value >> 32)]);
        number.trim();
        number
    }
}

impl PartialOrd for Natural {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Natural {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_length = self.0.len().cmp(&other.0.len());
        by_length.then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the low half is what is asked for")]
const fn low(value: u64) -> u32 {
    value as u32
}

#[cfg(test)]
mod tests {
    use super::Natural;

    /// Text, ten-power and back: what is lost rounds up.
    #[test]
    fn scales_by_powers_of_ten() {
        for (digits, power, expected, exact) in [
            ("0", 5, "0", true),
            ("00012", 3, "12000", true),
            ("12000", -3, "12", true),
            ("12001", -3, "13", false),
            ("1", -40, "1", false),
            (
                "99999999999999999999999999999999999999999",
                0,
                "99999999999999999999999999999999999999999",
                true,
            ),
        ] {
            let mut number = Natural::from_digits(digits);
            assert_eq!(
                (number.scale(power), number.to_digits()),
                (exact, expected.to_owned()),
                "{digits} e{power}"
            );
        }
    }

    #[test]
    fn adds_and_subtracts_over_word_borders() {
        let large = Natural::from_digits("340282366920938463463374607431768211455");
        let one = Natural::from(1);
        let sum = large.add(&one);
        assert_eq!(sum.to_digits(), "340282366920938463463374607431768211456");
        assert_eq!(sum.subtract(&one), large);
        assert_eq!(sum.saturating_i128(), i128::MAX);
        assert_eq!(large.subtract(&large), Natural::default());
        assert!(one < large && sum > large);
    }

    #[test]
    fn knows_powers_of_two() {
        let mut number = Natural::from(3);
        number.shift(60);
        assert_eq!(number.words().collect::<Vec<_>>(), [3 << 60]);
        assert_eq!(number.remove_factors_of_1024(), 6);
        assert_eq!(number, Natural::from(3));
    }
}
