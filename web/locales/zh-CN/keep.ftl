### 分享与保存：对话框、文件、快照历史、嵌入其他网页的框架。

heading = 分享与保存
close = 关闭

link = 链接
link-says = 包含两份文本、所有操作和当前时刻。不会向服务器发送任何内容。
link-too-long = 链接将有 { NUMBER($length) } 个字符，上限是 { NUMBER($limit) }。请改为保存成文件。
copy = 复制
copied = 已复制

files = 文件
scenario = 场景
scenario-says = 全部内容的 JSON：可以在这里或用模块重新打开
page = 网页
page-says = 一个 HTML 文件，不联网也能用，打开就是这个场景
picture = 图片
picture-says = 当前的集群面板
recording = 录像
recording-says = 从开头播放到现在，凡是能显示图片的地方都能播放
open-file = 打开文件…

frame = 放进你的网页
frame-says = 宽 360 到 900 像素的框架，不需要任何权限。
frame-title = everynode：看 DaemonSet 在每个节点上做什么
full-page = 在 everynode 中打开

snapshots = 快照
take-snapshot = 保存当前时刻
no-snapshots = 还没有快照。换到别的内容时，手头的工作会自动保存在这里。
not-stored = 浏览器不允许本页存储数据。请改为保存成文件。
restore = 恢复
restore-this = 恢复 { $time } 的快照
forget = 删除
forget-this = 删除 { $time } 的快照
line = { $set }，{ NUMBER($nodes) } 个节点，{ $deeds ->
    [0] 没有改动
   *[other] { $deeds } 次改动
}
without-set = 没有 DaemonSet

restored = 已恢复 { $time } 的工作
taken = 已保存到快照
saved-file = 已保存为 { $name }
not-loaded = 无法加载 { $address }：{ $reason }
other-origin = 本页只能从自己的地址加载

open-manifest = 打开文件作为 DaemonSet
save-manifest = 把 DaemonSet 保存为文件
open-nodes = 打开文件作为节点列表
save-nodes = 把节点列表保存为文件
