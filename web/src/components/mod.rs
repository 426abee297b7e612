//! The parts of the page. They draw: values in, actions out.

mod actors;
mod app;
mod board;
mod board_legend;
mod board_tools;
mod breaks;
mod bulk_bar;
mod chips;
mod console;
mod console_entry;
mod console_line;
mod drift;
mod edit_dialog;
mod editors;
mod embed;
mod facts;
mod fates;
mod findings;
mod fix;
mod foreign_form;
mod gallery;
mod header;
mod hooks;
mod icon;
mod inspector;
mod keep_dialog;
mod keeping;
mod key_sheet;
mod learning;
mod legend;
mod lesson_panel;
mod lessons;
mod load_form;
mod modes;
mod node_card;
mod node_cell;
mod node_grid;
mod node_story;
mod pod_chip;
mod pod_story;
mod pod_yaml;
mod revisions;
mod scrub_choice;
mod status_line;
mod time_line;
mod tour;
mod transport;
mod why_chain;

pub use actors::ActorStrip;
pub use app::App;
pub use board::BoardView;
pub use board_legend::BoardLegend;
pub use board_tools::BoardTools;
pub use bulk_bar::BulkBar;
pub use chips::{AddChip, LabelChips, TaintChips};
pub use console::ConsoleDock;
pub use drift::DriftNote;
pub use edit_dialog::EditDialog;
pub use editors::Editors;
pub use embed::EmbedFrame;
pub use facts::NodeFacts;
pub use findings::FindingList;
pub use gallery::Gallery;
pub use header::Header;
pub use icon::{Icon, IconName};
pub use inspector::InspectorPanel;
pub use keep_dialog::KeepDialog;
pub use key_sheet::KeySheet;
pub use lesson_panel::LessonPanel;
pub use lessons::Lessons;
pub use load_form::LoadForm;
pub use modes::{ModeSwitch, ModeTable};
pub use node_card::NodeCard;
pub use node_cell::GridRow;
pub use node_grid::NodeGrid;
pub use pod_chip::PodChip;
pub use pod_yaml::PodYaml;
pub use revisions::RevisionList;
pub use status_line::StatusLine;
pub use time_line::TimeLine;
pub use tour::Tour;
pub use transport::TransportBar;
pub use why_chain::WhyChain;

pub(crate) use hooks::{use_dialog, use_language};

use crate::state::Action;
use yew::Callback;

/// Where components send what a person did.
pub type Act = Callback<Action>;

/// A callback that sends always the same action, whatever the event.
pub(crate) fn send<E: 'static>(act: &Act, action: impl Fn() -> Action + 'static) -> Callback<E> {
    act.reform(move |_| action())
}
