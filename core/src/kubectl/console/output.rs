//! `-o`: the forms in which objects are printed, and which of them a command has.
//!
//! Models `cli-runtime/pkg/genericclioptions/*_flags.go` and `cli-runtime/pkg/printers/{json,yaml,name,jsonpath}.go`.

mod custom_columns;
mod go_syntax;

use super::failure::Failure;
use super::flags::Flags;
use super::go_template::GoTemplate;
use super::jsonpath::JsonPath;
use crate::case::lower;
use crate::json::Fields;
use crate::kubectl::to_yaml;
use crate::ordered::Order;
use custom_columns::CustomColumns;
use serde::Serialize;
use serde_json::Value;

/// How objects are printed.
#[derive(Debug, Clone)]
pub(crate) enum Format {
    /// As JSON.
    Json,
    /// As YAML.
    Yaml,
    /// `daemonset.apps/agent`
    Name,
    /// By a template, `raw` as it was given.
    JsonPath {
        /// The template.
        path: JsonPath,
        /// Its text.
        raw: String,
        /// As a list in JSON.
        as_json: bool,
    },
    /// By a template of Go's, `raw` as it was given.
    GoTemplate {
        /// The template.
        template: GoTemplate,
        /// Its text.
        raw: String,
    },
    /// As a table of one's own.
    CustomColumns(CustomColumns),
}

/// Which forms a command has besides those that all have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Forms {
    /// Those that every command has.
    Plain,
    /// Tables too: `kubectl get`.
    Tables,
}

const PLAIN: &[&str] = &[
    "go-template",
    "go-template-file",
    "json",
    "jsonpath",
    "jsonpath-as-json",
    "jsonpath-file",
    "kyaml",
    "name",
    "template",
    "templatefile",
    "yaml",
];
const TABLES: &[&str] = &["custom-columns", "custom-columns-file", "wide"];

impl Format {
    /// What `-o` and `--template` ask for; `None` for a table or a sentence, the command's own form.
    pub(crate) fn read(flags: &Flags, forms: Forms) -> Result<Option<Self>, Failure> {
        let (output, template) = (flags.value("output"), flags.value("template"));
        let (name, argument) = match output.split_once('=') {
            Some((name, argument)) => (name, Some(argument)),
            None => (output, None),
        };
        let is_template = matches!(
            name,
            "jsonpath" | "jsonpath-as-json" | "go-template" | "template" | "custom-columns"
        );
        let name = if output.is_empty() && !template.is_empty() {
            "go-template"
        } else {
            name
        };
        let argument = || {
            let given = argument.or(Some(template).filter(|template| !template.is_empty()));
            given.filter(|text| !text.is_empty())
        };
        let template = || argument().ok_or_else(|| Failure::error("template format specified but no template given"));
        Ok(Some(match name {
            "" => return Ok(None),
            "wide" if forms == Forms::Tables && output == name => return Ok(None),
            "json" if output == name => Self::Json,
            "yaml" if output == name => Self::Yaml,
            "name" if output == name => Self::Name,
            "jsonpath" | "jsonpath-as-json" => {
                let raw = template()?;
                let allow_missing_keys = flags.is_on("allow-missing-template-keys");
                let path = JsonPath::parse(raw, allow_missing_keys)
                    .map_err(|error| Failure::error(format!("error parsing jsonpath {raw}, {error}\n")))?;
                Self::JsonPath {
                    path,
                    raw: raw.to_owned(),
                    as_json: name == "jsonpath-as-json",
                }
            }
            "go-template" | "template" => {
                let raw = template()?;
                let template = GoTemplate::parse(raw)
                    .map_err(|error| Failure::error(format!("error parsing template {raw}, {error}\n")))?;
                Self::GoTemplate {
                    template,
                    raw: raw.to_owned(),
                }
            }
            "custom-columns" if forms == Forms::Tables => {
                let columns = argument()
                    .ok_or_else(|| Failure::error("custom-columns format specified but no custom columns given"))?;
                Self::CustomColumns(CustomColumns::parse(columns, flags.is_on("no-headers"))?)
            }
            _ if is_known(name, forms) && (is_template || output == name || name.ends_with("file")) => {
                return Err(Failure::plain(format!(
                    "everynode: this console does not print -o {name}"
                )));
            }
            _ => return Err(unknown(output, forms)),
        }))
    }

