//! The board as a picture: SVG with everything in it, for slides and documents. Still, or moving by SMIL so that it plays
//! wherever an image is shown.

mod draw;

use self::draw::{CARD, DARK, LIGHT, Palette, TILE, card, cut, escape, pod_chip, text, tile, wrapped};
use super::Subject;
use super::board::{Board, board};
use super::node::NodeMemo;
use crate::state::App;
use crate::state::board::Layout as BoardLayout;
use crate::state::playback;
use crate::view::{status, transport, words};
use everynode_core::ordered::Gather;
use everynode_core::sim::{EPOCH, Simulation};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::Arc;

/// A finished picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The SVG document.
    pub svg: String,
    /// Its width in pixels.
    pub width: usize,
    /// Its height in pixels.
    pub height: usize,
}

/// A moving picture has at most so many moments; of a longer trace the last are shown.
pub const MOST_FRAMES: usize = 240;

/// How long the last moment stays before a moving picture begins again, in milliseconds.
const REST_MILLIS: u32 = 2_500;

const MARGIN: usize = 24;
const GAP: usize = 16;
const HEAD: usize = 96;
/// From one line of the caption to the next.
const LINE: usize = 20;

/// What one moment shows.
struct Frame {
    name: String,
    clock: String,
    figures: String,
    said: String,
    board: Board,
}

/// The board as it is shown.
pub fn still(app: &App, caption: &str, is_dark: bool) -> Picture {
    let frame = frame(app, &app.simulation());
    let layout = Layout::of(std::slice::from_ref(&frame));
    let palette = if is_dark { &DARK } else { &LIGHT };
    let parts = layout.parts(&frame, palette);
    let body: String = parts.into_values().collect();
    layout.document(&body, &frame.name, caption, palette)
}

/// The trace up to the moment that is shown, as a moving picture that begins again when it has ended. It keeps to the pace
/// of the page.
pub fn moving(app: &App, caption: &str, is_dark: bool) -> Picture {
    let (frames, begins) = frames(app);
    let layout = Layout::of(&frames);
    let palette = if is_dark { &DARK } else { &LIGHT };
    let total = begins.last().copied().unwrap_or_default() + REST_MILLIS;
    let mut tracks: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (index, frame) in frames.iter().enumerate() {
        for (key, drawn) in layout.parts(frame, palette) {
            let track = tracks.entry(key).or_default();
            track.resize(index, String::new());
            track.push(drawn);
        }
    }
    let mut body = String::new();
    for track in tracks.values_mut() {
        track.resize(frames.len(), String::new());
        write_track(&mut body, track, &begins, total);
    }
    let name = frames.last().map_or("", |frame| frame.name.as_str());
    layout.document(&body, name, caption, palette)
}

/// The moments of a moving picture, and when each begins, in milliseconds.
fn frames(app: &App) -> (Vec<Frame>, Vec<u32>) {
    let mut simulation = app.simulation().clone();
    let end = simulation.cursor();
    simulation.seek(0);
    let stride = playback::stride(app.simulation().cluster().nodes.len());
    let (mut frames, mut begins, mut now) = (Vec::new(), Vec::new(), 0);
    // What set the cluster up happened at once, and is no moment of its own.
    while simulation.cursor() < end && simulation.now() == EPOCH && simulation.next_time() == Some(EPOCH) {
        simulation.step();
    }
    loop {
        frames.push(frame(app, &simulation));
        begins.push(now);
        if simulation.cursor() >= end {
            break;
        }
        let before = simulation.now();
        simulation.step();
        let until = simulation.now() + stride;
        while simulation.cursor() < end && simulation.next_time().is_some_and(|next| next <= until) {
            simulation.step();
        }
        now += playback::delay(simulation.now() - before, app.speed);
    }
    let surplus = frames.len().saturating_sub(MOST_FRAMES);
    frames.drain(..surplus);
    begins.drain(..surplus);
    let first = begins.first().copied().unwrap_or_default();
    for begin in &mut begins {
        *begin -= first;
    }
    (frames, begins)
}

fn frame(app: &App, simulation: &Simulation) -> Frame {
    let cluster = simulation.cluster();
    let key = app.set.as_ref().filter(|key| cluster.daemon_sets.contains_key(*key));
    let set = key.and_then(|key| cluster.daemon_sets.get(key)).map(Arc::as_ref);
    let subject = Subject::new(cluster, set);
    let status = status::status(key, &subject, simulation, app);
    let figures = status.figures.iter().take(5);
    let figures: Vec<String> = figures
        .map(|figure| format!("{} {}", figure.heading, figure.number))
        .collect();
    Frame {
        name: status.name.unwrap_or_default(),
        clock: transport::clock(simulation.now() - EPOCH),
        figures: figures.join("   "),
        said: words::last_deed(simulation, app.language),
        board: board(app, simulation, &subject, &mut NodeMemo::default()),
    }
}

