// Splits a wasm module in two: what is needed at first, and what can be loaded later.
//
// Functions are put off by their names, and with them all that nothing else calls. Where the first part
// calls one of them, it calls through the table. There, until the second part is loaded, is a stand-in, which asks
// JavaScript to load it (the import `later.load`, which returns when it is there) and calls again. The second part shares
// memory, table and globals, calls the first through its exports, and puts its functions in the stand-ins' places. Any
// choice of functions is right; a bad one is only slower. Texts that only the second part reads come with it.
import { KIND, Reader, SECTION, join, limits, list, name, number, parse, references, signed } from "./binary.mjs";

const CALL = 0x10;
const CALL_INDIRECT = 0x11;
const LOCAL_GET = 0x20;
const I32_CONST = 0x41;
const END = 0x0b;
const HEADER = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

/** The functions that can wait: those that `isLate` says, and all that only those need. */
export function lateFunctions(module, isLate) {
  const { imported, bodies } = module;
  const late = new Set(bodies.map((_, index) => index + imported.length));
  const waiting = [];
  const need = (index) => {
    if (late.has(index) && !isLate(module.names.get(index) ?? "")) {
      late.delete(index);
      waiting.push(index);
    }
  };
  for (const each of module.exports) {
    if (each.kind === KIND.function && late.delete(each.index)) waiting.push(each.index);
  }
  module.elements.forEach((element) => element.functions.forEach(need));
  while (waiting.length > 0) {
    references(bodies[waiting.pop() - imported.length], (kind, index) => kind === KIND.function && need(index));
  }
  return late;
}

/** The module in two parts, as bytes. `texts` are those, as bytes, that nothing but late functions reads. */
export function split(module, late, texts = []) {
  if (module.sections.has(SECTION.start)) throw new Error("a module that starts by itself");
  const { imported, bodies } = module;
  const all = [...module.imported.keys(), ...bodies.map((_, index) => index + imported.length)];
  const early = all.filter((index) => !late.has(index));
  const load = imported.length;
  const place = new Map(early.map((index, position) => [index, position + (index < load ? 0 : 1)]));

  // Every late function that the first part knows of has a slot of the table, and a stand-in.
  const slots = new Map();
  let slot = 0;
  for (const { offset, functions } of module.elements) {
    functions.forEach((index, position) => late.has(index) && slots.set(index, offset + position));
    slot = Math.max(slot, offset + functions.length);
  }
  const added = [];
  const slotOf = (index) => {
    if (!slots.has(index)) {
      slots.set(index, slot + added.length);
      added.push(index);
    }
    return slots.get(index);
  };
  const call = (index) => [I32_CONST, ...signed(slotOf(index)), CALL_INDIRECT, ...number(module.typeOf(index)), 0];
  const earlyBodies = early.filter((index) => index >= load).map((index) =>
    rewritten(bodies[index - load], (kind, called) => {
      if (kind !== KIND.function) return null;
      return late.has(called) ? { replaces: call(called) } : { number: place.get(called) };
    }),
  );
  const standIns = new Map([...slots.keys()].map((index, position) => [index, early.length + 1 + position]));
  const standIn = (index) => {
    const { parameters } = module.types[module.typeOf(index)];
    const handed = parameters.flatMap((_, position) => [LOCAL_GET, ...number(position)]);
    return sized([0, CALL, ...number(load), ...handed, ...call(index), END]);
  };

  const moved = texts.flatMap((text) => placesOf(module, text));
  const readsEarly = firstToName(module, early, moved);
  if (readsEarly !== undefined) throw new Error(`${module.names.get(readsEarly)} reads a text that comes later`);
  const shared = sharedWith(module, late, place);
  const grown = slot + added.length;
  const first = [
    [SECTION.type, join([number(module.types.length + 1), typesOf(module), [0x60, 0, 0]])],
    [SECTION.import, list([...module.imports.map((each) => each.bytes), [...name("later"), ...name("load"), KIND.function, ...number(module.types.length)]])],
    [SECTION.function, list([...early.filter((index) => index >= load), ...slots.keys()].map((index) => number(module.typeOf(index))))],
    [SECTION.table, tables(module, grown)],
    SECTION.memory,
    SECTION.global,
    [SECTION.export, list([...module.exports.map((each) => ({ ...each, index: each.kind === KIND.function ? place.get(each.index) : each.index })), ...shared.exports].map(exported))],
    [SECTION.element, list([...module.elements, { offset: slot, functions: added }].filter((each) => each.functions.length > 0).map(({ offset, functions }) => filled(offset, functions.map((index) => place.get(index) ?? standIns.get(index)))))],
    SECTION.dataCount,
    [SECTION.code, list([...earlyBodies, ...[...slots.keys()].map(standIn)])],
    [SECTION.data, list(module.data.map((each) => stored(without(each, moved))))],
  ];

  const lateList = all.filter((index) => late.has(index));
  const later = new Map([...shared.functions, ...lateList].map((index, position) => [index, position]));
  const second = [
    SECTION.type,
    [SECTION.import, list(shared.imports)],
    [SECTION.function, list(lateList.map((index) => number(module.typeOf(index))))],
    [SECTION.element, list(stretches(module, slots).map(({ offset, functions }) => filled(offset, functions.map((index) => later.get(index)))))],
    [SECTION.code, list(lateList.map((index) => rewritten(bodies[index - load], (kind, called) => ({ number: kind === KIND.function ? later.get(called) : shared.globals.indexOf(called) }))))],
    [SECTION.data, list(moved.map(stored))],
  ];
  return [first, second].map((sections) => assembled(module, sections));
}

