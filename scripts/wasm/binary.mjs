// Reads a wasm file into its sections, and function bodies into the places where they name functions and globals: what
// splitting and measuring need, no more. Knows the instructions that compilers may use here (the features in index.html and
// npm.sh), and fails on others.

/** A place in bytes that moves on as it is read. */
export class Reader {
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }
  byte() {
    return this.bytes[this.at++];
  }
  /** An unsigned LEB128 number. */
  number() {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte();
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }
  /** A signed LEB128 number of 32 bits. */
  signed() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value |= (byte & 127) << shift;
      if (byte < 128) return shift < 28 && byte & 64 ? value | (-1 << (shift + 7)) : value;
    }
  }
  /** A signed LEB128 number of which nobody asks the value. */
  skipNumber() {
    while (this.byte() >= 128);
  }
  take(length) {
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }
  name() {
    return new TextDecoder().decode(this.take(this.number()));
  }
  list(item) {
    return Array.from({ length: this.number() }, () => item(this));
  }
  /** What `read` reads, as bytes. */
  slice(read) {
    const from = this.at;
    read(this);
    return this.bytes.subarray(from, this.at);
  }
}

/** An unsigned LEB128 number as bytes. */
export function number(value) {
  const bytes = [];
  do {
    bytes.push((value & 127) | (value > 127 ? 128 : 0));
    value >>>= 7;
  } while (value > 0);
  return bytes;
}

/** A signed LEB128 number (of 32 bits) as bytes. */
export function signed(value) {
  const bytes = [];
  for (;;) {
    const byte = value & 127;
    value >>= 7;
    if ((value === 0 && byte < 64) || (value === -1 && byte >= 64)) return [...bytes, byte];
    bytes.push(byte | 128);
  }
}

export function name(text) {
  const bytes = new TextEncoder().encode(text);
  return [...number(bytes.length), ...bytes];
}

/** Numbers, arrays of bytes and arrays of such as one array of bytes. */
export function join(parts) {
  return Buffer.concat(parts.map((part) => (part instanceof Uint8Array ? part : Buffer.from(part))));
}

/** A list with its length before it. */
export const list = (items) => join([number(items.length), ...items]);

export const SECTION = { custom: 0, type: 1, import: 2, function: 3, table: 4, memory: 5, global: 6, export: 7, start: 8, element: 9, code: 10, data: 11, dataCount: 12 };
export const KIND = { function: 0, table: 1, memory: 2, global: 3 };

/** Reads how large a table or memory is at least and at most. */
export function limits(reader) {
  const hasMaximum = reader.byte() & 1;
  reader.number();
  if (hasMaximum) reader.number();
}

const IMPORTED = [(reader) => reader.number(), (reader) => (reader.byte(), limits(reader)), limits, (reader) => reader.take(2)];

/** A module: its sections as bytes, and the parts that name things, taken apart. */
export function parse(bytes) {
  const reader = new Reader(bytes, 8);
  const sections = new Map();
  const module = { sections, types: [], imports: [], functions: [], exports: [], elements: [], bodies: [], data: [], names: new Map() };
  while (reader.at < bytes.length) {
    const id = reader.byte();
    const content = reader.take(reader.number());
    if (id !== SECTION.custom) sections.set(id, content);
    const inside = new Reader(content);
    if (id === SECTION.type) {
      module.types = inside.list((reader) => {
        if (reader.byte() !== 0x60) throw new Error("a type that is not a function's");
        return { parameters: reader.list((each) => each.byte()), results: reader.list((each) => each.byte()) };
      });
    } else if (id === SECTION.import) {
      module.imports = inside.list((reader) => {
        const found = { bytes: null, kind: 0, type: 0 };
        found.bytes = reader.slice(() => {
          reader.name();
          reader.name();
          found.kind = reader.byte();
          found.type = IMPORTED[found.kind](reader);
        });
        return found;
      });
    } else if (id === SECTION.function) {
      module.functions = inside.list((reader) => reader.number());
    } else if (id === SECTION.export) {
      module.exports = inside.list((reader) => ({ name: reader.name(), kind: reader.byte(), index: reader.number() }));
    } else if (id === SECTION.element) {
      module.elements = inside.list(element);
    } else if (id === SECTION.code) {
      module.bodies = inside.list((reader) => reader.take(reader.number()));
    } else if (id === SECTION.data) {
      module.data = inside.list(data);
    } else if (id === SECTION.custom && inside.name() === "name") {
      readNames(inside, module.names);
    }
  }
  module.imported = module.imports.filter((each) => each.kind === KIND.function);
  module.typeOf = (index) => module.imported[index]?.type ?? module.functions[index - module.imported.length];
  return module;
}