/// Where things are, the same in every moment.
struct Layout {
    places: BTreeMap<Arc<str>, usize>,
    is_dense: bool,
    columns: usize,
    card_height: usize,
    top: usize,
    width: usize,
    height: usize,
}

impl Layout {
    fn of(frames: &[Frame]) -> Self {
        let boards = || frames.iter().map(|frame| &frame.board);
        let names: BTreeSet<Arc<str>> = boards()
            .flat_map(Board::nodes)
            .map(|shown| shown.node.name.clone())
            .collect();
        let is_dense = boards().any(|board| board.layout != BoardLayout::Cards);
        let nodes = || boards().flat_map(Board::nodes).map(|shown| &shown.node);
        let pods = nodes()
            .map(|node| node.pods.len())
            .max()
            .unwrap_or_default()
            .clamp(1, 4);
        let has_reason = nodes().any(|node| node.reason.is_some() && !node.pods.is_empty());
        let has_taints = nodes().any(|node| !node.taints.is_empty());
        let has_queue = boards().any(|board| !board.pending.is_empty());
        let columns = match (is_dense, names.len()) {
            (true, count) => (count * 2).isqrt().clamp(20, 60),
            (false, count @ 0..=4) => count.max(3),
            (false, 5..=16) => 4,
            (false, _) => 6,
        };
        let rows = names.len().div_ceil(columns).max(1);
        let card_height = 48 + 36 * pods + 24 * usize::from(has_reason) + 32 + 28 * usize::from(has_taints);
        let top = MARGIN + HEAD + if has_queue { 48 } else { 0 };
        let (across, down) = if is_dense {
            (columns * TILE, rows * TILE)
        } else {
            (columns * (CARD + GAP) - GAP, rows * (card_height + GAP) - GAP)
        };
        Self {
            places: names
                .into_iter()
                .enumerate()
                .map(|(index, name)| (name, index))
                .gather(),
            is_dense,
            columns,
            card_height,
            top,
            width: across.max(640) + 2 * MARGIN,
            height: top + down + 64,
        }
    }

    /// The parts of a moment by their names; the same name in another moment is the same thing.
    fn parts(&self, frame: &Frame, palette: &Palette) -> BTreeMap<String, String> {
        let mut parts = BTreeMap::new();
        let baseline = MARGIN + 22;
        let mut head = String::new();
        text(
            &mut head,
            [MARGIN, baseline],
            "600 18px",
            palette.ink,
            &frame.name,
            false,
        );
        text(
            &mut head,
            [MARGIN, baseline + 28],
            "500 13px",
            palette.muted,
            &frame.figures,
            true,
        );
        parts.insert("0 head".to_owned(), head);
        let mut clock = String::new();
        let end = self.width - MARGIN - 11 * frame.clock.len();
        text(&mut clock, [end, baseline], "600 18px", palette.ink, &frame.clock, true);
        parts.insert("1 clock".to_owned(), clock);
        let mut said = String::new();
        let room = (self.width - 2 * MARGIN) / 8;
        text(
            &mut said,
            [MARGIN, baseline + 52],
            "400 14px",
            palette.muted,
            &cut(&frame.said, room),
            false,
        );
        parts.insert("2 said".to_owned(), said);
        let mut queue = String::new();
        for (index, pod) in frame.board.pending.iter().take(self.width / (CARD + GAP)).enumerate() {
            let place = [MARGIN + index * (CARD + GAP), MARGIN + HEAD];
            pod_chip(&mut queue, place, pod, palette);
        }
        parts.insert("3 queue".to_owned(), queue);
        for node in frame.board.nodes().map(|shown| &shown.node) {
            let Some(index) = self.places.get(&node.name) else {
                continue;
            };
            let (column, row) = (index % self.columns, index / self.columns);
            let drawn = if self.is_dense {
                tile([MARGIN + column * TILE, self.top + row * TILE], node, palette)
            } else {
                let place = [
                    MARGIN + column * (CARD + GAP),
                    self.top + row * (self.card_height + GAP),
                ];
                card(place, self.card_height, node, palette)
            };
            parts.insert(format!("4 {index:06}"), drawn);
        }
        parts
    }

