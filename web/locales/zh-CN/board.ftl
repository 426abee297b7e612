### 集群：各个角色、节点卡片、标签、小格。

cluster = 集群
add-node = 添加节点
summary = { NUMBER($nodes) } 个节点，{ NUMBER($eligible) } 个符合条件
nodes = 节点

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
