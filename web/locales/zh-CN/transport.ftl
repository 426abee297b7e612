### 播放、单步、时钟。

time = 时间
playback = 播放
changes = 改动
back = 后退一步
play = 播放
pause = 暂停
step = 前进一步
skip = 跳到 Pod 或状态的下一次变化
settle = 运行到稳定为止
undo = 撤销
redo = 重做
reset = 重新开始
share = 分享与保存
speed = 速度
step-slider = 步骤
virtual-time = 虚拟时间
step-of = 第 { NUMBER($step) } 步，共 { NUMBER($steps) } 步
steady = 已稳定
later = { $length }后

## 时长

milliseconds = { NUMBER($millis) } 毫秒
seconds = { $seconds } 秒
minutes = { NUMBER($minutes) } 分 { NUMBER($seconds) } 秒
hours = { NUMBER($hours) } 小时 { NUMBER($minutes) } 分
