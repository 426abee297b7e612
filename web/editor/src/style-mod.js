// CodeMirror writes its rules into <style> elements, which a strict `style-src` refuses. The same rules in a
// constructed sheet are allowed; this module replaces `style-mod` in the bundle (see the alias in build.js).
import { StyleModule as Original } from "../node_modules/style-mod/src/style-mod.js";

const sheets = new WeakMap();

export class StyleModule extends Original {
  static mount(root, modules) {
    let entry = sheets.get(root);
    if (!entry) {
      entry = { sheet: new CSSStyleSheet(), modules: [] };
      sheets.set(root, entry);
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, entry.sheet];
    }
    const fresh = (Array.isArray(modules) ? modules : [modules]).filter((module) => !entry.modules.includes(module));
    if (fresh.length === 0) return;
    entry.modules.push(...fresh);
    entry.sheet.replaceSync(entry.modules.map((module) => module.getRules()).join("\n"));
  }
}
