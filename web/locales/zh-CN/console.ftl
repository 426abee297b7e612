### 控制台：在模拟集群上运行 kubectl。

title = 控制台
output = 控制台输出
line = 在模拟集群上执行的 kubectl 命令
example = kubectl get pods -A -o wide
open = 展开输出
close = 收起输出
clear = 清空
interrupt = 中断
waits-for-time = 时间已暂停。点击播放，命令会继续执行。
same-as = 等价的 kubectl 命令
drifted = kubectl 修改了 DaemonSet，这里的文本已经不同。
take-stored = 显示集群中的版本
apply-text = 应用这份文本
missing = 集群里已经没有这个 DaemonSet。