/** What the second part takes of the first: its exports, and the imports that match. */
function sharedWith(module, late, place) {
  const functions = new Set();
  const globals = new Set();
  for (const index of late) {
    references(module.bodies[index - module.imported.length], (kind, named) => {
      if (kind === KIND.global) globals.add(named);
      else if (!late.has(named)) functions.add(named);
    });
  }
  const exports = [];
  const imports = [];
  const share = (kind, index, type) => {
    const short = exports.length.toString(36);
    exports.push({ name: short, kind, index });
    imports.push([...name(""), ...name(short), kind, ...type]);
  };
  const ordered = [...functions].sort((a, b) => a - b);
  ordered.forEach((index) => share(KIND.function, place.get(index), number(module.typeOf(index))));
  tableTypes(module).forEach((type, index) => share(KIND.table, index, [type, 0, ...number(0)]));
  share(KIND.memory, 0, [0, ...number(0)]);
  // Compilers keep the stack pointer in a global; whatever else there is has the same type, or this fails to link.
  globals.forEach((index) => share(KIND.global, index, [0x7f, 1]));
  return { functions: ordered, globals: [...globals], exports, imports };
}

/** Where memory holds a text: once, or not at all where nothing reads it. */
function placesOf(module, text) {
  return module.data.flatMap(({ offset, bytes }) => {
    const at = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(text);
    return at < 0 ? [] : [{ offset: offset + at, bytes: text }];
  });
}

/** A function of the first part that names the beginning of a text. */
function firstToName(module, early, texts) {
  const beginnings = new Set(texts.map(({ offset }) => offset));
  return early.find((index) => {
    const body = module.bodies[index - module.imported.length];
    let isNamed = false;
    if (body) references(body, () => {}, (constant) => (isNamed ||= beginnings.has(constant)));
    return isNamed;
  });
}

/** A stretch of memory with nothing but zeros, which weigh nothing compressed, where the texts are. */
function without({ offset, bytes }, texts) {
  const kept = Buffer.from(bytes);
  for (const text of texts) {
    const from = text.offset - offset;
    if (from >= 0 && from < kept.length) kept.fill(0, from, from + text.bytes.length);
  }
  return { offset, bytes: kept };
}

const stored = ({ offset, bytes }) => join([[0, I32_CONST, ...signed(offset), END], number(bytes.length), bytes]);

/** A body with other numbers of functions and globals, with its size before it. `other` gives none to keep one. */
function rewritten(body, other) {
  const parts = [];
  let kept = 0;
  references(body, (kind, index, from, to) => {
    const change = other(kind, index);
    if (change === null) return;
    // A call that becomes another sequence replaces the instruction too.
    parts.push(body.subarray(kept, change.replaces ? from - 1 : from), change.replaces ?? number(change.number));
    kept = to;
  });
  return sized(join([...parts, body.subarray(kept)]));
}

const sized = (bytes) => join([number(bytes.length), bytes]);

const exported = (each) => [...name(each.name), each.kind, ...number(each.index)];

const filled = (offset, functions) => join([[0, I32_CONST, ...signed(offset), END], list(functions.map(number))]);

function typesOf(module) {
  const bytes = module.sections.get(SECTION.type);
  return bytes.subarray(number(module.types.length).length);
}

/** What each table holds: functions, or values of JavaScript. */
function tableTypes(module) {
  return new Reader(module.sections.get(SECTION.table)).list((reader) => {
    const type = reader.byte();
    limits(reader);
    return type;
  });
}

/** The table section with a first table of `size`: nothing but compiled code refers to it. */
function tables(module, size) {
  const reader = new Reader(module.sections.get(SECTION.table));
  const count = reader.number();
  if (reader.byte() !== 0x70) throw new Error("the first table does not hold functions");
  limits(reader);
  return join([number(count), [0x70, 0], number(size), reader.bytes.subarray(reader.at)]);
}

/** Where the second part puts its functions: every place of the table that has a stand-in. */
function stretches(module, slots) {
  const wanted = [];
  const late = new Set(slots.keys());
  for (const { offset, functions } of module.elements) {
    functions.forEach((index, position) => late.has(index) && wanted.push([offset + position, index]));
  }
  const taken = new Set(wanted.map(([place]) => place));
  slots.forEach((place, index) => taken.has(place) || wanted.push([place, index]));
  wanted.sort(([a], [b]) => a - b);
  const found = [];
  for (const [offset, index] of wanted) {
    const last = found.at(-1);
    if (last && last.offset + last.functions.length === offset) last.functions.push(index);
    else found.push({ offset, functions: [index] });
  }
  return found;
}

/** Sections as a file; those given by number alone are the module's own. */
function assembled(module, sections) {
  const written = sections
    .map((each) => (typeof each === "number" ? [each, module.sections.get(each)] : each))
    .filter(([, bytes]) => bytes !== undefined)
    .map(([id, bytes]) => join([[id], number(bytes.length), bytes]));
  return join([HEADER, ...written]);
}