/** The module without names and other remarks for people and tools. */
export function withoutRemarks(bytes) {
  const reader = new Reader(bytes, 8);
  const kept = [bytes.subarray(0, 8)];
  while (reader.at < bytes.length) {
    let id;
    const section = reader.slice(() => {
      id = reader.byte();
      reader.take(reader.number());
    });
    if (id !== SECTION.custom) kept.push(section);
  }
  return join(kept);
}

/** A stretch of table 0 that is filled with functions. */
function element(reader) {
  if (reader.number() !== 0 || reader.byte() !== 0x41) throw new Error("a table is filled in another way than compilers do");
  const offset = reader.number();
  if (reader.byte() !== 0x0b) throw new Error("a table is filled from a place that is not constant");
  return { offset, functions: reader.list((each) => each.number()) };
}

/** What memory holds from the beginning, from an offset on. */
function data(reader) {
  if (reader.number() !== 0 || reader.byte() !== 0x41) throw new Error("memory is filled in another way than compilers do");
  const offset = reader.number();
  if (reader.byte() !== 0x0b) throw new Error("memory is filled from a place that is not constant");
  return { offset, bytes: reader.take(reader.number()) };
}

function readNames(reader, names) {
  while (reader.at < reader.bytes.length) {
    const kind = reader.byte();
    const part = new Reader(reader.take(reader.number()));
    if (kind === 1) part.list((each) => names.set(each.number(), plain(each.name())));
  }
}

/** A function's name without the hashes that compilers put into it. */
const plain = (name) => name.replaceAll(/\[[0-9a-f]{11,16}\]|::h[0-9a-f]{16}/g, "");

/**
 * Calls `found(kind, index, from, to)` for every function and global that a body names, with the place of the number, and
 * `constant(number)` for every constant of 32 bits.
 */
export function references(body, found, constant = () => {}) {
  const reader = new Reader(body);
  reader.list((each) => (each.number(), each.byte()));
  const mention = (kind) => {
    const from = reader.at;
    found(kind, reader.number(), from, reader.at);
  };
  while (reader.at < body.length) {
    const code = reader.byte();
    if (code === 0x10 || code === 0xd2) mention(KIND.function);
    else if (code === 0x23 || code === 0x24) mention(KIND.global);
    else if (code === 0xfc) many(reader, EXTENDED[reader.number()]);
    else if (code === 0x0e) (reader.list((each) => each.number()), reader.number());
    else if (code === 0x1c) reader.list((each) => each.byte());
    else if (code === 0x41) constant(reader.signed());
    else if (code === 0x43) reader.take(4);
    else if (code === 0x44) reader.take(8);
    else many(reader, IMMEDIATES[code]);
  }
}

function many(reader, count) {
  if (count === undefined) throw new Error(`an unknown instruction at ${reader.at}`);
  for (let index = 0; index < count; index++) reader.skipNumber();
}

/** How many LEB128 numbers follow an instruction. */
const IMMEDIATES = [];
const follow = (count, from, to = from) => IMMEDIATES.fill(count, from, to + 1);
IMMEDIATES.length = 256;
follow(0, 0x00, 0x01);
follow(1, 0x02, 0x04);
follow(0, 0x05);
follow(0, 0x0b);
follow(1, 0x0c, 0x0d);
follow(0, 0x0f);
follow(2, 0x11);
follow(0, 0x1a, 0x1b);
follow(1, 0x20, 0x22);
follow(1, 0x25, 0x26);
follow(2, 0x28, 0x3e);
follow(1, 0x3f, 0x42);
follow(0, 0x45, 0xc4);
follow(1, 0xd0);
follow(0, 0xd1);

/** The same for those behind 0xfc: conversions, bulk memory, tables. */
const EXTENDED = [0, 0, 0, 0, 0, 0, 0, 0, 2, 1, 2, 1, 2, 1, 2, 1, 1, 1];
