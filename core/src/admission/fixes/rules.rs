//! Values that the API server refuses or warns about, where only one other value can be meant.

use super::render::New;
use super::{Candidate, Case, values};
use crate::diagnostic::FixTitle;

const MAX_SURGE: &str = "spec.updateStrategy.rollingUpdate.maxSurge";
const MAX_UNAVAILABLE: [&str; 4] = ["spec", "updateStrategy", "rollingUpdate", "maxUnavailable"];

/// Fixes for what validation refuses.
pub(super) fn refusals(case: &Case<'_>) -> Vec<Candidate> {
    let finding = case.finding;
    let candidate = match (finding.code, finding.path.as_str()) {
        ("field-not-supported", "spec.template.spec.restartPolicy") => case.write("restartPolicy: Always", |draft| {
            draft.set(&["spec", "template", "spec", "restartPolicy"], &New::text("Always"))
        }),
        ("field-not-supported", _) => other_spelling(case),
        ("field-invalid", MAX_SURGE) if finding.message.contains("maxUnavailable is non-zero") => case
            .change(FixTitle::ZeroUnavailable, |draft| {
                draft.set(&MAX_UNAVAILABLE, &New::Scalar(0.into()))
            }),
        ("field-required", "spec.updateStrategy.rollingUpdate.maxUnavailable") => case
            .change(FixTitle::OneAtATime, |draft| {
                draft.set(&MAX_UNAVAILABLE, &New::Scalar(1.into()))
            }),
        ("field-forbidden", "spec.template.spec.activeDeadlineSeconds") => removed(case),
        ("field-invalid", _)
            if finding
                .message
                .ends_with("value must be empty when `operator` is 'Exists'") =>
        {
            without_value(case)
        }
        _ => None,
    };
    candidate.into_iter().collect()
}

/// A known value but for its capital letters.
fn other_spelling(case: &Case<'_>) -> Option<Candidate> {
    let written = case.written()?.trim_matches(['"', '\'']);
    let (_, supported) = case.finding.message.split_once("supported values: ")?;
    let mut known = supported.split('"').skip(1).step_by(2);
    let meant = known.find(|known| known.eq_ignore_ascii_case(written))?;
    let way = case.way()?;
    let steps: Vec<&str> = way.iter().map(String::as_str).collect();
    case.write(meant, |draft| draft.set(&steps, &New::text(meant)))
}

/// A toleration of every value of its key has a value beside the operator that the finding is at.
fn without_value(case: &Case<'_>) -> Option<Candidate> {
    let mut way = case.way()?;
    way.pop();
    let toleration: Vec<&str> = way.iter().map(String::as_str).collect();
    case.change(FixTitle::RemoveValue, |draft| {
        draft.remove(&[&toleration[..], &["value"]].concat())
    })
}

/// Fixes for what the API server warns about.
pub(super) fn warnings(case: &Case<'_>) -> Vec<Candidate> {
    let message = case.finding.message.as_str();
    if message.contains("fractional byte value") {
        return values::fractional_bytes(case);
    }
    let candidate = if message.contains("non-functional in") && message.contains(".annotations[") {
        removed(case)
    } else if message.contains("deprecated since") || message.contains("use \"node-role.kubernetes.io/control-plane\"")
    {
        new_label(case)
    } else {
        None
    };
    candidate.into_iter().collect()
}

/// The label that took the place of a deprecated one, as a key or as a value.
fn new_label(case: &Case<'_>) -> Option<Candidate> {
    let (_, meant) = case.finding.message.split_once("use \"")?;
    let meant = meant.strip_suffix("\" instead")?;
    let way = case.way()?;
    let steps: Vec<&str> = way.iter().map(String::as_str).collect();
    match steps.last()? {
        key @ (&"key" | &"topologyKey") if !key.contains('/') => {
            case.write(meant, |draft| draft.set(&steps, &New::text(meant)))
        }
        _ => {
            let renamed = case.write(meant, |draft| draft.rename(&steps, meant));
            renamed.or_else(|| {
                case.change(FixTitle::RemoveDuplicate { key: meant.to_owned() }, |draft| {
                    draft.remove(&steps)
                })
            })
        }
    }
}

fn removed(case: &Case<'_>) -> Option<Candidate> {
    let way = case.way()?;
    let steps: Vec<&str> = way.iter().map(String::as_str).collect();
    let key = (*steps.last()?).to_owned();
    case.change(FixTitle::Remove { key }, |draft| draft.remove(&steps))
}
