//! A probe in one line: `DescribeProbe`.

use crate::case::lower;
use crate::json::Fields;
use serde_json::Value;

/// `http-get http://:8080/healthz delay=0s timeout=1s period=10s #success=1 #failure=3`
pub(super) fn probe_text(probe: &Value) -> String {
    let action = if probe.has("exec") {
        format!("exec [{}]", probe.texts("exec.command").join(" "))
    } else if probe.has("httpGet") {
        format!("http-get {}", url(probe.at("httpGet")))
    } else if probe.has("tcpSocket") {
        let socket = probe.at("tcpSocket");
        format!("tcp-socket {}:{}", socket.text("host"), port(socket))
    } else if probe.has("grpc") {
        format!(
            "grpc <pod>:{} {}",
            probe.integer("grpc.port"),
            probe.text("grpc.service")
        )
    } else {
        "unknown".to_owned()
    };
    format!(
        "{action} delay={}s timeout={}s period={}s #success={} #failure={}",
        probe.integer("initialDelaySeconds"),
        probe.integer("timeoutSeconds"),
        probe.integer("periodSeconds"),
        probe.integer("successThreshold"),
        probe.integer("failureThreshold"),
    )
}

/// A port is a number or a name.
fn port(action: &Value) -> String {
    match action.at("port") {
        Value::String(name) => name.clone(),
        _ => action.integer("port").to_string(),
    }
}

/// As `net/url` writes it.
fn url(http_get: &Value) -> String {
    let (scheme, host, port) = (lower(http_get.text("scheme")), http_get.text("host"), port(http_get));
    let host = match (port.is_empty(), host.contains(':')) {
        (true, _) => host.to_owned(),
        (false, true) => format!("[{host}]:{port}"),
        (false, false) => format!("{host}:{port}"),
    };
    let path = percent_encode(http_get.text("path"), b"$&+,/:;=@");
    let mut url = String::new();
    if !scheme.is_empty() {
        url.extend([&scheme, ":"]);
    }
    if !host.is_empty() || (!scheme.is_empty() && !path.is_empty()) {
        url += "//";
    }
    url += &percent_encode(&host, b"!$&'()*+,;=:[]<>\"");
    if !path.is_empty() && !path.starts_with('/') && !host.is_empty() {
        url.push('/');
    }
    url + &path
}

fn percent_encode(text: &str, kept: &[u8]) -> String {
    use std::fmt::Write;
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) || kept.contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_http_probe_is_a_url() {
        for (probe, expected) in [
            (
                json!({"scheme": "HTTP", "port": 80, "path": "/a b?c"}),
                "http://:80/a%20b%3Fc",
            ),
            (
                json!({"scheme": "HTTPS", "port": "web", "host": "h", "path": "x"}),
                "https://h:web/x",
            ),
            (json!({"port": 80, "host": "::1"}), "//[::1]:80"),
            (json!({"scheme": "HTTP", "port": "", "path": "/x"}), "http:///x"),
        ] {
            assert_eq!(url(&probe), expected);
        }
    }
}