    fn document(&self, body: &str, name: &str, caption: &str, palette: &Palette) -> Picture {
        let lines = wrapped(caption, self.width - 2 * MARGIN);
        let (width, height) = (self.width, self.height + LINE * lines.len().saturating_sub(1));
        let mut foot = String::new();
        for (index, line) in lines.iter().enumerate() {
            let place = [MARGIN, self.height - 24 + LINE * index];
            text(&mut foot, place, "400 14px", palette.muted, line, false);
        }
        let svg = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img"><title>{title}</title><rect width="{width}" height="{height}" fill="{paper}"/>{body}{foot}</svg>
"#,
            title = escape(&format!("everynode: {name}")),
            paper = palette.paper,
        );
        Picture { svg, width, height }
    }
}

/// One thing over time: what stays the same is drawn once, and shown while it lasts.
fn write_track(body: &mut String, track: &[String], begins: &[u32], total: u32) {
    let mut from = 0;
    while from < track.len() {
        let same = track[from..].iter().take_while(|drawn| **drawn == track[from]).count();
        let to = from + same;
        let drawn = &track[from];
        if !drawn.is_empty() && from == 0 && to == track.len() {
            body.push_str(drawn);
        } else if !drawn.is_empty() {
            write_run(body, drawn, begins[from], begins.get(to).copied(), total);
        }
        from = to;
    }
}

/// A drawing that is seen from one moment to another, or to the end. A viewer that knows no animation shows the end.
fn write_run(body: &mut String, drawn: &str, begin: u32, end: Option<u32>, total: u32) {
    let share = |at: u32| f64::from(at) / f64::from(total.max(1));
    let mut values = Vec::new();
    let mut times = vec!["0".to_owned()];
    values.push(if begin == 0 { "visible" } else { "hidden" });
    if begin > 0 {
        values.push("visible");
        times.push(format!("{:.5}", share(begin)));
    }
    if let Some(end) = end {
        values.push("hidden");
        times.push(format!("{:.5}", share(end)));
    }
    let at_rest = if end.is_none() { "visible" } else { "hidden" };
    let _ = write!(
        body,
        r#"<g visibility="{at_rest}"><animate attributeName="visibility" calcMode="discrete" repeatCount="indefinite" dur="{:.2}s" values="{}" keyTimes="{}"/>{drawn}</g>"#,
        f64::from(total) / 1000.0,
        values.join(";"),
        times.join(";")
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::{Action, Theme};
    use std::rc::Rc;
    use yew::Reducible;

    fn settled() -> Rc<App> {
        Rc::new(App::new(Theme::Light, None)).reduce(Action::Settle)
    }

    #[test]
    fn a_picture_shows_every_node_and_every_pod() {
        let app = settled();
        let picture = still(&app, "Look & see <here>", false);
        for words in [
            "node-1",
            "node-2",
            "node-3",
            "app=logging-node",
            "Desired 2",
            "Look &amp; see &lt;here&gt;",
        ] {
            assert!(picture.svg.contains(words), "{words}");
        }
        let pods = app.simulation().cluster().pods.len();
        assert_eq!(
            picture.svg.matches(r#"r="10""#).count(),
            pods,
            "a full circle for each pod that is ready"
        );
        assert!(!picture.svg.contains("<script") && !picture.svg.contains(" style"));
    }

    #[test]
    fn a_moving_picture_ends_as_the_still_one() {
        let app = settled();
        let picture = moving(&app, "", true);
        assert!(picture.svg.matches("<animate ").count() > 4);
        let last = picture.svg.matches(r#"<g visibility="visible">"#).count();
        assert!(last > 0, "a viewer without animation shows the end");
        let (frames, begins) = frames(&app);
        assert_eq!(frames.len(), begins.len());
        assert!(begins.is_sorted() && begins[0] == 0);
        assert!(
            frames[0].board.nodes().all(|shown| shown.node.pods.is_empty()),
            "it begins before the first pod"
        );
    }

    #[test]
    fn text_of_a_person_stays_text() {
        assert_eq!(escape("<b a=\"1\">&\u{7}"), "&lt;b a=&quot;1&quot;&gt;&amp; ");
        assert_eq!(cut("abcdef", 4), "abc…");
        assert_eq!(wrapped("one two three", 60), ["one two", "three"]);
        assert_eq!(wrapped("每个节点一个", 45), ["每个节", "点一个"]);
    }
}
