### 页面框架：页眉、标签页、主题。

title = everynode：看 DaemonSet 在每个节点上做什么
claim = 看 DaemonSet 在每个节点上做什么
examples = 示例
theme = 主题
theme-light = 浅色主题
theme-dark = 深色主题
theme-system = 跟随系统
language = 语言
panels = 面板
tab-edit = 编辑
tab-cluster = 集群
tab-inspect = 详情
link-copied = 当前时刻的链接已复制，地址栏里也有
