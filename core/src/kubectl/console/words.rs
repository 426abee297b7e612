//! Splitting a line into words as a shell does: quotes, backslashes, comments, and a here-document as standard input.

use super::failure::Failure;

/// Words that a shell would not hand to kubectl.
const OPERATORS: &[&str] = &["|", "||", "&", "&&", ";", ">", ">>", "<", "2>", "2>&1"];

/// A line as kubectl gets it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct CommandLine {
    /// The words after `kubectl`.
    pub(super) words: Vec<String>,
    /// The text of `<<EOF`, if there was one.
    pub(super) here_document: Option<String>,
}

/// Splits `text`. A prompt (`$ `) and the word `kubectl` in front are dropped.
pub(super) fn split(text: &str) -> Result<CommandLine, Failure> {
    let text = text.trim_start();
    let text = text.strip_prefix("$ ").unwrap_or(text);
    let (command, here_document) = take_here_document(text)?;
    // shlex makes an empty word of a continued line that begins with blanks.
    let command = command.replace("\\\r\n", "").replace("\\\n", "");
    let Some(mut words) = shlex::split(&command) else {
        return Err(Failure::plain(
            "everynode: a quote or a backslash at the end is not closed",
        ));
    };
    if let Some(operator) = words.iter().find(|word| OPERATORS.contains(&word.as_str())) {
        return Err(Failure::plain(format!(
            "everynode: this console runs one kubectl command at a time and has no shell: {operator}"
        )));
    }
    if words.first().is_some_and(|word| word == "kubectl") {
        words.remove(0);
    }
    Ok(CommandLine { words, here_document })
}

/// Separates `<<EOF` and the lines up to `EOF` from the command.
fn take_here_document(text: &str) -> Result<(String, Option<String>), Failure> {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let Some((before, after)) = first.split_once("<<") else {
        return Ok((text.to_owned(), None));
    };
    let strips_tabs = after.starts_with('-');
    let after = after.strip_prefix('-').unwrap_or(after).trim_start();
    let (delimiter, others) = after.split_once(' ').unwrap_or((after, ""));
    let delimiter = delimiter.trim_matches(['\'', '"']);
    if delimiter.is_empty()
        || !delimiter
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    {
        return Ok((text.to_owned(), None));
    }
    let mut body = String::new();
    for line in rest.split_inclusive('\n') {
        let line = if strips_tabs {
            line.trim_start_matches('\t')
        } else {
            line
        };
        if line.trim_end_matches(['\r', '\n']) == delimiter {
            return Ok((format!("{before} {others}"), Some(body)));
        }
        body.push_str(line);
    }
    Err(Failure::plain(format!(
        "everynode: the here-document has no closing line {delimiter}"
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words come out as bash would make them.
    #[test]
    fn lines_are_split_as_a_shell_splits_them() {
        for (line, words) in [
            ("", &[][..]),
            ("kubectl get ds", &["get", "ds"]),
            ("$ kubectl get ds -A", &["get", "ds", "-A"]),
            ("get ds # all of them", &["get", "ds"]),
            ("get ds \\\n  -n kube-system", &["get", "ds", "-n", "kube-system"]),
            (
                "get nodes -o jsonpath='{.items[*].metadata.name}'",
                &["get", "nodes", "-o", "jsonpath={.items[*].metadata.name}"],
            ),
            (
                r#"get nodes -o jsonpath="{range .items[*]}{.metadata.name}{'\n'}{end}""#,
                &[
                    "get",
                    "nodes",
                    "-o",
                    r"jsonpath={range .items[*]}{.metadata.name}{'\n'}{end}",
                ],
            ),
            (
                "get ds -o go-template='{{.kind}}'",
                &["get", "ds", "-o", "go-template={{.kind}}"],
            ),
            ("label node a\\ b x=''", &["label", "node", "a b", "x="]),
        ] {
            assert_eq!(split(line).unwrap().words, words, "{line}");
        }
    }

    #[test]
    fn a_here_document_is_standard_input() {
        let line = split("kubectl apply -n demo -f - <<'EOF'\nkind: DaemonSet\nEOF\n").unwrap();
        assert_eq!(line.words, ["apply", "-n", "demo", "-f", "-"]);
        assert_eq!(line.here_document.as_deref(), Some("kind: DaemonSet\n"));
    }

    #[test]
    fn what_only_a_shell_can_do_is_refused() {
        for line in [
            "get ds | grep a",
            "get ds 'a",
            "apply -f - <<EOF\nkind: x\n",
            "get ds && get po",
        ] {
            assert!(split(line).unwrap_err().text.starts_with("everynode: "), "{line}");
        }
    }
}
