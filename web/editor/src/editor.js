// The text editors of the playground: `everynodeEditor.create(parent, options)` returns a handle. The page talks to
// it in UTF-16 offsets, CodeMirror's own unit.
import { EditorState, StateEffect, StateField, Annotation, Compartment } from "@codemirror/state";
import {
  EditorView, keymap, lineNumbers, drawSelection, dropCursor, highlightActiveLine, highlightActiveLineGutter,
  highlightSpecialChars, hoverTooltip, Decoration,
} from "@codemirror/view";
import { defaultKeymap, history, historyKeymap, indentWithTab, isolateHistory } from "@codemirror/commands";
import { HighlightStyle, bracketMatching, codeFolding, foldGutter, foldKeymap, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { autocompletion, completionKeymap, pickedCompletion } from "@codemirror/autocomplete";
import { yaml } from "@codemirror/lang-yaml";
import { tags } from "@lezer/highlight";
import "./files.js";
import "./frame.js";

// Colours are the page's design tokens, so that both themes follow without a word from here.
const highlight = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--code-key)" },
  { tag: [tags.string, tags.content], color: "var(--code-text)" },
  { tag: tags.comment, color: "var(--code-comment)", fontStyle: "italic" },
  { tag: [tags.keyword, tags.bool, tags.number, tags.labelName, tags.typeName], color: "var(--code-literal)" },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace, tags.meta], color: "var(--code-mark)" },
]);

const theme = EditorView.theme({
  "&": { height: "100%", color: "var(--code-text)", backgroundColor: "transparent", fontSize: "var(--size-code)" },
  ".cm-scroller": { fontFamily: "var(--face-mono)", lineHeight: "1.55", overflow: "auto" },
  ".cm-content": { caretColor: "var(--accent)", padding: "8px 0" },
  "&.cm-focused": { outline: "none" },
  ".cm-gutters": { backgroundColor: "var(--surface)", color: "var(--ink-faint)", border: "none" },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "24px", paddingRight: "4px" },
  ".cm-activeLine": { backgroundColor: "var(--line-active)" },
  ".cm-activeLineGutter": { backgroundColor: "transparent", color: "var(--ink)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--selection)" },
  ".cm-cursor": { borderLeftColor: "var(--accent)" },
  ".cm-foldPlaceholder": { backgroundColor: "var(--surface-2)", border: "none", color: "var(--ink-muted)", padding: "0 4px" },
  ".cm-foldGutter span": { cursor: "pointer" },
  ".cm-tooltip": { backgroundColor: "var(--surface)", color: "var(--ink)", border: "1px solid var(--line)", borderRadius: "8px", boxShadow: "var(--shadow)", maxWidth: "min(440px, 90vw)" },
  ".cm-diagnostic": { padding: "8px 12px", fontFamily: "var(--face-text)", fontSize: "var(--size-small)", whiteSpace: "pre-wrap" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--bad)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--warn)" },
  ".cm-diagnostic-info": { borderLeftColor: "var(--accent)" },
  ".cm-lintRange": { backgroundImage: "none", textDecoration: "underline wavy", textUnderlineOffset: "3px", textDecorationThickness: "1px" },
  ".cm-lintRange-error": { textDecorationColor: "var(--bad)" },
  ".cm-lintRange-warning": { textDecorationColor: "var(--warn)" },
  ".cm-lintRange-info": { textDecorationColor: "var(--accent)" },
  ".cm-lint-marker": { content: "none", width: "8px", height: "8px", borderRadius: "50%", margin: "6px 2px", display: "block" },
  ".cm-lint-marker-error": { content: "none", backgroundColor: "var(--bad)" },
  ".cm-lint-marker-warning": { content: "none", backgroundColor: "var(--warn)" },
  ".cm-lint-marker-info": { content: "none", backgroundColor: "var(--accent)" },
  ".cm-gutter-lint": { width: "12px" },
  ".cm-note": { padding: "8px 12px", fontSize: "var(--size-small)" },
  ".cm-note code": { fontWeight: 600 },
  ".cm-note p": { margin: "4px 0 0", fontFamily: "var(--face-text)", whiteSpace: "pre-wrap" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--face-mono)", fontSize: "var(--size-small)", maxHeight: "14em" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "3px 8px", lineHeight: "1.5" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { background: "var(--accent)", color: "var(--on-accent)" },
  ".cm-completionDetail": { color: "var(--ink-faint)", fontStyle: "normal", marginLeft: "1em" },
  "li[aria-selected] .cm-completionDetail": { color: "inherit" },
  ".cm-completionMatchedText": { fontWeight: 700, textDecoration: "none" },
  ".cm-tooltip.cm-completionInfo": { padding: "8px 12px", fontFamily: "var(--face-text)", fontSize: "var(--size-small)", maxWidth: "320px" },
  ".cm-decided": { backgroundColor: "var(--decided)", borderRadius: "2px" },
  ".cm-decided-line": { boxShadow: "inset 3px 0 0 var(--good)" },
  ".cm-decided-line.is-against": { boxShadow: "inset 3px 0 0 var(--bad)" },
});

