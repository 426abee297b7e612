### 节点上为什么有或没有 Pod，滚动更新进行到哪里。Kubernetes 自己的消息原样保留。

## 控制器在模板和节点上看到了什么

node-name-differs = 模板的 nodeName 是 { $wanted }，其他节点都不符合条件。
node-name-matches = 模板的 nodeName 就是这个节点。
selector-differs = nodeSelector 要求 { $wanted }，而这个节点是 { $actual }。
selector-lacks = nodeSelector 要求 { $wanted }，而这个节点没有标签 { $key }。
selector-matches = nodeSelector 要求 { $wanted }，这个节点符合。
no-terms = 必需的节点亲和性里一个 term 都没有，所以匹配不到任何节点。
term-fails = 必需节点亲和性的第 { $term } 个 term 不匹配：{ $failure }。
term-matches = 必需节点亲和性的第 { $term } 个 term 匹配。
untolerated-taint = { $effect ->
    [NoExecute] 不容忍污点 { $taint }：新 Pod 不能在这里启动，已经在运行的会被移除。
    [NoSchedule] 不容忍污点 { $taint }：新 Pod 不能在这里启动，已经在运行的可以留下。
   *[PreferNoSchedule] 不容忍污点 { $taint }：对 DaemonSet 没有影响。
}
tolerated-automatically = 容忍污点 { $taint }：这条容忍度由控制器自动加到每个 Pod 上。
tolerated-by-template = 模板容忍污点 { $taint }。
ignored-taint = 污点 { $taint } 只影响调度器给节点打分；DaemonSet 的 Pod 只有一个节点可去。
asks-nothing = 模板对节点没有要求，这个节点也没有污点。

## 同样的内容，几个字写在卡片上

short-node-name-differs = nodeName 是 { $wanted }
short-node-name-matches = nodeName 匹配
short-selector-lacks = 缺标签 { $key }
short-selector-differs = { $key } 是 { $actual }，不是 { $wanted }
short-selector-matches = 标签 { $label }
short-no-terms = 亲和性没有 term
short-term-matches = 亲和性第 { $term } 个 term 匹配
short-taint = 污点 { $taint }
short-tolerates = 容忍 { $taint }
short-ignores = 忽略 { $taint }

## 亲和性的 term 为什么不匹配

term-empty = 内容为空
requirement-unusable = { $requirement } 无法使用：{ $problem }
requirement-differs = 要求 { $requirement }，而标签的值是 { $actual }
requirement-lacks = 要求 { $requirement }，而节点没有这个标签
unknown-operator = （未知运算符）
bad-key = 键不是合法的标签键
bad-value = 有一个值不是合法的标签值
no-values = In 和 NotIn 至少要有一个值
unexpected-values = Exists 和 DoesNotExist 不带值
not-one-value = 只能有一个值
not-an-integer = Gt 和 Lt 的值必须是整数
operator-unknown-here = Kubernetes 在这里不认识这个运算符

## 控制器为什么创建或删除 Pod

node-has-none = 节点应该运行这个 Pod，现在没有
nothing-running = 节点上没有在运行的 Pod；设了 maxSurge，就不等正在终止的 Pod
beside-old = 占用 maxSurge { $surge } / { $max }：在 { $old } 旁边启动
old-unavailable = { $old } 不可用，不占用 maxSurge
not-eligible = 节点不能再运行它：{ $reasons }
port-taken = 主机端口 { $port } 已被 { $pod } 占用（v1.12 之前）
failed = 它失败了
succeeded = 它已经结束
excess = 已经有 { $kept } 了
surge-old-not-ready = 它是旧的，而且未就绪，由 { $new } 接替
surge-new-available = { $new } 已可用
rollout-old-unavailable = 它是旧的，本来就不可用，不占用 maxUnavailable
rollout-old-available = 它是旧的，maxUnavailable 现在已用 { $unavailable } / { $max }
sunset = 节点不该运行它，而且已有 { $available } / { $desired } 可用
node-missing = 它的节点已不存在

## 一句话的答案

