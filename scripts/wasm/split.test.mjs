// A small module, whole and in two parts, does the same: calls there and back, through tables, with globals and memory.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { parse, withoutRemarks } from "./binary.mjs";
import { lateFunctions, split } from "./split.mjs";

const WORDS = Buffer.from("words of the later part");
// Behind a byte that the first part reads.
const WORDS_AT = 3;

const TEXT = `(module
  (import "page" "note" (func $note (param i32)))
  (type $number (func (param i32) (result i32)))
  (memory (export "memory") 1)
  (global $stack (mut i32) (i32.const 1000))
  (table $functions 3 funcref)
  (table $values 2 externref)
  (elem (table $functions) (i32.const 1) func $late::by_table $early::by_table)
  (data (i32.const 16) "\\2a, words of the later part, and what follows")
  (func $early::start (export "start") (param i32) (result i32)
    (call $note (i32.const 1))
    (i32.add (call $late::entry (local.get 0)) (call_indirect (type $number) (local.get 0) (i32.const 1))))
  (func $early::helper (param i32) (result i32)
    (global.set $stack (i32.add (global.get $stack) (i32.const 1)))
    (i32.add (local.get 0) (i32.load8_u (i32.const 16))))
  (func $early::by_table (param i32) (result i32) (i32.mul (call $early::helper (local.get 0)) (i32.const 3)))
  (func $early::stack (export "stack") (result i32) (global.get $stack))
  (func $late::entry (param i32) (result i32)
    (call $note (i32.const 2))
    (drop (table.get $values (i32.const 0)))
    (if (result i32) (i32.eqz (local.get 0))
      (then (i32.const 7))
      (else (i32.add (call $only_late (local.get 0)) (call_indirect (type $number) (local.get 0) (i32.const 2))))))
  (func $only_late (param i32) (result i32)
    (global.set $stack (i32.sub (global.get $stack) (i32.const 5)))
    (block (br_table 0 0 (local.get 0)))
    (i32.add (call $late::entry (i32.const 0)) (i32.load8_u (i32.const ${16 + WORDS_AT}))))
  (func $late::by_table (param i32) (result i32) (call $early::helper (i32.shl (local.get 0) (i32.const 2))))
)`;

function assembled() {
  const folder = mkdtempSync(join(tmpdir(), "everynode-split-"));
  try {
    const [text, binary] = [join(folder, "module.wat"), join(folder, "module.wasm")];
    writeFileSync(text, TEXT);
    execFileSync("scripts/tools/node_modules/.bin/wasm-as", [text, "-o", binary, "-g", "--enable-reference-types"]);
    return readFileSync(binary);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What the module answers, and what it notes meanwhile. */
function answers(bytes, later) {
  const notes = [];
  let loads = 0;
  let exports;
  const load = () => {
    loads += 1;
    new WebAssembly.Instance(new WebAssembly.Module(later), { "": exports });
  };
  ({ exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { page: { note: (number) => notes.push(number) }, later: { load } }));
  const numbers = [0, 1, 5, -3].map((number) => exports.start(number));
  return { numbers, stack: exports.stack(), notes, loads };
}

const whole = assembled();
const module = parse(whole);
const late = lateFunctions(module, (name) => name.startsWith("late::"));
const names = (indexes) => [...indexes].map((index) => module.names.get(index)).sort();

test("what only late functions call is late too, and what is exported is not", () => {
  assert.deepEqual(names(late), ["late::by_table", "late::entry", "only_late"]);
  assert.deepEqual(names(lateFunctions(module, () => true)), ["early::by_table", "early::helper", "late::by_table", "late::entry", "only_late"]);
});

test("two parts do what the whole does, and the later one is loaded once", () => {
  const expected = answers(whole);
  assert.deepEqual(answers(...split(module, late)), { ...expected, loads: 1 });
  const everything = lateFunctions(module, () => true);
  assert.deepEqual(answers(...split(module, everything)), { ...expected, loads: 1 });
  const nothing = lateFunctions(module, () => false);
  assert.deepEqual(answers(...split(module, nothing)), expected);
});

test("a text that only the later part reads comes with it", () => {
  const [first, later] = split(module, late, [WORDS]);
  assert.deepEqual([first, later].map((part) => part.includes(WORDS)), [false, true]);
  assert.ok(first.includes("and what follows"));
  assert.deepEqual(answers(first, later), { ...answers(whole), loads: 1 });
  assert.throws(() => split(module, new Set(), [WORDS]), /only_late reads a text/);
});

test("a module without names and remarks is the same module", () => {
  const bare = withoutRemarks(whole);
  assert.equal(parse(bare).names.size, 0);
  assert.deepEqual(answers(bare), answers(whole));
});
