//! `kubectl explain`: what a field is for, and which fields are in it. The layout is kubectl's, the fields are those of the
//! engine's table, the descriptions are our own.
//!
//! Models `kubectl/pkg/explain/v2/templates/plaintext.tmpl`.

use super::failure::Failure;
use super::resource_type::{ResourceType, Store};
use super::verb::{Console, Outcome};
use crate::manifest::schema::{Field, GoType, Struct, description, type_name, values};
use crate::ordered::Order;

/// Where descriptions are broken.
const WIDTH: usize = 76;

/// Runs the command.
pub(super) fn explain(console: &mut Console<'_>) -> Result<Outcome, Failure> {
    let path = match console.arguments.as_slice() {
        [path] => path.clone(),
        [] => {
            return Err(Failure::usage(
                &console.command(),
                "You must specify the type of resource to explain. Use \"kubectl api-resources\" for a complete list \
                 of supported resources.\n",
            ));
        }
        _ => {
            return Err(Failure::usage(
                &console.command(),
                "We accept only this format: explain RESOURCE\n",
            ));
        }
    };
    let output = console.flags.value("output");
    if !output.starts_with("plaintext") {
        return Err(Failure::error(format!("unrecognized format: {output}")));
    }
    let (kind, fields) = locate(&path)?;
    let Store::Api(resource) = kind.store else {
        return Err(unknown(kind));
    };
    let root = Struct::named(resource.go_type().0).ok_or_else(|| unknown(kind))?;
    let mut here = Place {
        holder: root,
        field: None,
        go_type: resource.go_type(),
    };
    for name in fields {
        let holder = here.go_type.innermost().ok_or_else(|| missing(name))?;
        let (holder, field) = holder.declared(name).ok_or_else(|| missing(name))?;
        here = Place {
            holder,
            field: Some(field),
            go_type: field.go_type,
        };
    }
    let text = text(kind, &here, console.flags.is_on("recursive"));
    console.terminal.print(&text);
    Ok(Outcome::Ended(0))
}

/// Where the path ends.
struct Place {
    /// The struct that declares the field.
    holder: &'static Struct,
    field: Option<&'static Field>,
    go_type: GoType,
}

/// The type, which may have its group after it, and the names of fields.
fn locate(path: &str) -> Result<(&'static ResourceType, Vec<&str>), Failure> {
    let parts: Vec<&str> = path.trim_end_matches('.').split('.').collect();
    // `daemonsets.apps.spec`: a name with its group, before that of a field.
    for length in (1..=parts.len()).rev() {
        if let Ok(kind) = ResourceType::named(&parts[..length].join(".")) {
            return Ok((kind, parts[length..].to_vec()));
        }
    }
    ResourceType::named(parts.first().copied().unwrap_or_default()).map(|kind| (kind, Vec::new()))
}

fn missing(name: &str) -> Failure {
    Failure::error(format!("field {name:?} does not exist"))
}

fn unknown(kind: &ResourceType) -> Failure {
    Failure::plain(format!(
        "everynode: this console does not know the fields of {}",
        kind.qualified()
    ))
}

fn text(kind: &ResourceType, place: &Place, recursive: bool) -> String {
    let mut parts = Vec::new();
    if !kind.group.is_empty() {
        parts.push(format!("GROUP:      {}\n", kind.group));
    }
    parts.push(format!("KIND:       {}\nVERSION:    {}\n\n", kind.kind, kind.version));
    if let Some(field) = place.field {
        parts.push(format!(
            "FIELD: {} <{}>{}\n\n",
            field.json,
            type_name(field.go_type),
            required(field)
        ));
        parts.extend(values(field).map(|values| format!("ENUM:\n{}\n", lines(&values, "\n", 4))));
    }
    let inside = place.go_type.innermost();
    let of_field = place.field.and_then(|field| description(place.holder, Some(field)));
    let of_type = inside.and_then(|found| description(found, None));
    let mut words: Vec<_> = of_field
        .into_iter()
        .chain(of_type)
        .map(|text| wrapped(text, 4))
        .collect();
    if words.is_empty() {
        words.push("    <no description>\n".to_owned());
    }
    parts.push(format!("DESCRIPTION:\n{}    \n", words.concat()));
    if let Some(inside) = inside {
        parts.push("FIELDS:\n".to_owned());
        parts.extend(sorted(inside).into_iter().map(|(holder, field)| {
            if recursive {
                return names(field, 2, &mut vec![inside.name]);
            }
            let head = format!("  {}\t<{}>{}\n", field.json, type_name(field.go_type), required(field));
            let values = values(field).map_or_else(String::new, |values| format!("  enum: {}\n", values.join(", ")));
            let words = description(holder, Some(field)).unwrap_or("<no description>");
            format!("{head}{values}{}\n", wrapped(words, 4))
        }));
    }
    parts.push("\n".to_owned());
    parts.concat()
}

/// The names of a field and of all that is in it; a type inside itself is not opened again.
fn names(field: &Field, indent: usize, open: &mut Vec<&'static str>) -> String {
    let blanks = " ".repeat(indent);
    let mut text = format!(
        "{blanks}{}\t<{}>{}\n",
        field.json,
        type_name(field.go_type),
        required(field)
    );
    if let Some(values) = values(field) {
        text = format!("{text}{blanks}enum: {}\n", values.join(", "));
    }
    if let Some(inside) = field.go_type.innermost().filter(|inside| !open.contains(&inside.name)) {
        open.push(inside.name);
        for (_, field) in sorted(inside) {
            text.push_str(&names(field, indent + 2, open));
        }
        open.pop();
    }
    text
}

/// The fields in the order of their names, each with the struct that declares it.
fn sorted(inside: &'static Struct) -> Vec<(&'static Struct, &'static Field)> {
    fn all(of: &'static Struct) -> Vec<(&'static Struct, &'static Field)> {
        let inside = |field: &'static Field| match Struct::named(field.go_type.0) {
            Some(embedded) if field.is_embedded() => all(embedded),
            _ => vec![(of, field)],
        };
        of.fields.iter().flat_map(inside).collect()
    }
    let mut fields = all(inside);
    fields.order_by_key(|(_, field)| field.json);
    fields
}

fn required(field: &Field) -> &'static str {
    if field.omit_empty { "" } else { " -required-" }
}

/// Lines of at most [`WIDTH`] letters, indented.
fn wrapped(text: &str, indent: usize) -> String {
    let mut broken: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match broken.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            _ => broken.push(word.to_owned()),
        }
    }
    let broken: Vec<&str> = broken.iter().map(String::as_str).collect();
    lines(&broken, "\n", indent)
}

fn lines(texts: &[&str], end: &str, indent: usize) -> String {
    let blanks = " ".repeat(indent);
    let texts: Vec<_> = texts.iter().map(|text| format!("{blanks}{text}{end}")).collect();
    texts.concat()
}