has-no-pod-yet = { $node } 应该运行 { $set }，但还没有 Pod。
pod-is-ready = { $node } 应该运行 { $set }，Pod 已就绪。
pod-is-not-ready = { $node } 应该运行 { $set }，但 Pod 未就绪。
has-many-pods = { $node } 应该运行 { $set }，现在有 { NUMBER($count) } 个 Pod。
does-not-run = { $node } 不运行 { $set }：{ $reasons }。
keeps-its-pod = { $node } 保留现有的 Pod，但不会再得到新的：{ $reasons }。
may-not-run = { $node } 不能运行 { $set }，它的 Pod 会被移除：{ $reasons }。

## 各个角色对 Pod 做了什么

not-created-yet = 控制器还没有在这里创建 Pod。
created = 控制器为这个节点创建了 { $pod }。
admitted = API 服务器接受了它，并补上了默认值、优先级和 ServiceAccount。
admission-refuses = API 服务器拒绝了这个 Pod：{ $message }
scheduler-not-asked = 模板直接指定了节点，所以没有经过调度器。
bound = 调度器绑定了 { $pod }。
cannot-bind = 调度器无法绑定 { $pod }：{ $message }
controller-placed = 控制器自己把节点写进了 { $pod }，这是 v1.12 之前的做法，没有经过调度器。
no-pod-at-all = 控制器自己寻找空间，这是 v1.12 之前的做法，但没有找到。根本没有 Pod 对象，只有 FailedPlacement 事件。
nobody-tells = 有了空间也没人通知控制器：只有 DaemonSet、它的 Pod 或节点发生变化时，它才会再看一次。
port-intended = { $reason }v1.12 之前控制器认为这是有意的：这个节点不计入期望数。
memory-pressure = 节点内存紧张，而 Pod 没有申请内存。
disk-pressure = 节点磁盘紧张。
is-gated = 在调度门控移除之前，不会尝试调度 { $pod }。
other-scheduler = { $pod } 指定了这里没有运行的调度器，所以没人绑定它。
waits-for-scheduler = { $pod } 在等调度器，它只能绑定到这个节点。
kubelet-silent = kubelet 失联：在它恢复之前，交给它的事都不会发生。
is-terminating = { $pod } 正在终止。
pod-failed = { $pod } 失败：{ $reason }
has-ended = { $pod } 已经结束。
nobody-knows = { $pod } 的状态无从得知。
starting = kubelet 正在启动 { $pod }：{ $waiting }。
not-ready-yet = { $pod } 在运行，还没有就绪。
ready-and-available = { $pod } 在运行，已就绪且可用。
ready-not-long-enough = { $pod } 在运行，已就绪，但还不满 minReadySeconds。

## 最小的改动

take-node-name-out = 从模板里去掉 nodeName。
take-affinity-out = 从模板里去掉空的必需节点亲和性。
change-term = 修改节点的标签，或修改必需节点亲和性的第 { $term } 个 term，让两者匹配。
add-toleration = 在模板里加上对 { $taint } 的容忍度，或者去掉这个污点：{ $command }

## 滚动更新进行到哪里

nothing-left = 没有可做的事了，但还有 Pod 不可用。
budget-used = { $more ->
    [0] { $limit } 已用 { $used } / { $allowed }：{ $holder }
   *[other] { $limit } 已用 { $used } / { $allowed }：{ $holder }另外还有 { $more } 个节点也占用着。
}
mend-pods = 先解决这些 Pod 不可用的原因。
raise-limit = 把 { $limit } 调到 { $used } 以上。
roll-back = 回滚：{ $command }。
does-not-answer = { $node } 没有响应。
two-pods = { $node } 上有两个同样的 Pod。
holder-terminating = { $node }：{ $pod } 正在终止。
holder-has-no-pod = { $node } 上现在没有 Pod。
old-and-new = { $node } 上新旧 Pod 同时存在。
new-pending = { $node }：新 Pod { $pod } 处于 Pending。
old-pending = { $node }：旧 Pod { $pod } 处于 Pending。
new-in-vain = { $node }：新 Pod { $pod } 反复失败（{ $reason }）。
new-not-ready = { $node }：新 Pod { $pod } 未就绪。
old-not-ready = { $node }：旧 Pod { $pod } 未就绪。
new-not-available = { $node }：新 Pod 还不可用。
old-not-available = { $node }：旧 Pod 还不可用。
