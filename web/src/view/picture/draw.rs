//! The parts of a picture as SVG: cards, tiles, pods, words. Colours are those of the page's design tokens.

use crate::view::node::{Health, NodeView};
use crate::view::pod::{PodView, Shape};
use std::fmt::Write;
use std::rc::Rc;

/// The width of a card.
pub(super) const CARD: usize = 216;
/// The side of a tile, with the room around it.
pub(super) const TILE: usize = 40;

/// The colours of a theme.
pub(super) struct Palette {
    pub(super) paper: &'static str,
    pub(super) surface: &'static str,
    pub(super) ink: &'static str,
    pub(super) muted: &'static str,
    pub(super) line: &'static str,
    pub(super) chip: &'static str,
    pub(super) good: &'static str,
    pub(super) bad: &'static str,
    pub(super) warn: &'static str,
}

pub(super) const LIGHT: Palette = Palette {
    paper: "#f4f5f7",
    surface: "#ffffff",
    ink: "#171b22",
    muted: "#4b5564",
    line: "#b9c0cb",
    chip: "#eceef2",
    good: "#00734f",
    bad: "#b3261e",
    warn: "#855500",
};

pub(super) const DARK: Palette = Palette {
    paper: "#0e1116",
    surface: "#161a21",
    ink: "#e7eaef",
    muted: "#b0b9c5",
    line: "#485263",
    chip: "#212731",
    good: "#4fd1a5",
    bad: "#ff9389",
    warn: "#f2bd4b",
};

const REVISIONS: [&str; 8] = [
    "#9aa3b0", "#009e73", "#e69f00", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442", "#2f8fcb",
];

