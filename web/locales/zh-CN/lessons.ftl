### 课程的界面文字；课程正文在 web/site/lessons。

lessons = 课程
heading = 一步一步认识 DaemonSet
says = 每一课都有自己的集群，分成几个小步骤：先预测，再动手，最后看结果。教程和书里的命令，可以原样在控制台里运行。
loading = 正在获取课程…
not-loaded = 没能获取到课程。网络是否正常？
try-again = 再试一次
no-lesson = 没有名为“{ $name }”的课程。下面是全部课程：
no-step = 这一课没有步骤“{ $name }”，已从第一步开始。
close = 关闭
leave = 离开课程，集群会保留
steps = 这一课的步骤
step = 第 { $number } 步
step-of = 第 { $number } 步，共 { $count } 步
behind = 已完成 { $done }/{ $count } 步
finished = 已学完
not-begun =
    { $count ->
       *[other] { $count } 步
    }
foresee = 你猜呢？
your-turn = 轮到你了
right = 没错。
wrong = 不对。
done = 完成。
insert = 填入控制台：{ $command }
hint = 提示
perform = 替我做
again = 重做这一步
back = 上一步
next = 下一步
skip = 跳过
next-lesson = 下一课：{ $title }
all-lessons = 全部课程
elsewhere = 页面现在显示的是别的内容。
return = 回到这一步
fold = 收起
unfold = 展开这一步
