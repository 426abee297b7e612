### 集群：各个角色、节点卡片、标签、小格。

cluster = 集群
add-node = 添加节点
summary = { NUMBER($nodes) } 个节点，{ NUMBER($eligible) } 个符合条件

## 角色

who-acts = 谁在行动
pods-without-node = 还没有节点的 Pod
no-pod-waits = 没有 Pod 在等待
controller = DaemonSet 控制器
controller-role = 创建和删除 Pod
scheduler = 调度器
scheduler-role = 把每个 Pod 绑定到它的节点
kubelets = kubelet
kubelets-role = 运行 Pod，每个节点一个

## 节点卡片

why-node = { $node } 上为什么有（或没有）Pod？
cordon = 封锁 { $node }（cordon）
uncordon = 解除封锁 { $node }（uncordon）
cordoned = 已封锁
no-pod = 没有 Pod：{ $reason }
stays = 保留，但：{ $reason }
must-go = 必须移除：{ $reason }
cannot-be-bound = Pod 无法绑定
waits-for-scheduler = Pod 在等调度器
no-pod-yet = 还没有 Pod
capacity-unused = 可申请 { $cpu } cpu、{ $memory } 内存，目前没有 Pod 申请
capacity-used = Pod 共申请 cpu { $used-cpu }（共 { $cpu }）、内存 { $used-memory }（共 { $memory }）
tile-title = { $node }：{ $reason }

## 标签与污点

labels-of = { $node } 的标签
taints-of = { $node } 的污点
show-common-labels = 显示每个节点都有的标签
more-labels = { NUMBER($count) } 个标签
remove-label = 去掉标签 { $label }
restore-label = 恢复标签 { $label }
remove-taint = 去掉污点 { $taint }
add-chip-example = key=value 或 key=value:NoSchedule
add-chip = 给 { $node } 加标签或污点，按 Enter 确认

## Pod

pod-on = { $pod }，在 { $node } 上：{ $state }
pod-for = { $pod }，目标节点 { $node }：{ $state }
pod-nowhere = { $pod }，没有节点：{ $state }
of-revision = { $pod }，修订版本 { $revision }
evicted = { $pod }，被逐出节点
pending = Pending
pending-long = Pending，等待调度
creating = 创建中
creating-long = Pending，节点正在启动它
running = 未就绪
running-long = Running，未就绪
ready = 就绪
ready-long = Running，已就绪
terminating = 终止中
terminating-long = Terminating，正在终止
failed = 失败
failed-long = Failed，已失败

## 节点很多时怎么看

tools = 节点的显示方式
grid = 节点；用方向键移动
filter = 只显示满足所有条件的节点
filter-title = key=value、key!=value：标签。reason:taint、reason:selector：Pod 为什么不来。pod:not-ready、pod:missing、pod:old、pod:failed。node:not-ready、node:cordoned。其他文字：名称的一部分。各条件须同时满足。
filter-example = 筛选：zone=a  pod:not-ready  reason:taint
filter-unknown = 看不懂 { $word }。可以写名称的一部分，或 { $known }。
filter-unknown-word = { $word }：{ $prefix }: 后面可以写 { $known }。
found = 显示 { NUMBER($shown) } 个节点，共 { NUMBER($nodes) } 个
show-all = 显示全部节点
grouping = 节点分组
no-groups = 不分组
by-zone = 按可用区
by-role = 按角色
without = 无此标签
group-counts = { NUMBER($nodes) } 个节点，{ NUMBER($eligible) } 个符合条件，{ NUMBER($ready) } 个就绪
layout = 用什么表示节点
auto = 自动
suiting = 按节点数量选用：{ $layout }
cards = 卡片
tiles = 小格
heat = 热力图

## 批量操作

mark = 选择
mark-title = 选择多个节点，一起操作
mark-node = 选择 { $node }
marked = 选中的节点
marked-count = { $hidden ->
    [0] 已选 { NUMBER($marked) } 个
   *[other] 已选 { NUMBER($marked) } 个，其中 { NUMBER($hidden) } 个未显示
}
mark-all = 全选所示节点
mark-none = 取消选择
mark-end = 结束选择
cordon-marked = 封锁
uncordon-marked = 解除封锁
delete-pods = 删除 Pod
fail-pods = 让 Pod 失败
not-ready = NotReady
ready-again = Ready
bulk-field = 要设置的标签或污点，末尾加 - 表示去掉：key=value、key-、key=value:NoSchedule、key:NoSchedule-
bulk-example = key=value  key-  key=value:NoSchedule
bulk-wrong = 请写 key=value、key-、key=value:NoSchedule 或 key:NoSchedule-
bulk-hint = 一步完成，一次撤销。按住 Shift 选一段。
no-command = kubectl 没有对应的命令：这是节点自己的行为。
copy-command = 复制命令

## 图例

legend = 图例
two-on-one = 同一节点上有两个：maxSurge
square-missing = 应该有 Pod，但还没有
square-away = 不符合条件：没有 Pod
square-not-ready = 节点未就绪
square-cordoned = 节点已封锁
