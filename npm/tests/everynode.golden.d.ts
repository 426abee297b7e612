/* tslint:disable */
/* eslint-disable */

/** What `version` returns. */
export interface Version { everynode: string; kubernetes: string }

/** A finding about a text. Places are UTF-16 offsets, as JavaScript strings count. */
export interface Diagnostic {
    severity: "error" | "warning" | "info";
    /** A stable name of the kind of finding: `unknown-field`, `yaml-syntax`, `field-required`, … */
    code: string;
    /** The field as Kubernetes writes it; empty for a whole text. */
    path: string;
    message: string;
    start?: number;
    end?: number;
    /** What to do about it. */
    hint?: string;
    /** Edits of the text that mend it, the likeliest first. */
    fixes?: Fix[];
}

/** An edit of the text. Its parts are in order and do not overlap. */
export interface Fix {
    title: string;
    edits: { start: number; end: number; replacement: string }[];
}

/** What every thrown error is. */
export interface EverynodeError extends Error { code: string; diagnostics?: Diagnostic[] }

export interface CheckOptions {
    /** The manifest of the DaemonSet that is there already: then the check is that of an update. */
    old?: string;
}

/** What the API server would say. */
export interface Report {
    allowed: boolean;
    diagnostics: Diagnostic[];
    /** How Pod Security judges the pods; null if the DaemonSet is not stored. The DaemonSet itself is never refused for it. */
    podSecurity: PodSecurity | null;
}

export type SecurityLevel = "privileged" | "baseline" | "restricted";

/** What a Pod Security level finds about the pods. */
export interface SecurityFindings { level: SecurityLevel; violations: { reason: string; detail: string }[] }

export interface PodSecurity {
    namespace: string;
    /** What the namespace's labels ask for; null if the text does not hold the namespace. */
    modes: { enforce: SecurityLevel; audit: SecurityLevel; warn: SecurityLevel } | null;
    baseline: SecurityFindings;
    restricted: SecurityFindings;
}

/** One reason for or against a pod on a node; `reason` says which. */
export interface Reason { reason: string; [detail: string]: unknown }

export interface PlacedNode {
    name: string;
    /** Should a pod be started here if there is none? */
    shouldRun: boolean;
    /** May a pod that is here stay? */
    shouldContinueRunning: boolean;
    reasons: Reason[];
    /** The same reasons as sentences. */
    sentences: string[];
}

export interface PreviewOptions {
    /** Decides names and durations; 1 if absent. */
    seed?: number;
}

/** What applying a DaemonSet to a cluster without pods leads to. */
export interface Preview {
    nodes: PlacedNode[];
    /** The pods once everything has settled, full `v1.Pod` objects. */
    pods: object[];
    /** The status of the DaemonSet then. */
    status: object;
    /** What `kubectl get daemonset` prints then. */
    table: string;
    diagnostics: Diagnostic[];
}

/**
 * How a simulation came about: what `Simulation.scenario` returns, what the playground exports, and in its shortest form
 * `{ manifest, nodes }`. First the nodes are there and the manifest is applied, then the commands are given.
 */
export interface Scenario {
    /** The version of the form; absent where it is written by hand. */
    version?: 1;
    manifest?: string;
    /**
     * Nodes: YAML or JSON of `kubectl get nodes`, its table, or one line a node. Of a running cluster
     * (`kubectl get nodes,ds,pods,controllerrevisions -A -o yaml`) the rest is taken over too.
     */
    nodes?: string;
    seed?: number;
    /** What is done later, in order. */
    commands?: (Command & Moment)[];
    /** The moment that is shown; the one after the last command if absent. */
    cursor?: Moment;
    /** How many steps are known, those after the cursor included. */
    steps?: number;
    /** The texts in the playground's editors, where they are others than the first. */
    editedManifest?: string;
    editedNodes?: string;
    /** What is looked at: `node/NAME`, `pod/NAMESPACE/NAME`. */
    selected?: string;
    /** A few words. */
    title?: string;
    /** One line: what to look at. */
    caption?: string;
    /** Settings of the playground. */
    view?: Record<string, string>;
}

/** A place in a trace: milliseconds of virtual time since the beginning, and after how many steps (the time alone is enough). */
export interface Moment { time: number; step?: number }

export interface Taint { key: string; value?: string; effect: "NoSchedule" | "PreferNoSchedule" | "NoExecute" }

/** Kubelets at a fixed pace, in milliseconds, as in recordings of a control plane without real kubelets. */
export interface ScriptedKubelets {
    startMs: number;
    readyMs: number;
    stopMs: number;
    /** How late they may be each time. */
    lateMs?: number;
    /** The first rule whose `match` is part of an image's name counts. */
    perImage?: {
        match: string;
        behaviour?: "badpull" | "crash" | "neverready" | null;
        startMs?: number | null;
        readyMs?: number | null;
        stopMs?: number | null;
        crashMs?: number | null;
    }[];
}

export type NodeCondition = "Ready" | "MemoryPressure" | "DiskPressure" | "PIDPressure" | "NetworkUnavailable";

