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

## 曲线

numbers = { NUMBER($available) } / { NUMBER($desired) } 可用，{ NUMBER($unavailable) } 不可用，{ NUMBER($updated) } 已是最新
at-moment = { $time }：{ $words }
stuck-here = 卡住了：无法继续
curve-summary = 可用性随时间变化：最低时 { NUMBER($least) } / { NUMBER($desired) } 可用，在 { $time }；现在 { NUMBER($now) }。
curve-empty = 可用性随时间变化：还没有数据。
shortened = { $length }
available-of = { NUMBER($available) } / { NUMBER($desired) } 可用
unavailable-number = { NUMBER($unavailable) } 不可用
updated-number = { NUMBER($updated) } 已是最新
moments = 做过的事、失败与卡住的时刻
go-there = { $moment }：跳到这里
slider-keys = 方向键：一步。加 Shift：到下一个标记。
