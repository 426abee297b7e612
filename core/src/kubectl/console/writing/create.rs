//! `kubectl create` and `kubectl replace`: objects of the text as they are; and small objects from the command line.
//!
//! Models `kubectl/pkg/cmd/create` and `kubectl/pkg/cmd/replace/replace.go`.

use super::apply::with_annotation;
use super::documents::{self, Item};
use super::session::{DryRun, Session};
use super::trouble::Trouble;
use crate::api::{FieldValidation, Propagation, Request, Resource};
use crate::kubectl::console::failure::Failure;
use crate::kubectl::console::verb::{Console, Outcome};
use serde_json::{Value, json};

/// `kubectl create -f -`
pub(super) fn create(console: &mut Console<'_>) -> Result<Outcome, Failure> {
    if let Some(word) = console.arguments.first() {
        return Err(Failure::plain(format!(
            "everynode: this console does not know `create {word}`; write the object into the editor and `create -f -`"
        )));
    }
    let validation = super::field_validation(&console.flags)?;
    let saves = console.flags.is_on("save-config");
    let items = documents::read(console, "create")?;
    let mut session = Session::begin(console)?;
    if items.is_empty() {
        return Err(Failure::error("no objects passed to create"));
    }
    for item in items {
        let done = item.and_then(|item| create_one(&mut session, &item, saves, validation));
        if let Err(trouble) = done {
            session.note(trouble);
        }
    }
    session.end()
}

fn create_one(session: &mut Session<'_>, item: &Item, saves: bool, validation: FieldValidation) -> Result<(), Trouble> {
    let object = if saves {
        with_annotation(&item.object)
    } else {
        item.object.clone()
    };
    let created = if session.dry_run == DryRun::Client {
        object
    } else {
        let request = Request::Create {
            resource: item.resource,
            namespace: item.namespace.clone(),
            object,
            field_validation: validation,
        };
        session
            .send(request)
            .map_err(|trouble| trouble.when("creating", &item.source))?
    };
    let name = created["metadata"]["name"].as_str().unwrap_or_default().to_owned();
    let title = format!("{}/{name}", item.resource.qualified_singular());
    session.report(&title, "created", &created);
    Ok(())
}

/// `kubectl replace -f -`
pub(super) fn replace(console: &mut Console<'_>) -> Result<Outcome, Failure> {
    let validation = super::field_validation(&console.flags)?;
    let force = console.flags.is_on("force");
    let items = documents::read(console, "replace")?;
    let mut session = Session::begin(console)?;
    if items.is_empty() {
        return Err(Failure::error("no objects passed to replace"));
    }
    for item in items {
        let done = item.and_then(|item| replace_one(&mut session, &item, force, validation));
        if let Err(trouble) = done {
            session.note(trouble);
        }
    }
    session.end()
}

fn replace_one(
    session: &mut Session<'_>,
    item: &Item,
    force: bool,
    validation: FieldValidation,
) -> Result<(), Trouble> {
    if force {
        let deletion = Request::Delete {
            resource: item.resource,
            namespace: item.namespace.clone(),
            name: item.name.clone(),
            propagation: Propagation::Background,
            grace_period_seconds: Some(0),
        };
        let deleted = session.send(deletion).is_ok();
        if deleted {
            let at = if item.namespace.is_empty() {
                String::new()
            } else {
                format!(" from {} namespace", item.namespace)
            };
            session.print(&format!(
                "{} {:?} deleted{at}\n",
                item.resource.qualified_singular(),
                &*item.name
            ));
        }
        let request = Request::Create {
            resource: item.resource,
            namespace: item.namespace.clone(),
            object: item.object.clone(),
            field_validation: validation,
        };
        let object = session
            .send(request)
            .map_err(|trouble| trouble.when("replacing", &item.source))?;
        session.report(&item.title(), "replaced", &object);
        return Ok(());
    }
    let object = if session.dry_run == DryRun::Client {
        item.object.clone()
    } else {
        let request = Request::Update {
            resource: item.resource,
            namespace: item.namespace.clone(),
            name: item.name.clone(),
            object: item.object.clone(),
            field_validation: validation,
        };
        session
            .send(request)
            .map_err(|trouble| trouble.when("replacing", &item.source))?
    };
    session.report(&item.title(), "replaced", &object);
    Ok(())
}