const setDecided = StateEffect.define();
const decidedMark = Decoration.mark({ class: "cm-decided" });
const decidedLine = (against) => Decoration.line({ class: against ? "cm-decided-line is-against" : "cm-decided-line" });
// The places that decided about the chosen node; they wander along while the text is edited.
const decided = StateField.define({
  create: () => Decoration.none,
  update(marks, transaction) {
    marks = marks.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (effect.is(setDecided)) {
        const length = transaction.newDoc.length;
        const { ranges, against } = effect.value;
        const inside = ranges.map(({ start, end }) => ({ start: Math.min(start, length), end: Math.min(end, length) })).filter(({ start, end }) => start < end);
        const lines = new Set(inside.map(({ start }) => transaction.newDoc.lineAt(start).from));
        marks = Decoration.set([...[...lines].map((from) => decidedLine(against).range(from)), ...inside.map(({ start, end }) => decidedMark.range(start, end))], true);
      }
    }
    return marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

const fromPage = Annotation.define();

// What CodeMirror itself says or names, in the order in which the page hands over its own words for them.
const PHRASES = [
  "Fold line", "Unfold line", "Folded lines", "Unfolded lines", "folded code", "unfold", "to", "Control character",
  "Selection deleted", "Diagnostics", "No diagnostics", "close", "Completions",
];

function wordsOf(label, texts) {
  const phrases = Object.fromEntries(texts.map((text, index) => [PHRASES[index], text]));
  return [EditorView.contentAttributes.of({ "aria-label": label }), EditorState.phrases.of(phrases)];
}

// Writes a proposal around the cursor: brackets and quotes are closed behind it.
const around = (insert, after) => (view, option, from, to) =>
  view.dispatch({
    changes: { from, to, insert: insert + after },
    selection: { anchor: from + insert.length },
    userEvent: "input.complete",
    annotations: pickedCompletion.of(option),
  });

// What could stand at the cursor. The page knows the fields; CodeMirror filters by what is typed.
const completion = (propose) =>
  autocompletion({
    icons: false,
    override: [
      (context) => {
        const found = propose(context.state.doc.toString(), context.pos);
        // Without having been asked for, it comes up where something has been typed already.
        if (!found || (!context.explicit && found.start === context.pos)) return null;
        const options = found.items.map(({ label, detail, info, insert, after }, index) => ({
          label, detail, info: info || undefined, apply: after ? around(insert, after) : insert, boost: -Math.min(index, 99),
        }));
        return { from: found.start, to: Math.max(found.end, context.pos), options, validFor: /^[\w./:=-]*$/ };
      },
    ],
  });

const fieldNote = (note) =>
  hoverTooltip((view, at) => {
    const found = note(view.state.doc.toString(), at);
    if (!found) return null;
    return {
      pos: found.start,
      end: found.end,
      above: true,
      create() {
        const dom = document.createElement("div");
        dom.className = "cm-note";
        const head = document.createElement("code");
        head.textContent = found.head;
        const text = document.createElement("p");
        text.textContent = found.text;
        dom.append(head, text);
        return { dom };
      },
    };
  });

function create(parent, { text, highlightYaml, tabLeaves, onChange, propose, note }) {
  const words = new Compartment();
  const extensions = [
    lineNumbers(), foldGutter(), codeFolding(), lintGutter(), history(), drawSelection(), dropCursor(), indentOnInput(),
    highlightSpecialChars(), highlightActiveLine(), highlightActiveLineGutter(), bracketMatching(),
    indentUnit.of("  "), EditorState.tabSize.of(2), syntaxHighlighting(highlight), theme, decided,
    // Escape, then Tab, leaves the editor: CodeMirror's own way out for people who use the keyboard. In a dialog Escape
    // is taken, so Tab leaves at once.
    keymap.of([...completionKeymap, ...defaultKeymap, ...historyKeymap, ...foldKeymap, ...lintKeymap, ...(tabLeaves ? [] : [indentWithTab])]),
    words.of([]), completion(propose), fieldNote(note),
    EditorView.contentAttributes.of({ spellcheck: "false", autocapitalize: "off", autocorrect: "off" }),
    // A file that is dropped on the text takes its place; CodeMirror would put it into the middle.
    EditorView.domEventHandlers({
      drop(event, view) {
        const [file] = event.dataTransfer?.files ?? [];
        if (!file) return false;
        event.preventDefault();
        file.text().then((text) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }));
        return true;
      },
    }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged && !update.transactions.some((transaction) => transaction.annotation(fromPage))) {
        onChange(update.state.doc.toString());
      }
    }),
  ];
  if (highlightYaml) extensions.push(yaml());
  const view = new EditorView({ parent, state: EditorState.create({ doc: text, extensions }) });
  // Where findings take room from the editor, whoever types goes on seeing what he types.
  const size = new ResizeObserver(() => {
    if (view.hasFocus) view.dispatch({ effects: EditorView.scrollIntoView(view.state.selection.main.head, { y: "nearest" }) });
  });
  size.observe(view.dom);
  const clamp = (offset) => Math.min(offset, view.state.doc.length);
  return {
    setText(next) {
      if (next === view.state.doc.toString()) return;
      // Undo brings back the text as it was before, and not as it was before what had been typed last.
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next }, annotations: [fromPage.of(true), isolateHistory.of("full")] });
    },
    setDiagnostics(findings) {
      const marks = findings.map(({ start, end, severity, message }) => ({ from: clamp(start), to: clamp(Math.max(start, end)), severity, message }));
      view.dispatch(setDiagnostics(view.state, marks));
    },
    setWords(label, texts) {
      view.dispatch({ effects: words.reconfigure(wordsOf(label, texts)) });
    },
    setDecided(ranges, against, reveal) {
      const effects = [setDecided.of({ ranges, against })];
      if (reveal && ranges.length > 0) effects.push(EditorView.scrollIntoView(clamp(Math.min(...ranges.map(({ start }) => start))), { y: "nearest", yMargin: 48 }));
      view.dispatch({ effects });
    },
    goTo(start, end) {
      view.dispatch({ selection: { anchor: clamp(start), head: clamp(end) }, effects: EditorView.scrollIntoView(clamp(start), { y: "center" }) });
      view.focus();
    },
    destroy() {
      size.disconnect();
      view.destroy();
    },
  };
}

globalThis.everynodeEditor = { create };
