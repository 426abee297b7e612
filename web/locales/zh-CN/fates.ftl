### 节点上可以发生的事：详情里的菜单。

title = 这个节点发生什么
nothing-now = 它一切正常。
now = 当前：{ $fates }
now-badge = 进行中
count = { NUMBER($count) } 项进行中
now-cordoned = 已封锁
now-off = 机器已关机
now-silent = kubelet 失联
now-out-of-service = 已停止服务
now-image = { $image }：{ $fault }
machine-is-off = 机器已关机，请先启动。
kubelet-is-silent = kubelet 失联，请先恢复。

## 维护

maintenance = 维护
cordon = 封锁（cordon）
cordon-says = 不再来新的 Pod，DaemonSet 的除外：它们容忍封锁。
uncordon = 解除封锁（uncordon）
uncordon-says = 新的 Pod 又可以来了。
drain = 排空（drain）
drain-says = 先封锁，再驱逐 Pod。只要有 DaemonSet 的 Pod，kubectl 就会拒绝。
drain-ignoring = 排空，但不动 DaemonSet
drain-ignoring-says = --ignore-daemonsets：它们的 Pod 留下，其余的被驱逐。
drain-forced = 强制排空
drain-forced-says = 没有控制器的 Pod 也被驱逐，本地数据随之丢失。
delete-node = 删除节点
delete-node-says = 40 到 60 秒后它的 Pod 消失，别处不会补上。

## 机器和 kubelet

machine = 机器和 kubelet
make-not-ready = 设为 NotReady
make-not-ready-says = 由 kubelet 报告。其他 Pod 5 分钟后离开，DaemonSet 的留下。
make-ready = 设为 Ready
make-ready-says = 由 kubelet 报告，污点随之去掉。
silence-kubelet = 让 kubelet 失联
silence-kubelet-says = Pod 照常运行，但无人知晓。50 秒后 Ready 变为 Unknown，删除的 Pod 停在 Terminating。
wake-kubelet = 恢复 kubelet
wake-kubelet-says = 重新上报，该结束的就此结束。
shut-down = 机器关机
shut-down-says = Pod 被停止并标为 Failed，关键 Pod 最后。开机之前不再有新的。
start = 机器开机
start-says = kubelet 重新上报，控制器补上它的 Pod。
out-of-service = 标为停止服务
out-of-service-says = 谁都不容忍的 NoExecute 污点：Pod 必须离开；NotReady 时强制删除。
in-service = 标为恢复服务
in-service-says = 去掉污点，Pod 会回来。
cut-network = 切断网络
cut-network-says = NetworkUnavailable：不再来新的 Pod，使用主机网络的 DaemonSet 除外。
mend-network = 恢复网络
mend-network-says = 状况消失，污点随之去掉。

## 资源不足

shortage = 资源耗尽
only-report = 只上报：kubelet 不驱逐任何 Pod
memory = 内存耗尽
memory-says = MemoryPressure：Pod 一个接一个被驱逐。DaemonSet 的会重建，再被驱逐。
enough-memory = 内存恢复充足
disk = 磁盘耗尽
disk-says = DiskPressure：Pod 一个接一个被驱逐，kubelet 拒绝新的。
enough-disk = 磁盘恢复充足
pids = 进程号耗尽
pids-says = PIDPressure：Pod 一个接一个被驱逐，kubelet 拒绝新的。
enough-pids = 进程号恢复充足
enough-says = 状况和污点消失，不再驱逐。

## 镜像

images = 镜像
image = 镜像
where = 范围
on-this-node = 在这个节点上
on-every-node = 在所有节点上
mend = 修好：{ $fault }
pull-fails = 拉取失败
pull-fails-says = 新容器只能等待：先是 ErrImagePull，再是 ImagePullBackOff。
crashes = 崩溃
crashes-says = 每次启动 { NUMBER($seconds) } 秒后崩溃，重启间隔越来越长：CrashLoopBackOff。
never-ready = 一直不就绪
never-ready-says = 容器在运行，但就绪探针失败。滚动更新用完预算就停下。
slow = 启动缓慢
slow-says = 需要 { NUMBER($seconds) } 秒。在此之前探针都不成功；存活探针太急就会杀掉它。
hangs = 卡死
hangs-says = 每次启动 { NUMBER($seconds) } 秒后卡死。有存活探针就会重启，没有就无人发现。

## 其他 Pod

others = 其他 Pod
others-says = 它们占用 CPU、内存和端口。DaemonSet 的 Pod 要等空位，优先级更高时会抢占。
cpu = CPU
memory-request = 内存
host-ports = 主机端口
priority = 优先级
replicas = 数量
run-here = 在这里运行
not-a-quantity = { $field } 不是资源数量，请写成 500m 或 1Gi。
not-a-number = { $field } 不是数字。

## Pod

pod-title = 这个 Pod 发生什么
delete-pod = 删除 Pod
delete-pod-says = 优雅终止，DaemonSet 会再建一个。
fail-pod = 让 Pod 失败
fail-pod-says = kubelet 把它标为 Failed。控制器删除并重建，每次间隔更长。
