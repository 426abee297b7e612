### 快捷键一览。

title = 键盘快捷键
close = 关闭
says = 在 Mac 上，Ctrl 就是 ⌘。Tab 移到下一项，回车或空格按下它。

anywhere = 文本以外的任何地方
play = 播放或暂停
step = 后退或前进一步
skip = 到下一个变化
settle = 运行到不再有变化
undo = 撤销
redo = 重做
console = 到控制台
sheet = 打开本页
close-inspector = 取消选择

on-console = 在控制台
complete = 补全，或列出候选项
choose = 选择；或找回以前输入过、包含当前文字的命令
enter = 选用，或执行
hide = 先关列表，再收起输出
interrupt = 中断正在运行的命令
clear = 清空

in-editor = 在编辑器里
indent = 缩进；先按 Esc 则移到下一项
next-finding = 到下一个问题
fold = 折叠和展开

in-edit = 编辑对象时
save = 保存
cancel = 取消