/** What goes wrong with images whose name contains a text. */
export type Behavior = { kind: "pullFails" } | { kind: "neverReady" } | { kind: "crashes"; afterSeconds: number } | { kind: "slow"; startSeconds: number } | { kind: "hangs"; afterSeconds: number };

/** Who finds the nodes of daemon pods: the scheduler, or as before v1.12 the DaemonSet controller. */
export type SchedulingMode = "defaultScheduler" | "daemonSetController";

/** A pod of nobody that takes room on a node; what is left out is not asked for. */
export interface ForeignPod {
    name?: string;
    cpu?: string;
    memory?: string;
    hostPorts?: number[];
    priority?: number;
    gracePeriodSeconds?: number;
    /** Bound already, so that the scheduler is not asked. */
    bound?: boolean;
}

/** What a person does. */
export type Command =
| { command: "apply"; manifest: string }
| { command: "nodes"; nodes: string }
| { command: "deleteDaemonSet"; namespace: string; name: string; orphan?: boolean }
| { command: "setNamespaceLabels"; namespace: string; labels: Record<string, string> }
| { command: "import"; daemonSets?: object[]; pods?: object[]; revisions?: object[]; others?: object[] }
| { command: "requests"; requests: ApiRequest[] }
| { command: "addNode"; node: object; readyAfterMs?: number | null }
| { command: "deleteNode"; name: string }
| { command: "setLabel"; node: string; key: string; value: string }
| { command: "removeLabel"; node: string; key: string }
| { command: "setTaint"; node: string; taint: Taint }
| { command: "removeTaint"; node: string; key: string; effect: Taint["effect"] }
| { command: "cordon" | "uncordon" | "silenceKubelet" | "resumeKubelet" | "shutDownNode" | "startNode"; node: string }
| { command: "setCondition"; node: string; condition: NodeCondition; status: "True" | "False" | "Unknown" }
| { command: "setBehavior"; image: string; node?: string | null; behavior?: Behavior | null }
| { command: "setKubelets"; kubelets?: ScriptedKubelets | null }
| { command: "setSchedulingMode"; mode: SchedulingMode }
| { command: "runPods"; nodes?: string[]; pod: ForeignPod; replicas: number }
| { command: "runOut"; node: string; condition: "MemoryPressure" | "DiskPressure" | "PIDPressure"; lacks: boolean }
| { command: "setPodCondition"; namespace: string; name: string; condition: string; status: boolean }
| { command: "deletePod"; namespace: string; name: string }
| { command: "failPod"; namespace: string; name: string; reason: string; message?: string }
/** Several at one moment, as one step: each of them can be carried out, or none is. */
| { command: "batch"; commands: Command[] };

/** A write through the API server, as kubectl does it. `namespace` is empty for kinds that live in none. */
export type ApiRequest =
| { verb: "create"; resource: ApiResource; namespace: string; object: object; fieldValidation?: FieldValidation }
| { verb: "update"; resource: ApiResource; namespace: string; name: string; object: object; fieldValidation?: FieldValidation }
| { verb: "patch"; resource: ApiResource; namespace: string; name: string; patchType: "strategic" | "merge" | "json"; patch: unknown; fieldValidation?: FieldValidation }
| { verb: "delete"; resource: ApiResource; namespace: string; name: string; propagation?: "background" | "foreground" | "orphan"; gracePeriodSeconds?: number | null }
| { verb: "evict"; namespace: string; name: string; gracePeriodSeconds?: number | null };

/** What the simulated API server stores. */
export type ApiResource =
| "namespaces" | "nodes" | "pods" | "resourcequotas" | "daemonsets" | "controllerrevisions" | "priorityclasses" | "poddisruptionbudgets";

/** What happens with unknown and repeated fields. */
export type FieldValidation = "Strict" | "Warn" | "Ignore";

/** One thing that happened to one object; `type` says what. */
export interface Change { type: string; [detail: string]: unknown }

/** One moment at which something visible happened. */
export interface Step {
    /** Milliseconds since 1970, of the virtual clock. */
    time: number;
    actor: string;
    cause: "command" | "event";
    changes: Change[];
}

export interface Settled {
    steps: number;
    time: number;
    /** Nothing will happen any more without a command. */
    steady: boolean;
}

/** What to skip to: the next step that changes a pod or the status of a DaemonSet, rest, or rest with a rolling update that is not complete. */
export type Until = "change" | "steady" | "stuck";

export interface Skipped {
    steps: number;
    time: number;
    /** What ended it; `limit`: nothing of that within the time. */
    stopped: "change" | "steady" | "stuck" | "limit";
}

/** The part of a node that something was decided by. */
export type NodePart = { part: "name" } | { part: "label"; key: string } | { part: "taint"; key: string; effect: string };

/** Why a node has a pod, or none. */
export interface Why {
    node: string;
    shouldRun: boolean;
    shouldContinueRunning: boolean;
    summary: string;
    chain: { actor: "daemonSetController" | "admission" | "scheduler" | "kubelet"; outcome: "yes" | "no" | "waiting"; text: string; path: string | null; part: NodePart | null }[];
    advice: string[];
}

