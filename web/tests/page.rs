//! The page in a browser: it draws, and it reacts. `wasm-pack test --headless --chrome web`.
#![cfg(target_arch = "wasm32")]

use everynode_web::components::App;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, HtmlElement};

wasm_bindgen_test_configure!(run_in_browser);

/// A fresh page, paused, in an element of its own.
async fn page() -> Element {
    let window = web_sys::window().unwrap();
    // What another test did would be brought back.
    window.local_storage().unwrap().unwrap().clear().unwrap();
    let document = window.document().unwrap();
    let root = document.create_element("div").unwrap();
    document.body().unwrap().append_child(&root).unwrap();
    yew::Renderer::<App>::with_root(root.clone()).render();
    yew::scheduler::flush().await;
    click(&root, "[data-action=pause]").await;
    root
}

fn find(root: &Element, selector: &str) -> Option<Element> {
    root.query_selector(selector).unwrap()
}

fn count(root: &Element, selector: &str) -> u32 {
    root.query_selector_all(selector).unwrap().length()
}

async fn click(root: &Element, selector: &str) {
    let element = find(root, selector).unwrap_or_else(|| panic!("nothing is {selector}"));
    element.unchecked_into::<HtmlElement>().click();
    yew::scheduler::flush().await;
}

fn number(root: &Element, name: &str) -> String {
    find(root, &format!("[data-status={name}]"))
        .unwrap()
        .text_content()
        .unwrap()
}

#[wasm_bindgen_test]
async fn settling_brings_a_pod_to_every_node_that_is_selected() {
    let root = page().await;
    assert_eq!(count(&root, "[data-node]"), 3);
    click(&root, "[data-action=settle]").await;
    assert_eq!(count(&root, "[data-node=node-1] [data-pod][data-ready=true]"), 1);
    assert_eq!(count(&root, "[data-node=node-2][data-eligible=false] [data-pod]"), 0);
    assert_eq!(
        (number(&root, "desired"), number(&root, "ready")),
        ("2".into(), "2".into())
    );
    assert_eq!(
        find(&root, "[data-pending]")
            .unwrap()
            .query_selector("[data-pod]")
            .unwrap(),
        None
    );
}

#[wasm_bindgen_test]
async fn a_label_chip_takes_the_label_and_gives_it_back() {
    let root = page().await;
    let chip = "[data-node=node-1] [data-label=app]";
    click(&root, "[data-action=settle]").await;
    click(&root, chip).await;
    assert_eq!(
        find(&root, chip).unwrap().get_attribute("aria-pressed").unwrap(),
        "false"
    );
    click(&root, "[data-action=settle]").await;
    assert_eq!(number(&root, "desired"), "1");
    assert_eq!(count(&root, "[data-node=node-1] [data-pod]"), 0);
    click(&root, chip).await;
    click(&root, "[data-action=settle]").await;
    assert_eq!(number(&root, "ready"), "2");
}

#[wasm_bindgen_test]
async fn a_step_moves_the_clock_and_back_moves_it_back() {
    let root = page().await;
    let clock = || find(&root, "[data-clock]").unwrap().text_content().unwrap();
    click(&root, "[data-action=settle]").await;
    let end = clock();
    click(&root, "[data-action=back]").await;
    click(&root, "[data-action=back]").await;
    click(&root, "[data-action=back]").await;
    assert_ne!(clock(), end);
    click(&root, "[data-action=settle]").await;
    assert_eq!(clock(), end);
}

#[wasm_bindgen_test]
async fn a_chosen_node_says_why_and_a_chosen_pod_shows_its_yaml() {
    let root = page().await;
    click(&root, "[data-action=settle]").await;
    click(&root, "[data-node=node-2] .node-name").await;
    let why = find(&root, "[data-why=node-2]").unwrap().text_content().unwrap();
    assert!(why.contains("nodeSelector asks for app=logging-node"), "{why}");
    click(&root, "[data-node=node-1] [data-pod]").await;
    let yaml = find(&root, ".yaml").unwrap().text_content().unwrap();
    assert!(yaml.contains("key: metadata.name"), "{yaml}");
}

#[wasm_bindgen_test]
async fn nothing_in_the_page_has_a_style_attribute_and_every_button_has_a_name() {
    let root = page().await;
    click(&root, "[data-action=settle]").await;
    assert_eq!(count(&root, "[style]"), 0);
    let buttons = root.query_selector_all("button").unwrap();
    assert!(buttons.length() > 20);
    for button in (0..buttons.length()).filter_map(|index| buttons.item(index)) {
        let button: Element = button.unchecked_into();
        let is_named =
            button.has_attribute("aria-label") || !button.text_content().unwrap_or_default().trim().is_empty();
        assert!(is_named, "{}", button.outer_html());
    }
}

#[wasm_bindgen_test]
async fn the_theme_is_put_on_the_document() {
    let root = page().await;
    click(&root, "[data-theme=dark]").await;
    let html = web_sys::window()
        .unwrap()
        .document()
        .unwrap()
        .document_element()
        .unwrap();
    assert_eq!(html.get_attribute("data-colours").unwrap(), "dark");
    click(&root, "[data-theme=system]").await;
    assert_eq!(html.get_attribute("data-colours").unwrap(), "system");
}
