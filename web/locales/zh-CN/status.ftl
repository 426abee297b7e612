### 状态栏。列名与 kubectl 一致。

status = DaemonSet 的状态
daemon-set = DaemonSet
none = 无
node-selector = 节点选择器
show-them = { $meaning }：点击查看
desired = 期望
desired-meaning = 应该运行 Pod 的节点
current = 当前
current-meaning = 应该运行且已有 Pod 的节点
ready = 就绪
ready-meaning = 其中 Pod 已就绪的节点
up-to-date = 最新
up-to-date-meaning = 其中 Pod 属于最新修订版本的节点
available = 可用
available-meaning = 其中 Pod 就绪已满 minReadySeconds 的节点
unavailable = 不可用
unavailable-meaning = 应该运行却没有可用 Pod 的节点
misscheduled = 误调度
misscheduled-meaning = 不该运行却有 Pod 的节点
nobody-uses-it = 目前没有占用
budget-title = { $name } { NUMBER($size) }：{ $holders }
on-delete = 手动删除 Pod 后才会更新
used = 已用 { NUMBER($used) } / { NUMBER($size) }
stuck-because = 卡住了：
budget = 更新预算
budget-meaning = 正在占用滚动更新名额的节点