/** Where a rolling update stands. */
export interface Rollout {
    budget: {
        numbers: {
            desired: number; maxUnavailable: number; maxSurge: number;
            /** Nodes that hold a unit of the budget. */
            used: number;
            available: number; old: number;
        };
        holders: { node: string; usage: string }[];
    };
    /** What each holder is doing, in a sentence. */
    holders: string[];
    /** The limit that counts. */
    limit: "maxUnavailable" | "maxSurge";
    complete: boolean;
    stuck: { because: string; waysOut: string[] } | null;
}

/** A pod in a comparison: of which DaemonSet, or its own name if it has none, and how it is. */
export interface PodState {
    namespace: string;
    of: string;
    bound: boolean;
    phase: string;
    ready: boolean;
    terminating: boolean;
    unschedulable: string | null;
    name: string;
}

/** The same story with the scheduler (today) and with the DaemonSet controller alone (before v1.12), side by side. */
export interface ModeComparison {
    time: number;
    nodes: { node: string; today: PodState[] | null; before: PodState[] | null; differs: boolean }[];
    sets: { namespace: string; name: string; today: object | null; before: object | null; differs: boolean }[];
    /** The reasons of which there are not equally many events. */
    events: { reason: string; warning: boolean; today: number; before: number; message: string }[];
}

/** What a kubectl command printed, and how it ended. */
export interface KubectlOutput {
    stdout: string;
    stderr: string;
    /** 0 if all went well; 130 if it was interrupted after an hour of virtual time. */
    exitCode: number;
}

export type Kind = "DaemonSet" | "Pod" | "Node" | "ControllerRevision" | "Event";



/**
 * A simulated cluster. `free()` gives its memory back.
 */
export class Simulation {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * The steps of the next `ms` milliseconds of virtual time.
     */
    advance(ms: number): Step[];
    /**
     * Carries out a command now and returns what it changed at once. Throws if it cannot be carried out.
     */
    apply(command: Command): Change[];
    /**
     * Tells what has been done so far again in both scheduling modes, and compares the two clusters `ms` milliseconds
     * from now (at once if absent).
     */
    compareModes(ms?: number | null): ModeComparison;
    /**
     * Runs a kubectl command line on the simulated cluster, to its end: a command that waits moves virtual time, for an hour
     * at most (then it is interrupted, with exit code 130). `stdin` is what `-f -` reads. Never throws.
     */
    kubectl(command: string, stdin?: string | null): KubectlOutput;
    /**
     * The same as the fragment of a link, without `#`: the playground opens it, and `new Simulation` does. Throws
     * `link-too-long` where only a file can hold it.
     */
    link(): string;
    /**
     * A cluster with these nodes, to which this manifest is applied; or a kept scenario, or a link to one: then everything
     * is done again. Throws what `check` finds, and what is wrong with the scenario.
     */
    constructor(scenario?: Scenario | string);
    /**
     * Full API objects: those of a kind, or all.
     */
    objects(kind?: Kind): object[];
    /**
     * One pod, as `kubectl get pod NAME -o json` shows it. Throws if there is none.
     */
    pod(name: string): object;
    /**
     * Does the last undone command again.
     */
    redo(): boolean;
    /**
     * Where the rolling update stands, who uses its budget, and why it is stuck; null without one.
     */
    rollout(): Rollout | null;
    /**
     * All that is needed to see the same again: keep it as JSON, give it to `new Simulation`.
     */
    scenario(): Scenario;
    /**
     * Goes to the state after `step` steps, back or forth, at most to the end of the known trace.
     */
    seek(step: number): void;
    /**
     * Runs until nothing happens any more, or for `max_ms` of virtual time (a day if absent).
     */
    settle(max_ms?: number | null): Settled;
    /**
     * Skips to the next step that changes a pod or a status, to rest, or to where a rolling update is stuck; ends at rest,
     * or after `max_ms` of virtual time (a day if absent), too. Throws if `until` is none of these.
     */
    skip(until: Until, max_ms?: number | null): Skipped;
    /**
     * The next step; null if nothing will happen by itself any more.
     */
    step(): Step | null;
    /**
     * Two traces are the same exactly if this text is.
     */
    traceHash(): string;
    /**
     * Takes the last command back. False if there is none.
     */
    undo(): boolean;
    /**
     * Why a node has a pod of the DaemonSet, or none. Throws if there is no such node.
     */
    why(node: string): Why;
    /**
     * How many steps of the trace have been done.
     */
    readonly cursor: number;
    /**
     * The virtual time, in milliseconds since 1970.
     */
    readonly now: number;
}

/**
 * What the API server would say to this manifest, every finding with its place. Throws if the `old` one, which it is
 * to update, is itself refused.
 */
export function check(manifest: string, options?: CheckOptions): Report;

/**
 * Which nodes get a pod and why, and the pods and the status once everything has settled. Throws what `check` finds.
 */
export function preview(manifest: string, nodes: string, options?: PreviewOptions): Preview;

/**
 * The version of this module, and of the Kubernetes whose behaviour it has.
 */
export function version(): Version;

