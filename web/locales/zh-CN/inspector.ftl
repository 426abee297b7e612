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
no-daemon-set-yet = 还没有 DaemonSet。
change-this-node = 改动这个节点
cordon = 封锁（cordon）
uncordon = 解除封锁（uncordon）
make-not-ready = 设为 NotReady
make-ready = 设为 Ready
wake-kubelet = 恢复 kubelet
silence-kubelet = 让 kubelet 失联
delete-node = 删除节点

## Pod

marked-lines = 标出的行
marked-lines-meaning = 是 DaemonSet 控制器在模板之外加上的。
delete-pod = 删除 Pod
break-image = 弄坏镜像
break-image-on = 在 { $node } 上弄坏镜像
pull-fails = 拉取失败
never-ready = 一直不就绪
crashes = 崩溃
mend = 修好

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
