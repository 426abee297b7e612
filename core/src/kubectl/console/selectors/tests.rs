//! Selectors as a person types them.

use super::*;
use serde_json::json;

#[test]
fn labels_select_as_the_server_selects() {
    let object = json!({ "metadata": { "labels": { "app": "agent", "tier": "log", "n": "5", "empty": "" } } });
    for (selector, selects) in [
        ("", true),
        ("app=agent", true),
        ("app==agent,tier=log", true),
        ("app = agent , tier", true),
        ("app!=agent", false),
        ("other!=x", true),
        ("app in (agent,web)", true),
        ("app in (web)", false),
        ("app notin (web),!other", true),
        ("!app", false),
        ("n>4,n<6", true),
        ("n>5", false),
        ("empty=", true),
        ("empty in (a,)", true),
    ] {
        let parsed = Selectors::parse(selector, "");
        assert_eq!(
            (parsed.mistake.clone(), parsed.select(&object)),
            (None, selects),
            "{selector}"
        );
    }
}

#[test]
fn mistakes_in_labels_have_the_servers_words() {
    for (selector, mistake) in [
        ("a=b=c", "found '=', expected: ',' or 'end of string'"),
        (
            "a b",
            "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt",
        ),
        ("a in b", "unable to parse requirement: found 'b' expected: '('"),
        ("=a", "found '=', expected: !, identifier, or 'end of string'"),
        ("a,", "found '', expected: identifier after ','"),
        ("!", "unable to parse requirement: found '', expected: identifier"),
    ] {
        assert_eq!(
            Selectors::parse(selector, "").mistake.as_deref(),
            Some(mistake),
            "{selector}"
        );
    }
}

#[test]
fn fields_select_where_the_server_knows_them() {
    let pods = ResourceType::named("pods").unwrap();
    let pod = json!({ "spec": { "nodeName": "node-1" }, "status": { "phase": "Running" } });
    for (selector, selects) in [
        ("spec.nodeName=node-1", true),
        ("spec.nodeName!=node-1", false),
        ("status.phase==Running,spec.nodeName=node-1", true),
        ("spec.hostNetwork=false", true),
    ] {
        let parsed = Selectors::parse("", selector);
        assert!(parsed.check(pods).is_ok());
        assert_eq!(parsed.select(&pod), selects, "{selector}");
    }
    assert_eq!(
        Selectors::parse("", "spec.foo=x").check(pods).unwrap_err().text,
        "Error from server (BadRequest): Unable to find \"/v1, Resource=pods\" that match label selector \"\", field \
         selector \"spec.foo=x\": field label not supported: spec.foo\n"
    );
    assert_eq!(
        Selectors::parse("", "spec.x=y")
            .check(ResourceType::named("ds").unwrap())
            .unwrap_err()
            .text,
        "Error from server (BadRequest): Unable to find \"apps/v1, Resource=daemonsets\" that match label selector \
         \"\", field selector \"spec.x=y\": \"spec.x\" is not a known field selector: only \"metadata.name\", \
         \"metadata.namespace\"\n"
    );
}