/// `kubectl create namespace NAME`
pub(super) fn namespace(console: &mut Console<'_>) -> Result<Outcome, Failure> {
    let name = exact_name(console)?;
    let object = json!({ "apiVersion": "v1", "kind": "Namespace", "metadata": { "name": name } });
    made(console, Resource::Namespaces, object)
}

/// `kubectl create quota NAME --hard=pods=2`
pub(super) fn quota(console: &mut Console<'_>) -> Result<Outcome, Failure> {
    let name = exact_name(console)?;
    let mut hard = json!({});
    for pair in console.flags.value("hard").split(',').filter(|pair| !pair.is_empty()) {
        let Some((key, value)) = pair.split_once('=') else {
            return Err(Failure::error(format!(
                "invalid argument syntax {pair}, expected <resource>=<quantity>"
            )));
        };
        hard[key] = json!(value);
    }
    let object = json!({
        "apiVersion": "v1", "kind": "ResourceQuota", "metadata": { "name": name }, "spec": { "hard": hard },
    });
    made(console, Resource::ResourceQuotas, object)
}

/// `kubectl create priorityclass NAME --value=1000`
pub(super) fn priority_class(console: &mut Console<'_>) -> Result<Outcome, Failure> {
    let name = exact_name(console)?;
    let flags = &console.flags;
    let mut object = json!({
        "apiVersion": "scheduling.k8s.io/v1", "kind": "PriorityClass", "metadata": { "name": name },
        "value": flags.number("value"), "globalDefault": flags.is_on("global-default"),
        "description": flags.value("description"),
    });
    if flags.is_given("preemption-policy") {
        object["preemptionPolicy"] = json!(flags.value("preemption-policy"));
    }
    made(console, Resource::PriorityClasses, object)
}

/// `kubectl run NAME --image=IMAGE`
pub(super) fn run(console: &mut Console<'_>) -> Result<Outcome, Failure> {
    let usage = |message: &str| Failure::usage("kubectl run", message);
    let Some((name, arguments)) = console.arguments.split_first() else {
        return Err(usage("NAME is required for run"));
    };
    let flags = &console.flags;
    let image = flags.value("image");
    if image.is_empty() {
        return Err(Failure::error("required flag(s) \"image\" not set"));
    }
    let mut labels = json!({});
    for pair in flags.value("labels").split(',').filter(|pair| !pair.is_empty()) {
        let Some((key, value)) = pair.split_once('=') else {
            return Err(Failure::error(format!("unexpected label spec: {pair}")));
        };
        labels[key] = json!(value);
    }
    if !flags.is_given("labels") {
        labels["run"] = json!(name);
    }
    let mut container = json!({ "name": name, "image": image });
    if !arguments.is_empty() {
        container[if flags.is_on("command") { "command" } else { "args" }] = json!(arguments);
    }
    let object = json!({
        "apiVersion": "v1", "kind": "Pod", "metadata": { "name": name, "labels": labels },
        "spec": { "containers": [container], "restartPolicy": flags.value("restart") },
    });
    made(console, Resource::Pods, object)
}

/// The one argument that is the new object's name (`NameFromCommandArgs`).
fn exact_name(console: &Console<'_>) -> Result<String, Failure> {
    match console.arguments.as_slice() {
        [name] => Ok(name.clone()),
        other => Err(Failure::usage(
            &console.command(),
            &format!("exactly one NAME is required, got {}", other.len()),
        )),
    }
}

fn made(console: &mut Console<'_>, resource: Resource, mut object: Value) -> Result<Outcome, Failure> {
    let namespace = if resource.is_namespaced() {
        console.namespace().to_owned()
    } else {
        String::new()
    };
    if resource.is_namespaced() {
        object["metadata"]["namespace"] = json!(namespace);
    }
    let mut session = Session::begin(console)?;
    let name = object["metadata"]["name"].as_str().unwrap_or_default().to_owned();
    let title = format!("{}/{name}", resource.qualified_singular());
    let created = if session.dry_run == DryRun::Client {
        Ok(object)
    } else {
        session.send(Request::Create {
            resource,
            namespace: namespace.into(),
            object,
            field_validation: FieldValidation::Strict,
        })
    };
    match created {
        Ok(created) => session.report(&title, "created", &created),
        // kubectl says what failed only where the server's own words do not (`CheckErr` of an Invalid).
        Err(trouble) => session.note(trouble),
    }
    session.end()
}