    /// The text of `objects`, each printed on its own.
    pub(crate) fn print_each(&self, objects: &[Value]) -> Result<String, Failure> {
        match self {
            Self::Yaml => {
                let texts: Vec<_> = objects.iter().map(to_yaml).collect();
                Ok(texts.join("---\n"))
            }
            Self::CustomColumns(columns) => columns.print(objects),
            Self::Json | Self::Name | Self::JsonPath { .. } | Self::GoTemplate { .. } => {
                objects.iter().map(|object| self.print(object)).collect()
            }
        }
    }

    /// The text of one object, or of a list of them.
    pub(crate) fn print(&self, object: &Value) -> Result<String, Failure> {
        match self {
            Self::Json => Ok(json_text(object)),
            Self::Yaml => Ok(to_yaml(object)),
            Self::Name => Ok(items(object).iter().map(|item| name(item) + "\n").collect()),
            Self::JsonPath { path, raw, as_json } => {
                let text = if *as_json {
                    path.find(object).map(|results| json_text(&results.concat().into()))
                } else {
                    path.text(object)
                };
                text.map_err(|error| not_found_by(raw, object, &error))
            }
            Self::GoTemplate { template, raw } => template.text(object).map_err(|error| {
                Failure::error(format!("error executing template {raw:?}: template: output: {error}"))
            }),
            Self::CustomColumns(columns) => columns.print(items(object)),
        }
    }
}

fn is_known(name: &str, forms: Forms) -> bool {
    PLAIN.contains(&name) || forms == Forms::Tables && TABLES.contains(&name)
}

fn unknown(output: &str, forms: Forms) -> Failure {
    let mut names: Vec<_> = PLAIN.to_vec();
    if forms == Forms::Tables {
        names.extend(TABLES);
    }
    names.order();
    Failure::error(format!(
        "unable to match a printer suitable for the output format {output:?}, allowed formats are: {}",
        names.join(",")
    ))
}

/// The objects of a list, or the object itself.
fn items(object: &Value) -> &[Value] {
    match object.get("items").and_then(Value::as_array) {
        Some(items) if object.text("kind").ends_with("List") => items,
        _ => std::slice::from_ref(object),
    }
}

/// `daemonset.apps/agent`
fn name(object: &Value) -> String {
    let kind = lower(object.text("kind"));
    let name = object.text("metadata.name");
    match object.text("apiVersion").split_once('/') {
        Some((group, _)) => format!("{kind}.{group}/{name}"),
        None => format!("{kind}/{name}"),
    }
}

/// Several objects as one: what `kubectl get` makes of them.
pub(crate) fn list_of(objects: &[Value]) -> Value {
    serde_json::json!({
        "apiVersion": "v1",
        "items": objects,
        "kind": "List",
        "metadata": { "resourceVersion": "" },
    })
}

/// JSON as Go's encoder lays it out: keys sorted, four blanks a level, `<`, `>` and `&` escaped.
fn json_text(value: &Value) -> String {
    let mut bytes = Vec::new();
    let formatter = serde_json::ser::PrettyFormatter::with_indent(b"    ");
    let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, formatter);
    // Writing JSON values into memory has no way to fail.
    let _ = value.serialize(&mut serializer);
    bytes.push(b'\n');
    go_escaped(&String::from_utf8_lossy(&bytes))
}

/// JSON in one line, as Go's encoder writes it.
pub(super) fn json_line(value: &Value) -> String {
    go_escaped(&value.to_string())
}

/// These characters stand only within strings.
fn go_escaped(json: &str) -> String {
    json.replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

/// What kubectl says when a template does not fit an object, with all it knows.
fn not_found_by(raw: &str, object: &Value, error: &str) -> Failure {
    Failure::error(format!(
        "error executing jsonpath {raw:?}: Error executing template: {error}. Printing more information for debugging \
         the template:\n\ttemplate was:\n\t\t{raw}\n\tobject given to jsonpath engine was:\n\t\t{}\n\n\n",
        go_syntax::literal(object)
    ))
}
