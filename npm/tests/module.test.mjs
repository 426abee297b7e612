// The package as a user of Node.js gets it: no bundler, no server.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import init, { Simulation, check, preview, version } from "../pkg/everynode.node.js";

await init();

const MANIFEST = `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
spec:
  selector:
    matchLabels: {app: agent}
  template:
    metadata:
      labels: {app: agent}
    spec:
      nodeSelector: {logging: "true"}
      containers:
        - name: agent
          image: registry.example/agent:1.0
`;

const NODES = "node-1 logging=true\nnode-2\nnode-3 logging=true\n";

test("the version names Kubernetes' too", () => {
  assert.match(version().everynode, /^\d+\.\d+\.\d+$/);
  assert.equal(version().kubernetes, "v1.36.2");
});

test("a good manifest is allowed, and a misspelt field is found at its place", () => {
  assert.deepEqual(check(MANIFEST), { allowed: true, diagnostics: [] });
  const misspelt = MANIFEST.replace("nodeSelector", "nodeSelectr");
  const report = check(misspelt);
  assert.equal(report.allowed, false);
  const [finding] = report.diagnostics;
  assert.equal(finding.path, "spec.template.spec.nodeSelectr");
  assert.ok(misspelt.slice(finding.start, finding.end).length > 0);
});

test("an update may not change the selector", () => {
  const changed = MANIFEST.replaceAll("{app: agent}", "{app: other}");
  assert.equal(check(changed).allowed, true);
  const report = check(changed, { old: MANIFEST });
  assert.equal(report.allowed, false);
  assert.equal(report.diagnostics[0].path, "spec.selector");
});

test("places are UTF-16 offsets", () => {
  const text = MANIFEST.replace("name: agent\nspec", 'name: agent\n  annotations: {note: "日本 🚀"}\nspec').replace("nodeSelector", "nodeSelectr");
  const [finding] = check(text).diagnostics;
  assert.ok(text.slice(0, finding.end).includes("nodeSelectr"));
  assert.ok(!text.slice(0, finding.start).includes("nodeSelectr"));
});

test("a preview says which nodes get a pod and why, and what kubectl would print", () => {
  const { nodes, pods, status, table } = preview(MANIFEST, NODES);
  assert.deepEqual(nodes.map(({ name, shouldRun }) => [name, shouldRun]), [["node-1", true], ["node-2", false], ["node-3", true]]);
  assert.ok(nodes[1].sentences.length > 0);
  assert.equal(pods.length, 2);
  assert.deepEqual(pods.map((pod) => pod.spec.nodeName).sort(), ["node-1", "node-3"]);
  assert.equal(status.numberReady, 2);
  assert.match(table, /^NAME +DESIRED +CURRENT +READY/);
});

test("a simulation acts, remembers and says why", () => {
  const simulation = new Simulation({ manifest: MANIFEST, nodes: NODES, seed: 7 });
  assert.equal(simulation.settle().steady, true);
  assert.equal(simulation.objects("Pod").length, 2);

  const settled = simulation.traceHash();
  const changes = simulation.apply({ command: "removeLabel", node: "node-1", key: "logging" });
  assert.equal(changes[0].type, "labelRemoved");
  simulation.settle();
  assert.equal(simulation.objects("Pod").length, 1);
  assert.equal(simulation.why("node-1").shouldRun, false);

  simulation.apply({ command: "apply", manifest: MANIFEST.replace("agent:1.0", "agent:2.0") });
  simulation.settle();
  assert.equal(simulation.objects("Pod")[0].spec.containers[0].image, "registry.example/agent:2.0");

  assert.equal(simulation.undo(), true);
  assert.equal(simulation.undo(), true);
  assert.equal(simulation.objects("Pod").length, 2);
  assert.equal(simulation.traceHash(), settled);
  simulation.free();
});

test("the same seed gives the same trace", () => {
  const trace = (seed) => {
    const simulation = new Simulation({ manifest: MANIFEST, nodes: NODES, seed });
    simulation.settle();
    return simulation.traceHash();
  };
  assert.equal(trace(7), trace(7));
  assert.notEqual(trace(7), trace(8));
});

test("errors have a code", () => {
  const code = (act) => {
    try {
      act();
    } catch (error) {
      assert.ok(error instanceof Error);
      return error.code;
    }
    return "nothing was thrown";
  };
  const simulation = new Simulation();
  assert.equal(code(() => simulation.apply({ command: "dance" })), "bad-argument");
  assert.equal(code(() => simulation.apply({ command: "cordon", node: "nobody" })), "not-found");
  assert.equal(code(() => simulation.pod("nobody")), "not-found");
  assert.equal(code(() => simulation.why("nobody")), "not-found");
  assert.equal(code(() => new Simulation({ manifest: "a: [" })), check("a: [").diagnostics[0].code);
});

test("the types are the ones that were agreed on", () => {
  const read = (path) => readFileSync(new URL(path, import.meta.url), "utf8");
  // What the tool adds for loading the wasm file is its own business.
  const [types] = read("../pkg/everynode.d.ts").split("export type InitInput");
  assert.equal(types, read("everynode.golden.d.ts"), "npm/tests/everynode.golden.d.ts differs; if that is meant, copy it from npm/pkg");
});
