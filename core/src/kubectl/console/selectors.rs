//! The selectors of a command line, as the API server reads them.

mod fields;
mod labels;

use super::failure::Failure;
use super::resource_type::ResourceType;
use crate::json::Fields;
use fields::FieldSelector;
use labels::LabelSelector;
use serde_json::Value;

/// `-l` and `--field-selector`, as they were given.
#[derive(Debug, Clone, Default)]
pub(crate) struct Selectors {
    label_text: String,
    field_text: String,
    labels: LabelSelector,
    fields: FieldSelector,
    /// What the server has against them.
    mistake: Option<String>,
}

impl Selectors {
    /// Reads both; an empty text selects everything.
    pub(crate) fn parse(labels: &str, fields: &str) -> Self {
        let mut selectors = Self {
            label_text: labels.trim().to_owned(),
            field_text: fields.trim().to_owned(),
            ..Self::default()
        };
        match LabelSelector::parse(labels) {
            Ok(parsed) => selectors.labels = parsed,
            Err(mistake) => selectors.mistake = Some(mistake),
        }
        match FieldSelector::parse(fields) {
            Ok(parsed) => selectors.fields = parsed,
            Err(mistake) => selectors.mistake = Some(mistake),
        }
        selectors
    }

    /// Whether anything is selected by.
    pub(crate) fn is_given(&self) -> bool {
        !(self.label_text.is_empty() && self.field_text.is_empty())
    }

    /// The server's answer if they cannot be used for objects of a type.
    pub(crate) fn check(&self, kind: &ResourceType) -> Result<(), Failure> {
        let mistake = self.mistake.clone().or_else(|| self.fields.unsupported(kind));
        let Some(mistake) = mistake else { return Ok(()) };
        // GroupVersionResource.String writes the empty group too.
        let resource = format!("{}/{}, Resource={}", kind.group, kind.version, kind.plural);
        let (labels, fields) = (&self.label_text, &self.field_text);
        Err(Failure::server(
            "BadRequest",
            &format!(
                "Unable to find {resource:?} that match label selector {labels:?}, field selector {fields:?}: {mistake}"
            ),
        ))
    }

    /// Whether both choose `object`.
    pub(crate) fn select(&self, object: &Value) -> bool {
        self.labels.selects(object.at("metadata.labels")) && self.fields.selects(object)
    }
}

#[cfg(test)]
mod tests;
