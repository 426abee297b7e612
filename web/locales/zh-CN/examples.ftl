### 示例：按钮上的标题，和一行说明该看什么。

node-selector-title = 部分节点
node-selector-caption = 只有带标签 app=logging-node 的节点会得到 Pod。点一下节点上的标签，看控制器怎么做。
first-title = 单个节点
first-caption = DaemonSet 要在每个节点上运行一个 Pod。这个集群只有一个节点；再加一个，它马上也会有自己的 Pod。
rolling-update-title = 滚动更新
rolling-update-caption = 改一下清单里的镜像，比如换成 v2.5.3：Pod 会逐个节点替换，一次一个。
taints-title = 污点
taints-caption = 有两个节点带着模板不容忍的污点。去掉一个污点，或者在清单里加一条容忍度。
full-node-title = 节点已满
full-node-caption = worker-2 剩下的 cpu 不够：为它创建的 Pod 会一直等待调度。
surge-title = maxSurge
surge-caption = 把镜像改成 agent:2.0：有了 maxSurge，新 Pod 先在旧 Pod 旁边启动，就绪后旧 Pod 才被删除。

## 示例库：一个问题，两句话说明看到什么，再加一件可以自己动手试的事。

gallery = 20 个问题
gallery-heading = 关于 DaemonSet，大家常问什么
gallery-says = 每个问题都停在给出答案的那一刻，并附一件可以动手试的事。
close = 关闭
try-it = 试一试：
topic-placement = 选哪些节点
topic-taints = 污点与封锁
topic-scheduling = 等待调度
topic-rollouts = 滚动更新
topic-nodes = 节点与故障
topic-owners = 选择算符与属主
topic-workloads = 可以直接拿来用的工作负载

desired-zero-title = DESIRED 是 0，也没有事件，为什么？
desired-zero-caption = 模板要的是带 disk=ssd 的节点，而节点上写的是 disktype=ssd。连 Pod 都没有创建，自然也没有事件可写。
desired-zero-try = 给 worker-1 加上标签 disk=ssd，DESIRED 马上变成 1。
label-removed-title = 节点的标签被去掉了，上面的 Pod 会怎样？
label-removed-caption = 就在刚才，worker-2 的 disk 标签被去掉了。调度器不会动已经在运行的 Pod，但 DaemonSet 控制器会删除它。
label-removed-try = 把标签加回来，再点播放。worker-2 会得到一个新的 Pod，名字不同。
switch-off-title = 怎样暂停它，或者缩到零？
switch-off-caption = DaemonSet 没有 replicas，规模由节点决定。给它一个没有节点满足的 nodeSelector，Pod 就全部消失，DaemonSet 本身还在。
switch-off-try = 给一个节点加上标签 switched-off=true，只有它会重新得到 Pod。想小范围试验改动，也可以这样做。

control-plane-title = 为什么控制平面节点上没有 Pod？
control-plane-caption = 控制平面节点有一个模板不容忍的污点。控制器不会为它创建 Pod，DESIRED 也不把它算在内。
control-plane-try = 去掉节点上的污点，或者在模板里加一条对应的容忍度，控制平面节点就会得到 Pod。
misscheduled-title = 为什么会有 misscheduled 的 Pod？
misscheduled-caption = Pod 已经在运行，worker-2 才被加上污点 dedicated=database:NoSchedule：Pod 可以留下，但不会再有新的过来。misscheduled 统计的就是这种情况；单是加污点不会唤醒控制器，所以直到 worker-4 加入，这个数字才变。
misscheduled-try = 再给 worker-2 加上污点 dedicated=database:NoExecute，这次 Pod 必须离开。
cordoned-title = 节点已经封锁，为什么还会有 Pod？
cordoned-caption = worker-2 一开始就是封锁的，照样有自己的 Pod。封锁的节点带有污点 node.kubernetes.io/unschedulable，而控制器让每个守护 Pod 都容忍它。
cordoned-try = 给 worker-2 加上污点 maintenance=true:NoExecute。封锁和腾空都赶不走守护 Pod，这个污点可以。

pending-title = Pending：这个 Pod 是给哪个节点的？“0/5 nodes are available”是什么意思？
pending-caption = 这个 Pod 只能去 worker-3，而那里的 cpu 不够。消息里也算上了另外四个节点，因为它不允许去那里。
pending-try = 在节点列表里把 worker-3 的 cpu=250m 改成 cpu=4，调度器就会绑定这个 Pod。
priority-title = 节点满了，谁让谁？
priority-caption = 守护 Pod 来之前，web 的 Pod 已经占了 worker-2 的 cpu。大家优先级相同，所以守护 Pod 只能等。
priority-try = 在模板的 containers 上面加一行 priorityClassName: system-node-critical，调度器会驱逐 web 的 Pod，腾出位置。