pub(super) fn card([x, y]: [usize; 2], height: usize, node: &Rc<NodeView>, palette: &Palette) -> String {
    let mut svg = format!(r#"<g transform="translate({x} {y})">"#);
    let (fill, dashes) = if node.is_eligible {
        (palette.surface, "")
    } else {
        ("none", r#" stroke-dasharray="5 4""#)
    };
    let frame = r#"<rect x=".5" y=".5" rx="10""#;
    let _ = write!(
        svg,
        r#"{frame} width="{}" height="{}" fill="{fill}" stroke="{}"{dashes}/>"#,
        CARD - 1,
        height - 1,
        palette.line
    );
    let health = match node.health {
        Health::Ready => palette.good,
        Health::NotReady => palette.bad,
        Health::Unknown => palette.warn,
    };
    let _ = write!(svg, r#"<circle cx="20" cy="24" r="5" fill="{health}"/>"#);
    text(&mut svg, [34, 29], "600 14px", palette.ink, &cut(&node.name, 20), true);
    let mut down = 44;
    for pod in node.pods.iter().take(4) {
        pod_chip(&mut svg, [12, down], pod, palette);
        down += 36;
    }
    if let Some(reason) = &node.reason {
        text(
            &mut svg,
            [16, down + 16],
            "400 12px",
            palette.muted,
            &cut(reason, 31),
            false,
        );
    }
    let chips = |svg: &mut String, y: usize, chips: &mut dyn Iterator<Item = (String, bool)>| {
        let mut x = 12;
        for (words, is_present) in chips {
            let words = cut(&words, 28);
            let width = words.chars().count() * 7 + 12;
            if x + width > CARD - 8 {
                break;
            }
            let (fill, line) = if is_present {
                (palette.chip, "none")
            } else {
                ("none", palette.line)
            };
            let _ = write!(
                svg,
                r#"<rect x="{x}" y="{y}" width="{width}" height="20" rx="5" fill="{fill}" stroke="{line}"/>"#
            );
            text(svg, [x + 6, y + 14], "400 11px", palette.ink, &words, true);
            x += width + 4;
        }
    };
    let shown = node.labels.iter().take(node.labels_shown);
    chips(
        &mut svg,
        height - 32,
        &mut shown.map(|label| (pair(&label.key, &label.value), label.is_present)),
    );
    if !node.taints.is_empty() {
        chips(
            &mut svg,
            height - 60,
            &mut node.taints.iter().map(|taint| (taint.text.clone(), false)),
        );
    }
    svg.push_str("</g>");
    svg
}

fn pair(key: &str, value: &str) -> String {
    if value.is_empty() {
        key.to_owned()
    } else {
        format!("{key}={value}")
    }
}

pub(super) fn tile([x, y]: [usize; 2], node: &Rc<NodeView>, palette: &Palette) -> String {
    let side = TILE - 6;
    let dashes = if node.is_eligible {
        ""
    } else {
        r#" stroke-dasharray="4 3""#
    };
    let line = if node.health == Health::Ready {
        palette.line
    } else {
        palette.bad
    };
    let mut svg = format!(
        r#"<g transform="translate({x} {y})"><rect x=".5" y=".5" width="{side}" height="{side}" rx="6" fill="{}" stroke="{line}"{dashes}/>"#,
        palette.surface
    );
    if let Some(pod) = node.pods.first() {
        let _ = write!(svg, r#"<g transform="translate(5 5)">"#);
        shape(&mut svg, pod, palette);
        svg.push_str("</g>");
    }
    svg.push_str("</g>");
    svg
}

pub(super) fn pod_chip(svg: &mut String, [x, y]: [usize; 2], pod: &PodView, palette: &Palette) {
    let _ = write!(
        svg,
        r#"<g transform="translate({x} {y})"><g transform="translate(4 2)">"#
    );
    shape(svg, pod, palette);
    svg.push_str("</g>");
    text(svg, [36, 19], "500 12px", palette.ink, &pod.suffix, true);
    let word = pod.target.as_ref().filter(|_| pod.shape == Shape::Pending);
    let word = word.map_or_else(|| pod.state.to_string(), |target| format!("→ {target}"));
    text(svg, [84, 19], "400 12px", palette.muted, &cut(&word, 18), false);
    svg.push_str("</g>");
}

/// A pod, 24 pixels wide: the shapes of the page.
fn shape(svg: &mut String, pod: &PodView, palette: &Palette) {
    let index = usize::try_from(pod.colour).unwrap_or_default() % REVISIONS.len();
    let colour = REVISIONS[index];
    let ring = format!(r#"<circle cx="12" cy="12" r="9" fill="none" stroke="{colour}" stroke-width="2.5""#);
    let _ = match pod.shape {
        Shape::Pending => write!(svg, "{ring}/>"),
        Shape::Creating => write!(
            svg,
            r#"{ring} opacity=".3"/>{ring} pathLength="100" stroke-dasharray="60 100" stroke-linecap="round" transform="rotate(-90 12 12)"/>"#
        ),
        Shape::Running => write!(svg, r#"{ring}/><path d="M12 3a9 9 0 0 0 0 18z" fill="{colour}"/>"#),
        Shape::Ready => write!(svg, r#"<circle cx="12" cy="12" r="10" fill="{colour}"/>"#),
        Shape::Terminating => write!(
            svg,
            r#"{ring}/><path d="M5.5 12 12 5.5M5 16.5 16.5 5M7.5 19 19 7.5M12 18.5 18.5 12" fill="none" stroke="{colour}" stroke-width="2"/><circle cx="12" cy="12" r="6" fill="{}"/>"#,
            palette.surface
        ),
        Shape::Failed => write!(
            svg,
            r#"{ring}/><path d="M8 8l8 8M16 8l-8 8" fill="none" stroke="{}" stroke-width="2.5" stroke-linecap="round"/>"#,
            palette.bad
        ),
    };
    if let Some(revision) = pod.revision.filter(|_| pod.shape != Shape::Failed) {
        let ink = if pod.shape == Shape::Ready {
            "#0d1117"
        } else {
            palette.ink
        };
        let _ = write!(
            svg,
            r#"<text x="12" y="16" font-family="ui-monospace,Menlo,Consolas,monospace" font-size="11" font-weight="600" text-anchor="middle" fill="{ink}">{revision}</text>"#
        );
    }
}

pub(super) fn text(svg: &mut String, [x, y]: [usize; 2], font: &str, fill: &str, words: &str, is_mono: bool) {
    let (weight, size) = font.split_once(' ').unwrap_or(("400", font));
    let face = if is_mono {
        "ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace"
    } else {
        "system-ui,'Segoe UI',Roboto,'Noto Sans','PingFang SC','Microsoft YaHei',sans-serif"
    };
    let _ = write!(
        svg,
        r#"<text x="{x}" y="{y}" font-family="{face}" font-size="{size}" font-weight="{weight}" fill="{fill}" xml:space="preserve">{}</text>"#,
        escape(words)
    );
}

/// At most so many characters.
pub(super) fn cut(words: &str, most: usize) -> String {
    if words.chars().count() <= most {
        return words.to_owned();
    }
    let kept: String = words.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// Words of 14 pixels as lines of about that width. Chinese breaks anywhere.
pub(super) fn wrapped(words: &str, width: usize) -> Vec<String> {
    let wide = |character: char| if character.is_ascii() { 7 } else { 14 };
    let (mut lines, mut line, mut used) = (Vec::new(), String::new(), 0);
    let pieces = words.split_inclusive(|character: char| character == ' ' || !character.is_ascii());
    for piece in pieces {
        let length: usize = piece.trim_end().chars().map(wide).sum();
        if used + length > width && !line.is_empty() {
            lines.push(line.trim_end().to_owned());
            (line, used) = (String::new(), 0);
        }
        line.push_str(piece);
        used += piece.chars().map(wide).sum::<usize>();
    }
    lines.push(line.trim_end().to_owned());
    lines
}

/// Text as XML, without the characters that XML has no way to write.
pub(super) fn escape(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for character in words.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            control if control.is_control() || matches!(control, '\u{fffe}' | '\u{ffff}') => escaped.push(' '),
            other => escaped.push(other),
        }
    }
    escaped
}
