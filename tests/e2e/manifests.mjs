// The inputs of the end-to-end tests.

/** A DaemonSet of one container; `changes` replaces lines of it. */
export function agent({ image = "registry.example/agent:1.0", nodeSelector = "", maxUnavailable = 1 } = {}) {
  return `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
spec:
  selector:
    matchLabels:
      app: agent
  updateStrategy:
    type: RollingUpdate
    rollingUpdate:
      maxUnavailable: ${maxUnavailable}
  template:
    metadata:
      labels:
        app: agent
    spec:
${nodeSelector ? `      nodeSelector:\n        ${nodeSelector}\n` : ""}      containers:
        - name: agent
          image: ${image}
`;
}

/** Nodes node-1 … node-N, one line each, all with the label `logging=true`. */
export function nodes(count) {
  return Array.from({ length: count }, (_, index) => `node-${index + 1} logging=true\n`).join("");
}
