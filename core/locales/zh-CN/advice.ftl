### 发现问题之后该怎么办。问题本身尽量用 Kubernetes 的原话。

## YAML

remove-character = 删掉字符 U+{ $code }
quote-number = JSON 没有这样的数字：加上引号
mark-alias = `*` 引用用 `&` 标记的值：如果不是这个意思，就给值加上引号
limit-of-everynode = 这是 everynode 的限制，不是 Kubernetes 的；请换一份小一些的文本
escapes = 双引号里反斜杠表示转义：写两个反斜杠，或者改用单引号
tabs = YAML 用空格缩进：把制表符换掉
template = 看起来是模板：先渲染（`helm template`）
missing-space = 冒号后面少一个空格：`key: value`
quote-first-character = 值不能以这个字符开头：加上引号
key-needs-colon = 键后面要有冒号和空格：`key: value`
value-needs-quotes = 值里有冒号加空格时要加引号；也可能是这一行比上一行缩进得更深
closing-quote = 右引号后面不能再有内容：把整个值放进引号里
check-indentation = 检查缩进：同一个映射的键要对齐，同一个列表的短横线也要对齐
unclosed-quote = 第 { $line } 行的引号 { $quote } 没有闭合
unclosed-bracket = 方括号没有闭合，或者少了逗号
unclosed-brace = 花括号没有闭合，或者少了逗号
no-surrogates = YAML 没有代理对：直接写这个字符，或者写 \U 加八位十六进制数
quote-key = 给键加上引号

## 节点

add-version-of-node = 加上 `apiVersion: v1`
left-out = 已忽略
spelling-of-node = kind 只有一种写法：`Node`
put-in-quotes = 加上引号
use-table = `kubectl get nodes --show-labels` 的表格要小得多
duplicate-node = 节点名不能重复：已忽略这一个
assumed-capacity = 按 4 个 CPU、16Gi 内存、100Gi 临时存储、110 个 Pod 计算
paste-nodes = 粘贴 `kubectl get nodes -o yaml` 的输出，或者每行写一个节点：`node-1 zone=a`
table-with-labels = `kubectl get nodes --show-labels` 带标签，`kubectl get nodes -o yaml` 最完整
copy-table-again = 各列没有和表头对齐：请重新复制表格
form-of-taint = 污点写成 `taint:key=value:NoSchedule`
form-of-label = 标签写成 `key=value`
form-of-resource = 资源写成 `allocatable:resource=quantity`
form-of-label-and-taint = 标签写成 `key=value`，污点写成 `taint:key=value:NoSchedule`
line-begins-with-name = 每行以节点名开头

## 字段和类型

quote-text = 给值加上引号：不加的话，YAML 不会把它当成文本
no-quotes = 去掉值的引号
begin-items = 这里是列表：每一项以 `- ` 开头
no-list = 这里是键值映射，不是列表：去掉 `- `
you-meant = 你想写的可能是 `{ $name }`
write = 写成 `{ $text }`
last-one-counts = 只有最后一个算数：删掉其他的

## 对象中的 DaemonSet

begin-object = 对象以 `apiVersion:` 和 `kind:` 开头
add-version = 加上 `apiVersion: apps/v1`
gone-version = Kubernetes v1.16 起已移除：改成 `apiVersion: apps/v1`，并且必须有 `spec.selector`
right-version = DaemonSet 属于 `apps/v1`
add-kind = 加上 `kind: DaemonSet`
spelling-of-kind = kind 只有一种写法：`DaemonSet`
paste-daemon-set = 粘贴一个 DaemonSet
paste-object = 粘贴一个 `kind: DaemonSet` 的对象
other-workload = { $kind } 的 Pod 由调度器决定放在哪里；每个节点一个的是 DaemonSet

## API server 拒绝的内容

immutable-selector = 已有 DaemonSet 的 selector 不能改：先删除（加 --cascade=orphan 可以保留 Pod），再重新创建
name-a-label = 至少写一个模板里 Pod 有的标签，比如写在 matchLabels 下
zero-unavailable = maxUnavailable 默认是 1：设了 maxSurge，就要同时写 maxUnavailable: 0
allow-something = maxUnavailable 和 maxSurge 至少有一个要大于 0，否则任何节点都无法更新
always-restart = DaemonSet 的 Pod 总是会重启：去掉 restartPolicy；会结束的任务请用 Job
no-deadline = DaemonSet 的 Pod 一直运行到被删除：去掉这一行
no-such-volume = spec.template.spec.volumes 下没有这个名字的（无误的）卷
no-host-port = 用主机网络时，容器直接监听主机端口：去掉 hostPort
toleration-seconds = tolerationSeconds 只对 NoExecute 污点有意义：去掉它，或者改 effect
toleration-key = 写上 key；想容忍所有污点，就写 operator: Exists
capital-letters = 大小写有区别：{ $name }: { $meant }
small-letter = { $field } 不是 { $meant }：键以小写字母开头，写在那里的标签都丢了
add-match-labels = 加上 spec.selector.matchLabels，其中的标签 spec.template.metadata.labels 里也要有
label-of-nodes = spec.selector 选的是 Pod，而 { $key } 是节点的标签：要选节点，请写到 spec.template.spec.nodeSelector 下
selector-needs-labels = spec.selector 要求的每个标签，spec.template.metadata.labels 里都必须有
pods-refused = 这个 DaemonSet 不会有 Pod，只会留下 FailedCreate 事件

## 场景、链接和命令

scenario-is-json = 场景是 everynode 导出的 JSON 对象
newer-everynode = 请用更新版本的 everynode 打开
export-file = 请改为导出成文件
copy-link-again = 请重新复制完整的链接
unique-names = 每个节点要有自己的名字
start-again = 回到过去，或者重新开始
