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
one-of = 可选：{ $values }
format = 整理缩进
format-nodes = 整理列和缩进
too-long-to-tidy = 超过 { $kibibytes } KiB 的文本不整理
load = 从网址加载
load-address = YAML 或 JSON 文本的网址
load-example = https://…
load-now = 加载
loading = 正在加载……
not-an-address = 这不是以 https:// 开头的网址。
unreachable = 没有收到内容：服务器连不上，或者不允许其他网站读取（CORS）。
too-large = 超过了 8 MiB。
is-a-page = 这是网页，不是文本。有没有指向原始文件的链接？
server-answers = 服务器回答：{ $answer }
changed-lines = 会改动的行
make-edit = 照此修改

## 编辑器自己的文字

fold-line = 折叠这一行
unfold-line = 展开这一行
folded-lines = 已折叠的行
unfolded-lines = 已展开的行
folded-code = 已折叠
unfold = 展开
to = 到
control-character = 控制字符
selection-deleted = 已删除所选内容
diagnostics = 发现的问题
no-diagnostics = 没有问题
close = 关闭
completions = 补全建议