stuck-rollout-title = 滚动更新为什么卡住了？
stuck-rollout-caption = worker-2 的 kubelet 失联了，它的 Pod 不可用，独占了 maxUnavailable 1 的全部额度。旧 Pod 也结束不了，因为只有 kubelet 才能确认它已经停止。
stuck-rollout-try = 选中 worker-2，恢复它的 kubelet，更新就会继续，直到所有节点完成。
on-delete-title = 改了镜像却什么都没发生，为什么？
on-delete-caption = updateStrategy 是 OnDelete 时，控制器不会主动替换 Pod。UP-TO-DATE 是 0，所有节点仍在运行旧镜像。
on-delete-try = 选中一个 Pod，删除它，接替它的 Pod 就会用新镜像。
how-long-title = 更新要花多长时间？
how-long-caption = 逐个节点进行：停掉旧 Pod，启动新 Pod，再等 minReadySeconds 10 秒。半分钟过去了，八个节点大多还没轮到。
how-long-try = 把 maxUnavailable 改成 50%，再点播放。每次四个节点，很快就能完成。
two-pods-title = maxSurge 有什么用？
two-pods-caption = 正在更新的节点会短暂地运行两个 Pod：新 Pod 在旧 Pod 旁边启动，可用之后旧 Pod 才离开。任何节点都不会缺少 Pod。
two-pods-try = 把 maxUnavailable 也改成 1。API 服务器会拒绝：两者只能有一个大于零。
beyond-budget-title = 停掉的 Pod 为什么比 maxUnavailable 允许的还多？
beyond-budget-caption = 更新开始时，worker-2 和 worker-4 上的 Pod 本来就没有就绪。不可用的旧 Pod 会立刻被替换，不受额度限制，反正情况不会因此更糟。
beyond-budget-try = 点播放。另外三个健康的节点会按额度一个一个地更新。
rollout-status-title = kubectl rollout status 在等什么？
rollout-status-caption = 它先等每个节点都有新模板的 Pod，再等它们全部可用。额度条上方的那一行，就是它此刻会输出的内容。
rollout-status-try = 把 type: RollingUpdate 改成 OnDelete，并删掉 rollingUpdate 和它下面那一行。这时 rollout status 没有可等的东西，会直接报错。
min-ready-title = AVAILABLE 为什么比 READY 少？
min-ready-caption = minReadySeconds 是 60，所以 Pod 要连续就绪一分钟才算可用。三个 Pod 都已就绪，但还没有一个可用。
min-ready-try = 把 minReadySeconds 改成 5，已经就绪的 Pod 马上就算可用。

node-down-title = 节点已经宕机，Pod 为什么还显示 Running？
node-down-caption = worker-2 已经好几分钟没有消息：Pod 不再就绪，但只有它的 kubelet 才能说它停止了。守护 Pod 永远容忍不可达的节点，所以也没有谁驱逐它。
node-down-try = 选中 worker-2，删除这个节点，Pod 到这时才会被清理。
killed-in-loop-title = Pod 为什么不断被杀掉又重建？
killed-in-loop-caption = worker-2 磁盘空间不足：kubelet 把 Pod 判为失败，控制器删除它，再建一个，结果又失败。每次的间隔都会加倍，最长 15 分钟。
killed-in-loop-try = 在模板的 containers 上面加一行 priorityClassName: system-node-critical，然后播放。即使有压力，kubelet 也会保留关键 Pod。
node-joins-title = 新节点加入之后会发生什么？
node-joins-caption = worker-3 刚刚加入，还没有就绪，所以带着污点 node.kubernetes.io/not-ready:NoSchedule。守护 Pod 默认并不容忍它，要等节点就绪，Pod 才会出现。
node-joins-try = 点播放，看 worker-3 得到 Pod。然后选中 worker-1，删除这个节点：它的 Pod 会一起消失，也不会在别处补上。

selector-title = 该用 selector 还是 nodeSelector？“field is immutable”
selector-caption = 有人改了 spec.selector，想按标签选择节点。但它选择的是 Pod，而且 API 服务器拒绝对它的任何修改；集群继续使用原来的清单。
selector-try = 在编辑器里撤销这处改动，在 containers 上面加上 nodeSelector，内容是 pool: logs。这才是选择节点的办法。
orphans-title = 用 --cascade=orphan 删除 DaemonSet 之后，Pod 归谁？
orphans-caption = DaemonSet 删除了，它的 Pod 还在运行，不属于任何对象。选择算符能匹配它们的 DaemonSet 会收养它们，而不是新建 Pod。
orphans-try = 把 maxUnavailable 改成 2，清单会重新应用一次。还是原来的 Pod，又有了属主。

fluentd-title = fluentd
fluentd-caption = 收集每个节点的日志，包括控制平面。更新时一次可以动十分之一的节点。
node-exporter-title = node-exporter
node-exporter-caption = 在节点的 9100 端口上提供每台机器的指标。它使用节点的网络，所以一个节点只容得下一个这样的 Pod。
node-problem-detector-title = node-problem-detector
node-problem-detector-caption = 把内核故障报告为节点的状况。它容忍所有污点，因为出问题的节点正是需要它的地方。
flannel-title = flannel
flannel-caption = Pod 之间的网络，只在 Linux 节点上运行。它必须能在尚未就绪的节点上启动，没有它，节点就一直不会就绪。
ceph-title = ceph
ceph-caption = 存储守护进程，运行在专门留给存储的节点上。策略是 OnDelete，每块磁盘何时短暂离线由人来决定。
glusterd-title = glusterd
glusterd-caption = 用节点亲和性而不是 nodeSelector 来选择节点。一次只替换一个 Pod，而且要就绪半分钟才算可用。
kube-proxy-title = kube-proxy
kube-proxy-caption = 在每个节点上配置 Service 的地址。集群升级之后，改一下镜像就能跟上版本。
cni-title = CNI
cni-caption = 先由 Init 容器把插件放到节点上，再启动代理。其他 Pod 都要等它。
csi-node-title = CSI 驱动
csi-node-caption = 存储驱动中负责挂载卷的部分，旁边是它的注册程序。一次可以替换五分之一的节点。
gpu-device-plugin-title = GPU 设备插件
gpu-device-plugin-caption = 只在有 GPU 的节点上运行，并容忍让其他 Pod 避开的污点。去掉节点的 gpu 标签看看。
