//! Quantities read, print, compare and add as Kubernetes' own do.

use super::{Quantity, QuantityError};

fn quantity(text: &str) -> Quantity {
    Quantity::parse(text).unwrap()
}

fn dump(text: &str) -> String {
    let mut out = String::new();
    quantity(text).dump(&mut out).unwrap();
    out
}

/// What was written and what `kubectl get -o yaml` shows of it.
#[test]
fn prints_in_canonical_form() {
    for (text, canonical) in [
        ("0", "0"),
        ("00", "0"),
        ("-0", "0"),
        ("1", "1"),
        (" 1 ", "1"),
        ("+1", "+1"),
        ("0.1", "100m"),
        ("1.5", "1500m"),
        ("100m", "100m"),
        ("1000m", "1"),
        ("1000", "1k"),
        ("12000k", "12M"),
        ("1e3", "1e3"),
        ("1E3", "1E3"),
        ("10e3", "10e3"),
        ("1e4", "10e3"),
        ("1Gi", "1Gi"),
        ("1024Mi", "1Gi"),
        ("1.5Gi", "1536Mi"),
        ("0.5Gi", "512Mi"),
        ("0.5Ki", "512"),
        ("1023Ki", "1023Ki"),
        ("-128Mi", "-128Mi"),
        ("100Ei", "9223372036854775807"),
        ("1n", "1n"),
        ("0.1n", "1n"),
        ("-0.1n", "-1n"),
        ("12345678901234567890", "12345678901234567890"),
        ("1.", "1."),
        (".5", "500m"),
    ] {
        assert_eq!(quantity(text).canonical(), canonical, "{text}");
    }
}

#[test]
fn refuses_what_is_no_quantity() {
    for (text, error) in [
        ("", QuantityError::Format),
        ("one", QuantityError::Format),
        ("1 Gi", QuantityError::Format),
        ("1GB", QuantityError::Format),
        ("1,5", QuantityError::Format),
        ("1..5", QuantityError::Format),
        ("1K", QuantityError::Suffix),
        ("1mi", QuantityError::Suffix),
        ("1e", QuantityError::Suffix),
        ("1M5", QuantityError::Suffix),
        ("1e1000000000", QuantityError::Number),
    ] {
        assert_eq!(Quantity::parse(text).err(), Some(error), "{text}");
    }
}

/// Ascending; equal values in one row.
#[test]
fn compares_by_value() {
    let rows: [&[&str]; 7] = [
        &["-1Gi", "-1024Mi"],
        &["-1"],
        &["0", "0Ki", "0.0"],
        &["1m", "0.001", "1000u"],
        &["1", "1000m", "1e0", "1.000000000"],
        &["1Gi", "1073741824", "1048576Ki"],
        &["1e30", "1000000000000000000000000000000"],
    ];
    for (index, row) in rows.iter().enumerate() {
        for text in *row {
            assert_eq!(quantity(text), quantity(row[0]), "{text}");
            if let Some(next) = rows.get(index + 1) {
                assert!(quantity(text) < quantity(next[0]), "{text} < {}", next[0]);
            }
        }
    }
}

#[test]
fn rounds_away_from_nought() {
    for (text, milli, whole) in [
        ("1.5", 1500, 2),
        ("0.0001", 1, 1),
        ("-0.0001", -1, -1),
        ("100m", 100, 1),
        ("1Gi", 1_073_741_824_000, 1_073_741_824),
        ("10e18", 10_000_000_000_000_000_000_000, 10_000_000_000_000_000_000),
    ] {
        assert_eq!(
            (quantity(text).milli_value(), quantity(text).value()),
            (milli, whole),
            "{text}"
        );
    }
    assert_eq!(quantity("1.0001").round_up_to_milli().canonical(), "1001m");
    assert_eq!(quantity("1.0001").round_up_to_milli().milli_value(), 1001);
    assert_eq!(quantity("+1").round_up_to_milli().canonical(), "1");
}

/// The sum keeps the way of writing of the first that is not nought.
#[test]
fn adds() {
    for (left, right, sum) in [
        ("1", "500m", "1500m"),
        ("0", "1Gi", "1Gi"),
        ("1Gi", "1G", "2073741824"),
        ("512Mi", "512Mi", "1Gi"),
        ("1", "-1", "0"),
        ("1", "-1500m", "-500m"),
        ("-2", "1500m", "-500m"),
        ("9223372036854775807", "1", "9223372036854775808"),
        ("1e30", "1", "1000000000000000000000000000001"),
    ] {
        assert_eq!(
            quantity(left).add(&quantity(right)).canonical(),
            sum,
            "{left} + {right}"
        );
    }
}

/// The form in memory enters the pod template hash.
#[test]
fn dumps_the_form_in_memory() {
    let short = "{i:(resource.int64Amount){value:(int64)100 scale:(resource.Scale)-3} \
                 d:(resource.infDecAmount){Dec:(*inf.Dec)<nil>} s:(string)100m Format:(resource.Format)DecimalSI}";
    assert_eq!(dump("100m"), short);
    let long = "{i:(resource.int64Amount){value:(int64)0 scale:(resource.Scale)0} \
                d:(resource.infDecAmount){Dec:(*inf.Dec){unscaled:(big.Int){neg:(bool)false \
                abs:(big.nat)[1610612736000000000]} scale:(inf.Scale)9}} s:(string) Format:(resource.Format)BinarySI}";
    assert_eq!(dump("1.5Gi"), long);
    assert!(
        dump("8Gi").contains("s:(string) "),
        "a multiple of eight does not keep its text"
    );
    assert!(dump("1Gi").contains("s:(string)1Gi "));
}
