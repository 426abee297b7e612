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
