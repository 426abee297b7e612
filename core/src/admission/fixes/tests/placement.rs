//! Edits for a node that gets no pod.

use super::{COURSE, FLOW, JSON, WIDE, with};
use crate::admission::fixes::{tolerate, unselect};
use crate::diagnostic::Fix;
use crate::objects::{Taint, TaintEffect};

fn taint(key: &str, value: &str) -> Taint {
    Taint {
        key: key.into(),
        value: value.into(),
        effect: TaintEffect::NoSchedule,
        time_added: None,
    }
}

fn applied(text: &str, fix: Option<Fix>) -> String {
    fix.expect("there is a fix").apply(text)
}

#[test]
fn a_toleration_goes_where_the_others_are() {
    let course = with(COURSE, &[("app: logging-node", "name: my-daemonset-container")]);
    let (gpu, plain) = (
        taint("dedicated", "gpu"),
        taint("node-role.kubernetes.io/control-plane", ""),
    );
    let fix = tolerate(&course, &gpu).unwrap();
    assert_eq!(fix.title.to_string(), "Tolerate the taint dedicated=gpu:NoSchedule");
    let toleration = "      tolerations:\n      - key: dedicated\n        operator: Equal\n        value: gpu\n        effect: NoSchedule\n";
    assert_eq!(fix.apply(&course), course.clone() + toleration);
    assert_eq!(tolerate(&fix.apply(&course), &gpu), None, "it is there");
    let preview = fix.preview(&course);
    assert_eq!(
        (preview[0].line, preview[0].before.len(), preview[0].after.len()),
        (22, 0, 5)
    );

    let both = applied(&fix.apply(&course), tolerate(&fix.apply(&course), &plain));
    let second =
        "      - key: node-role.kubernetes.io/control-plane\n        operator: Exists\n        effect: NoSchedule\n";
    assert_eq!(both, course.clone() + toleration + second);

    let wide = applied(WIDE, tolerate(WIDE, &plain));
    let list = "            tolerations:\n                - key: node-role.kubernetes.io/control-plane\n                  operator: Exists\n                  effect: NoSchedule\n";
    assert_eq!(wide, WIDE.to_owned() + list);

    let flow = "containers: [{name: a, image: a}]";
    let item = "{key: dedicated, operator: Equal, value: gpu, effect: NoSchedule}";
    let expected = with(FLOW, &[(flow, &format!("{flow}, tolerations: [{item}]"))]);
    assert_eq!(applied(FLOW, tolerate(FLOW, &gpu)), expected);
    let empty = with(FLOW, &[(flow, &format!("{flow}, tolerations: []"))]);
    assert_eq!(applied(&empty, tolerate(&empty, &gpu)), expected);

    let json = applied(JSON, tolerate(JSON, &plain));
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    let tolerations = &value["spec"]["template"]["spec"]["tolerations"];
    assert_eq!(tolerations[0]["operator"], "Exists");
    assert!(
        json.contains("        ],\n        \"tolerations\": [\n          {\n            \"key\": "),
        "{json}"
    );
    let again = applied(&json, tolerate(&json, &gpu));
    assert!(
        again.contains("          },\n          {\n            \"key\": \"dedicated\","),
        "{again}"
    );
    assert_eq!(tolerate("kind: ConfigMap\n", &gpu), None);
}

#[test]
fn a_label_leaves_the_node_selector_and_an_empty_selector_goes_with_it() {
    let lines = "            nodeSelector:\n                disk: ssd\n                zone: a # here\n";
    let text = with(
        WIDE,
        &[("            containers:", &format!("{lines}            containers:"))],
    );
    let once = applied(&text, unselect(&text, "disk"));
    assert_eq!(once, with(&text, &[("                disk: ssd\n", "")]));
    assert_eq!(applied(&once, unselect(&once, "zone")), WIDE);
    assert_eq!(unselect(WIDE, "disk"), None);
}

/// A script at the end of a text has as many line breaks as the text: nothing may come behind it.
#[test]
fn a_block_of_text_at_the_end_keeps_its_line_breaks() {
    let script = "            containers:\n                -   name: a\n                    image: a\n";
    for block in [
        "|\n                        sleep 1",
        "|+\n                        sleep 1\n\n",
    ] {
        let text = with(
            WIDE,
            &[(
                "image: a\n",
                &format!("image: a\n                    workingDir: {block}"),
            )],
        );
        let list = "            tolerations:\n                - key: a\n                  operator: Exists\n                  effect: NoSchedule\n";
        let expected = with(
            &text,
            &[(
                script.lines().next().unwrap_or_default(),
                &format!("{list}            containers:"),
            )],
        );
        assert_eq!(applied(&text, tolerate(&text, &taint("a", ""))), expected);
    }
}
