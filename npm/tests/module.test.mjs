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
  const { allowed, diagnostics } = check(MANIFEST);
  assert.deepEqual({ allowed, diagnostics }, { allowed: true, diagnostics: [] });
  const misspelt = MANIFEST.replace("nodeSelector", "nodeSelectr");
  const report = check(misspelt);
  assert.equal(report.allowed, false);
  const [finding] = report.diagnostics;
  assert.equal(finding.path, "spec.template.spec.nodeSelectr");
  assert.ok(misspelt.slice(finding.start, finding.end).length > 0);
  const cut = (text, { start, end, replacement }) => text.slice(0, start) + replacement + text.slice(end);
  assert.equal(finding.fixes[0].edits.reduceRight(cut, misspelt), MANIFEST);
});

test("an update may not change the selector", () => {
  const changed = MANIFEST.replaceAll("{app: agent}", "{app: other}");
  assert.equal(check(changed).allowed, true);
  const report = check(changed, { old: MANIFEST });
  assert.equal(report.allowed, false);
  assert.equal(report.diagnostics[0].path, "spec.selector");
});

test("a namespace's security level refuses the pods, not the DaemonSet", () => {
  const { modes, baseline, restricted } = check(MANIFEST).podSecurity;
  assert.equal(modes, null);
  assert.equal(baseline.violations.length, 0);
  assert.ok(restricted.violations.length > 0);

  const namespace = "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: default\n  labels:\n    pod-security.kubernetes.io/enforce: restricted\n---\n";
  const report = check(namespace + MANIFEST);
  assert.equal(report.allowed, true);
  assert.ok(report.diagnostics.some(({ code }) => code === "pod-security-enforce"));

  const simulation = new Simulation({ manifest: namespace + MANIFEST, nodes: NODES });
  simulation.advance(10_000);
  assert.equal(simulation.objects("Pod").length, 0);
  assert.ok(simulation.objects("Event").some(({ reason }) => reason === "FailedCreate"));
});

test("a running cluster is taken over, and an edit shows which pods are out of date", () => {
  const running = new Simulation({ manifest: MANIFEST, nodes: NODES });
  running.settle();
  const cluster = JSON.stringify({ apiVersion: "v1", kind: "List", items: running.objects() });
  const updated = (manifest) => {
    const simulation = new Simulation({ manifest, nodes: cluster });
    simulation.advance(100);
    return simulation.objects("DaemonSet")[0].status.updatedNumberScheduled ?? 0;
  };
  assert.equal(updated(MANIFEST), 2);
  assert.equal(updated(MANIFEST.replace("agent:1.0", "agent:2.0")), 0);
});

test("a rollout that cannot go on says why", () => {
  const simulation = new Simulation({ manifest: MANIFEST, nodes: NODES });
  simulation.settle();
  assert.equal(simulation.rollout().complete, true);
  simulation.apply({ command: "setBehavior", image: "agent:2.0", behavior: { kind: "neverReady" } });
  simulation.apply({ command: "apply", manifest: MANIFEST.replace("agent:1.0", "agent:2.0") });
  simulation.settle();
  const { budget, stuck } = simulation.rollout();
  assert.equal(budget.numbers.used, 1);
  assert.match(stuck.because, /1 of 1 maxUnavailable/);
});

test("a skip ends at a change, at rest, or where a rollout is stuck", () => {
  const simulation = new Simulation({ manifest: MANIFEST, nodes: NODES });
  assert.equal(simulation.skip("change").stopped, "change");
  assert.equal(simulation.objects("Pod").length > 0, true);
  assert.equal(simulation.skip("steady", 1).stopped, "limit");
  assert.equal(simulation.skip("steady").stopped, "steady");
  simulation.apply({ command: "setBehavior", image: "agent:2.0", behavior: { kind: "neverReady" } });
  simulation.apply({ command: "apply", manifest: MANIFEST.replace("agent:1.0", "agent:2.0") });
  assert.equal(simulation.skip("stuck").stopped, "stuck");
  assert.throws(() => simulation.skip("tomorrow"), { code: "bad-argument" });
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

test("the same story is told with the scheduler and without it", () => {
  const simulation = new Simulation({ manifest: MANIFEST, nodes: NODES, seed: 7 });
  simulation.settle();
  const { nodes, sets, events } = simulation.compareModes(60_000);
  assert.deepEqual(nodes.map((node) => node.differs), [false, false, false]);
  assert.equal(sets[0].before.numberReady, 2);
  assert.deepEqual(events.map(({ reason, today, before }) => [reason, today, before]), [["Scheduled", 2, 0]]);
  simulation.free();
});

test("kubectl runs on the simulated cluster", () => {
  const simulation = new Simulation({ manifest: MANIFEST, nodes: NODES, seed: 7 });
  const status = simulation.kubectl("kubectl rollout status ds/agent");
  assert.equal(status.exitCode, 0);
  assert.match(status.stdout, /^Waiting for daemon set [^]*\ndaemon set "agent" successfully rolled out\n$/);
  assert.equal(simulation.kubectl("get pods -o jsonpath='{.items[*].spec.nodeName}'").stdout.split(" ").sort().join(), "node-1,node-3");
  assert.deepEqual(simulation.kubectl("get dss"), {
    stdout: "",
    stderr: 'error: the server doesn\'t have a resource type "dss"\n',
    exitCode: 1,
  });
  simulation.free();
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

test("a simulation is kept as a value and as a link, and done again", () => {
  const simulation = new Simulation({ manifest: MANIFEST, nodes: NODES, seed: 7 });
  simulation.advance(400);
  simulation.apply({ command: "apply", manifest: MANIFEST.replace("agent:1.0", "agent:2.0") });
  simulation.advance(700);
  simulation.apply({ command: "cordon", node: "node-3" });
  simulation.settle();
  simulation.seek(simulation.cursor - 3);

  const scenario = JSON.parse(JSON.stringify(simulation.scenario()));
  assert.deepEqual(scenario.commands.map(({ command }) => command), ["apply", "cordon"]);
  assert.match(simulation.link(), /^v1\/[\w-]+$/);
  for (const kept of [scenario, simulation.link(), `https://everynode.example/#${simulation.link()}`]) {
    const again = new Simulation(kept);
    assert.equal(again.traceHash(), simulation.traceHash());
    assert.equal(again.cursor, simulation.cursor);
    assert.deepEqual(again.objects(), simulation.objects());
    assert.deepEqual(again.scenario(), simulation.scenario());
  }
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
  assert.equal(code(() => new Simulation({ commands: [{ command: "dance", time: 0 }] })), "scenario-command");
  assert.equal(code(() => new Simulation({ commands: [{ command: "cordon", node: "nobody", time: 0 }] })), "not-found");
  assert.equal(code(() => new Simulation("v1/damaged")), "link-damaged");
  assert.equal(code(() => new Simulation({ manifest: "a: [" })), check("a: [").diagnostics[0].code);
});

test("the types are the ones that were agreed on", () => {
  const read = (path) => readFileSync(new URL(path, import.meta.url), "utf8");
  // What the tool adds for loading the wasm file is its own business.
  const [types] = read("../pkg/everynode.d.ts").split("export type InitInput");
  assert.equal(types, read("everynode.golden.d.ts"), "npm/tests/everynode.golden.d.ts differs; if that is meant, copy it from npm/pkg");
});
