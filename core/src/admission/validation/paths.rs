//! File names inside volumes, and file modes.
//!
//! Models validateLocalDescendingPath, validatePathNoBacksteps and ValidateLocalNonReservedPath of
//! `pkg/apis/core/validation/validation.go`.

use crate::admission::error::Errors;
use crate::admission::field::{Field, Path};

/// A path that stays below where it starts: relative and without `..`.
pub(super) fn descending(path: &Path, target: &str, errors: &mut Errors) {
    if target.starts_with('/') {
        errors.invalid(path, target, "must be a relative path");
    }
    no_backsteps(path, target, errors);
}

/// A path without `..` in it.
pub(super) fn no_backsteps(path: &Path, target: &str, errors: &mut Errors) {
    if has_backsteps(target) {
        errors.invalid(path, target, "must not contain '..'");
    }
}

/// Whether `..` is one of the parts of `target`.
pub(super) fn has_backsteps(target: &str) -> bool {
    target.split('/').any(|part| part == "..")
}

/// A descending path that does not start with two dots in any way: those names are the kubelet's own.
pub(super) fn descending_and_unreserved(path: &Path, target: &str, errors: &mut Errors) {
    descending(path, target, errors);
    if target.starts_with("..") && !target.starts_with("../") {
        errors.invalid(path, target, "must not start with '..'");
    }
}

/// The mode of a file, if it is set.
pub(super) fn file_mode(parent: &Field<'_>, name: &str, errors: &mut Errors) {
    if let Some(mode) = parent.int(name).filter(|mode| !(0..=0o777).contains(mode)) {
        let detail = "must be a number between 0 and 0777 (octal), both inclusive";
        errors.invalid(&parent.at(name).path, mode, detail);
    }
}
