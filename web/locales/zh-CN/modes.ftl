### 由谁为 DaemonSet 的 Pod 选定节点：调度器，或 v1.12 之前的 DaemonSet 控制器。

title = 由谁为 DaemonSet 的 Pod 选定节点
today = 调度器
before = v1.12 之前
both = 并排对比
today-long = 现在：由调度器绑定
before-long = v1.12 之前：由控制器写入 spec.nodeName
node = 节点
what = 计数或事件
no-pod = 没有 Pod
differing = { $differing ->
    [0] 此刻，两种方式在全部 { NUMBER($nodes) } 个节点上结果相同。
   *[other] 此刻，{ NUMBER($nodes) } 个节点中有 { $differing } 个不同。
}
