### 集群旁边的面板。

inspector = 详情
close = 关闭
kind-node = 节点
kind-pod = Pod
kind-number = 数字
it-counts = 统计的是{ $meaning }。
no-such-node = 目前没有这样的节点。

## 节点

what-would-change-it = 怎样改变结果
manifest-line = 第 { $line } 行
nodes-line = 节点，第 { $line } 行
would-give = 怎样让这个节点得到 Pod
would-take = 怎样拿走这里的 Pod
would-free = 怎样让 Pod 继续
apply = 应用
apply-offer = 应用：{ $title }
kind-edit = 清单中会改动的行
kind-command = 对应的 kubectl 命令
others-gain = 另有 { NUMBER($gained) } 个节点也会得到 Pod。
others-lose = 另有 { NUMBER($lost) } 个节点会失去 Pod。
others-change = 其他节点中，{ NUMBER($gained) } 个得到 Pod，{ NUMBER($lost) } 个失去 Pod。
give-label = 给 { $node } 加上标签 { $label }
take-label = 从 { $node } 去掉标签 { $label }
give-taint = 给 { $node } 加上污点 { $taint }
take-taint = 从 { $node } 去掉污点 { $taint }
offer-uncordon = 解除 { $node } 的封锁（uncordon）
offer-condition = 让 { $node } 恢复正常
offer-wake = 恢复 { $node } 的 kubelet
offer-mend = 修好镜像 { $image }
offer-delete = 删除 Pod { $pod }
no-daemon-set-yet = 还没有 DaemonSet。
change-this-node = 改动这个节点

## Pod

authors = 谁写的
authors-meaning = 点名字可以隐藏或显示它写的内容。
difference-meaning = 只显示与模板不同的部分；带 − 的是模板里有而 Pod 里没有的。
pod-yaml = Pod 的 YAML
author-template = 模板
author-node-controllers = 节点控制器
line-by = { $author }：
line-gone = 被{ $author }去掉：

## 图例

how-to-read = 怎么看这张图
shape-and-colour = 形状表示 Pod 的状态，颜色和编号表示修订版本。
revisions = Pod 模板的修订版本
revision-pods = { $hash } · { NUMBER($count) } 个 Pod
pod-security = Pod Security
pod-security-meaning = 无论命名空间是什么级别，DaemonSet 本身都会被接受；但强制执行下列级别时，它的 Pod 会被拒绝：
dashed-cards = 虚线卡片是 DaemonSet 不选的节点，卡片上写着原因。点节点看完整的判断过程，点 Pod 看它的 YAML，点上方的数字看它统计了哪些节点。
press-labels = 点一下标签，就从节点上去掉；再点一下，就恢复。
key-space = 空格
key-space-does = 播放或暂停
key-arrows-do = 后退或前进一步
key-sheet-does = 全部快捷键

## 修订版本

revision-age = { $age }前 · { $changed }
revision-first = 现有的第一个版本
revision-changed = 与上一版本相差 { NUMBER($lines) } 行
roll-back = 回滚
roll-back-to = 回滚到版本 { $revision }
compare-from = 从版本
compare-to = 到
compare-older = 起始版本
compare-newer = 用来比较的版本
compared-lines = 版本 { $older } 与 { $newer } 的差别
no-difference = 没有差别。

## 节点的情况

conditions = 状况（conditions）
resources = 容量与使用
resource = 资源
given = 已申请
offered = 可分配
taints-count = { $count ->
    [0] 没有污点
   *[other] { NUMBER($count) } 个污点
}
pods-count = { $count ->
    [0] 没有 Pod
   *[other] { NUMBER($count) } 个 Pod
}
events-count = { $count ->
    [0] 没有事件
   *[other] { NUMBER($count) } 个事件
}
