### 两份文本，以及其中发现的问题。

texts = 文本
manifest-title = DaemonSet
manifest-hint = YAML 或 JSON
nodes-title = 节点
nodes-hint = 每行一个，或 kubectl get nodes -o yaml
errors = { NUMBER($count) } 处错误
not-applied = 未应用：集群仍在用上一份被接受的文本。
would-be-refused = kubectl apply 会拒绝这份文本。下面显示的是能读懂的部分。
line = 第 { $line } 行
changed-lines = 会改动的行
make-edit = 照此修改
