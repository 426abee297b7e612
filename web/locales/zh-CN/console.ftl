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

## 命令行

candidates-list = 这里可以填的内容
candidates = { NUMBER($count) } 个候选项
no-candidates = 没有可补全的内容
kind-command = 命令
kind-flag = 选项
kind-value = 值
kind-type = 类型
kind-name = 对象
kind-field = 字段
found = 历史命令 { NUMBER($place) } / { NUMBER($count) }
copy-command = 复制命令 { $command }
copy-output = 复制 { $command } 的输出
command-copied = 命令已复制
output-copied = 输出已复制

## kubectl edit 的编辑器

edited-object = 对象的 YAML
save = 保存
save-key = 保存
cancel = 取消
cancel-key = 取消
