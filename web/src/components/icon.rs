//! The icons of buttons, drawn with one pen: 16 × 16, round ends.

use yew::prelude::*;

/// Which icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is what its name says")]
pub enum IconName {
    Play,
    Pause,
    Step,
    Back,
    Skip,
    Settle,
    Reset,
    Undo,
    Redo,
    Share,
    Format,
    Link,
    OpenFile,
    SaveFile,
    Plus,
    Close,
    Copy,
    Cordon,
    Up,
    Down,
    Controller,
    Scheduler,
    Keyboard,
    Kubelet,
    Sun,
    Moon,
    Screen,
    Search,
    Cards,
    Tiles,
    Heat,
    Mark,
    Legend,
}

impl IconName {
    const fn path(self) -> &'static str {
        match self {
            Self::Play => "M5 3.2v9.6l7.5-4.8z",
            Self::Pause => "M5.5 3.5v9M10.5 3.5v9",
            Self::Step => "M4 3.5v9l6-4.5zM12 3.5v9",
            Self::Back => "M12 3.5v9l-6-4.5zM4 3.5v9",
            Self::Skip => "M3 3.5v9l6-4.5zM11.6 6.2a1.8 1.8 0 1 0 .1 0z",
            Self::Settle => "M3 3.5v9l4.5-4.5zM7.5 3.5v9l4.5-4.5zM13.5 3.5v9",
            Self::Reset => "M3.2 8a4.8 4.8 0 1 0 1.6-3.6M3 2.5v3h3",
            Self::Undo => "M5.5 3 2.5 6l3 3M2.5 6h7a3.5 3.5 0 0 1 0 7H6",
            Self::Redo => "M10.5 3l3 3-3 3M13.5 6h-7a3.5 3.5 0 0 0 0 7H10",
            Self::Share => {
                "M6.7 9.3a3 3 0 0 0 4.3.2l2-2a3 3 0 0 0-4.3-4.3l-.8.8M9.3 6.7a3 3 0 0 0-4.3-.2l-2 2a3 3 0 0 0 4.3 4.3l.8-.8"
            }
            Self::Format => "M2.5 3.5h11M5.5 6.5h8M5.5 9.5h8M2.5 12.5h11",
            Self::Link => {
                "M6.7 9.3 9.3 6.7M7.2 4.6l1-1a2.9 2.9 0 0 1 4.1 4.1l-1 1M8.8 11.4l-1 1a2.9 2.9 0 0 1-4.1-4.1l1-1"
            }
            Self::OpenFile => "M8 10.2V2.7M4.8 5.9 8 2.7l3.2 3.2M3 13.2h10",
            Self::SaveFile => "M8 2.7v7.5M4.8 7 8 10.2 11.2 7M3 13.2h10",
            Self::Plus => "M8 3.5v9M3.5 8h9",
            Self::Close => "M4.2 4.2l7.6 7.6M11.8 4.2l-7.6 7.6",
            Self::Up => "M3.5 10 8 5.5l4.5 4.5",
            Self::Down => "M3.5 6 8 10.5 12.5 6",
            Self::Cordon => "M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM4.2 4.2l7.6 7.6",
            Self::Controller => "M8 2.2l5 2.9v5.8l-5 2.9-5-2.9V5.1zM8 6.3a1.7 1.7 0 1 0 0 3.4 1.7 1.7 0 0 0 0-3.4z",
            Self::Scheduler => "M3 8h7M7.5 4.8 10.7 8l-3.2 3.2M13.2 3v10",
            Self::Keyboard => "M2 4.2h12v7.6H2zM4.6 6.7h.1M7.3 6.7h.1M10 6.7h.1M4.6 9.4h6.8",
            Self::Kubelet => "M2.8 3.5h10.4v3.6H2.8zM2.8 8.9h10.4v3.6H2.8zM5 5.3h.1M5 10.7h.1",
            Self::Sun => {
                "M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6zM8 1.5v1.4M8 13.1v1.4M1.5 8h1.4M13.1 8h1.4M3.4 3.4l1 1M11.6 11.6l1 1M3.4 12.6l1-1M11.6 4.4l1-1"
            }
            Self::Moon => "M13 9.6A5.6 5.6 0 0 1 6.4 3a5.4 5.4 0 1 0 6.6 6.6z",
            Self::Search => "M6.8 2.8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM9.8 9.8l3.6 3.6",
            Self::Cards => "M2.5 2.8h11v4.4h-11zM2.5 8.8h11v4.4h-11z",
            Self::Tiles => {
                "M2.5 3h4.7v2.7H2.5zM8.8 3h4.7v2.7H8.8zM2.5 6.7M2.5 10.300h4.7V13H2.5zM8.8 10.300h4.7V13H8.8zM2.500 6.700h4.700v2.600H2.500zM8.800 6.700h4.700v2.600H8.800z"
            }
            Self::Heat => {
                "M3 3h1v1H3zM7.500 3h1v1h-1zM12 3h1v1h-1zM3 7.500h1v1H3zM7.500 7.500h1v1h-1zM12 7.500h1v1h-1zM3 12h1v1H3zM7.500 12h1v1h-1zM12 12h1v1h-1z"
            }
            Self::Mark => "M3 3h10v10H3zM5.600 8.200l1.700 1.800 3.200-4",
            Self::Legend => {
                "M4 3.200a1.300 1.300 0 1 0 .1 0zM4 10.200a1.300 1.300 0 1 0 .1 0zM7.500 4.500h6M7.500 11.500h6"
            }
            Self::Copy => "M6 6h7v7H6zM10 3H3v7",
            Self::Screen => "M2.5 3.5h11v7.5h-11zM6 13.2h4",
        }
    }

    const fn is_solid(self) -> bool {
        matches!(self, Self::Play)
    }
}

/// Props of [`Icon`].
#[derive(Properties, PartialEq)]
pub struct IconProps {
    /// Which icon.
    pub name: IconName,
}

/// An icon; the button around it has the name.
#[component]
pub fn Icon(props: &IconProps) -> Html {
    let class = if props.name.is_solid() { "icon is-solid" } else { "icon" };
    html! {
        <svg class={class} viewBox="0 0 16 16" aria-hidden="true"><path d={props.name.path()} /></svg>
    }
}
