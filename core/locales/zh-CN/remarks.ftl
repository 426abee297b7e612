### 用我们自己的话说的问题：Kubernetes 在这里不说话，或者根本看不到。

## everynode 的限制

text-too-long = 文本超过 { $megabytes } MiB
too-many-directives = 以 % 开头的行超过 { $limit } 行
too-many-mistakes = 错误超过 { $limit } 处
too-many-values = 文本里的值太多
too-deep = 列表和映射的嵌套超过 { $limit } 层
too-many-documents = 文档超过 { $limit } 个
too-many-nodes = 节点超过 { $limit } 个
more-findings = 还有 { $count } 处问题没有列出
too-many-steps = 一次模拟最多 { $limit } 步
requests-in-batch = 批量命令里不能再放 requests：requests 本身就是一批
too-many-pods = replicas：一个节点上 { $count } 个 Pod，上限是 { $limit }

## YAML

invalid-map-key = yaml: invalid map key: 列表或映射不能作键

## 对象中的 DaemonSet

several-daemon-sets = 有 { $count } 个 DaemonSet：显示的是第一个 "{ $name }"
nothing-here = 这里什么都没有
no-daemon-set = 这里没有 DaemonSet
no-object = 这个文档不是对象
term-without-expression = 没有任何表达式的 term 匹配不到节点
no-whole-number = Gt 和 Lt 只比较整数：写别的值就匹配不到节点
pods-refused = DaemonSet 会被接受，但它的 Pod 会被拒绝：{ $message }

## 节点

other-objects = 有 { $count } 个对象不是节点，已忽略：{ $kinds }
other-node = { $version } 的 Node 不是 Kubernetes 的 Node，后者在 `v1`
without-capacity = 有 { $count } 个节点没有说明容量
no-nodes = 这里没有节点
unread-columns = 没有读取的列：{ $columns }
no-labels-in-table = 表格里没有标签和污点
no-status = { $word } 不是节点状态
not-understood = 看不懂 { $word }
wrong-type = 这是{ $found }，应该是{ $wanted }
left-out = { $objects }：{ $gap }

## 场景和链接

no-scenario = 这不是场景：{ $error }。
unknown-scenario-version = 这个场景的版本这里不认识；认识的是 { $version }。
wrong-field = 这里应该是{ $wanted }。
no-moment = time 和 step 必须是非负整数
command-without-text = 这个命令需要文本
no-command = 这里应该是带 command 的对象
scenario-too-large = 这个场景有 { $bytes } 字节，上限是 { $limit }。
kept-by-another-version = 这是另一个版本的 everynode 保存的。同样的操作会在同样的时间进行，但其间发生的事可能不同。
link-too-long = 链接会有 { $length } 个字符，上限是 { $limit }。
unknown-link-version = 这个链接的版本是 { $version }，这里不认识。
link-damaged = 链接已损坏：缺了一部分，或者展开后超过场景的上限。
