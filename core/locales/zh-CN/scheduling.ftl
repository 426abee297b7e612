### 调度器为什么不绑定 Pod，怎样才能改变。

unschedulable = 节点已封锁（cordon），而 Pod 不容忍。
node-name = Pod 的 nodeName 是 { $requested }。
untolerated-taint = 不容忍污点 { $taint }。
selector-entry = nodeSelector 要求 { $label }，这个节点没有。
node-affinity = 必需的节点亲和性与这个节点不匹配。
host-port = 主机端口 { $port } 已被 Pod { $pod } 占用。
too-many-pods = 节点最多 { $capacity } 个 Pod，已有 { $used } 个。
disk = 磁盘已被 Pod { $pod } 占用。
spread-label-missing = Pod 要按标签 { $key } 打散，而这个节点没有这个标签。
spread = 加上这个 Pod，{ $key } 之间会相差 { $skew } 个 Pod，最多允许 { $max } 个。
pod-affinity = 同一 { $key } 里没有它必须靠近的 Pod。
pod-anti-affinity = Pod { $pod } 在同一 { $key } 里运行，而它必须避开。
existing-pod-anti-affinity = Pod { $pod } 在同一 { $key } 里运行，不允许它靠近。
insufficient = Pod 申请 { $requested } { $resource }；节点共 { $capacity }，已分给其他 Pod { $used }。
insufficient-ever = Pod 申请 { $requested } { $resource }；节点共 { $capacity }，已分给其他 Pod { $used }。就算节点是空的也放不下。

## 办法

take-node-name-out = 从模板里去掉 nodeName。
tolerate = 在模板里容忍 { $taint }，或者：{ $command }
change-affinity = 修改必需的节点亲和性。
other-host-port = 换掉主机端口 { $port }，或者删除 Pod { $pod }。
delete-a-pod = 删除 { $node } 上的一个 Pod，或者提高节点的 Pod 上限。
ask-for-less = 最多申请 { $free } { $resource }，或者给节点扩容。
make-room = 最多申请 { $free } { $resource }，或者在 { $node } 上腾出资源，或者给 Pod 更高的优先级。
mount-read-only = 删除 Pod { $pod }，或者两边都以只读方式挂载磁盘。
raise-max-skew = 调大 maxSkew，或者用 whenUnsatisfiable: ScheduleAnyway。
take-pod-affinity-out = 从模板里去掉必需的 podAffinity。
change-anti-affinity = 删除 Pod { $pod }，或者修改反亲和性。

## 抢占

make-room-on = 在 { $node } 上，优先级更低的 Pod 会让位：{ $pods }。
policy-never = 这个 Pod 不能驱逐别的 Pod：它的 preemptionPolicy 是 Never。
waits-for-victim = 要等被驱逐让位的 Pod { $pod } 消失。
would-not-help = 驱逐 Pod 也没有用。
no-victims = 这里没有优先级更低的 Pod，谁也驱逐不了。
still-no-fit = 就算优先级更低的 Pod 全部让位，也放不下。
