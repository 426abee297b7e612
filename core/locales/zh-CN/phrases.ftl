### 我们自己的话里的一部分。

## 文本里写的是什么，应该是什么

nothing = 空值
boolean = 布尔值
number = 数字
string = 字符串
list = 列表
mapping = 映射
timestamp = 2026-03-01T12:15:41Z 这样的时间

## 场景的字段里应该是什么

json-object = JSON 对象
text = 文本
short-text = 不超过 { $limit } 个字符的文本
whole-number = 不大于 { $limit } 的非负整数
moment = 一个时刻：{ "{" }"step": 12, "time": 3400{ "}" }
settings = 最多有 { $limit } 段短文本的对象
commands = 最多有 { $limit } 条命令的列表

## 集群里有、模拟里没有的：对象

other-kind = 没有导入这个对象；模拟中没有什么依赖它
pods-not-replaced = 没有导入这个对象；它的 Pod 保持原样：不会被替换，没了也不会重建
pods-not-made-again = 没有导入这个对象；它的 Pod 保持原样：没了不会重建
job = 没有导入这个对象；它的 Pod 保持原样，不会自己结束
cron-job = 没有导入这个对象；它什么都不会启动
autoscaler = 没有导入这个对象；不会扩缩容：节点上其他 Pod 的数量不变
limit-range = 没有导入这个对象；新 Pod 不会得到它的默认 requests 和 limits，也不会因它被拒绝
runtime-class = 没有导入这个对象；它的 overhead 和 nodeSelector 不会加到新 Pod 上
claim = 没有导入这个对象；无论 Pod 去哪个节点，每个 PersistentVolumeClaim 都算已绑定
volume = 没有导入这个对象；它的节点亲和性不会挡住任何 Pod
mutating-webhook = 没有导入这个对象；它不会修改新 Pod
validating-webhook = 没有导入这个对象；它不会拒绝任何请求
network-policy = 没有导入这个对象；模拟中没有网络

## 集群里有、模拟里没有的：字段

node-conditions = 没有导入其他类型的 condition；不会因它产生污点，真实集群里也一样，除非有别的组件来加
node-images = 没有导入节点已有的镜像列表；新 Pod 要先拉取镜像，这需要时间
node-volumes = 没有导入已挂接卷的列表；节点的卷数量上限不会挡住任何 Pod
node-finalizers = 没有导入删除前要做的事；节点一删除就立刻消失
static-pod = 没有导入“kubelet 按文件创建它”这一点；删除后不会再出现
pod-owner = 没有导入它的所有者；它照样占用节点上的资源，被删除或驱逐后没有谁重建它
pod-finalizers = 没有导入删除前要做的事；删除后过了宽限期就消失
device-claims = 没有导入它对设备的 claim；设备不会挡住任何 Pod
debugging = 没有导入它的调试容器；不会显示它们
pod-scheduler = 没有导入它自己的调度器；在等待期间由默认调度器决定
pod-runtime-class = 没有导入它的 RuntimeClass；它和别的 Pod 一样运行
set-conditions = 没有导入它的 conditions；模拟的控制器和真实的一样，不会写 conditions
set-scheduler = 没有导入它自己的调度器；它的 Pod 由默认调度器绑定
set-maps = 没有导入它的 ConfigMap 和 Secret 是否存在；它的 Pod 当它们存在一样启动
set-paths = 没有导入它的路径在节点上是否存在；它的 Pod 当它们存在一样启动
quota-resources = 没有导入对 Pod 以外的限制；只按 Pod 的数量拒绝，不看它们请求多少资源
quota-scopes = 没有导入它的 scopes；它会计入所在命名空间的每个 Pod
budget-evictions = 没有导入正在进行的驱逐；它们完全不计入
budget-shares = 没有导入所有者想要多少个 Pod；百分比按现有的 Pod 计算
