### 链接、文件和图片里要去掉的内容。

heading = 别人会看到什么
leave-out = 去掉模拟用不到的内容
leave-out-says = 包括注解、环境变量、命令、服务账号、地址和注释。标签会保留，DaemonSet、Pod 和命名空间的名字也会保留。处理只在本页进行，不会发送任何内容。
rename-nodes = 把节点改名为 node-1、node-2……
rename-images = 把镜像改名为 image-1、image-2……
left-out = 已去掉：{ $things }。
renamed = 已改名：{ $things }。
nothing-left-out = 没有需要去掉的内容。
counted = { $thing }（{ NUMBER($count) } 处）
comma = { "、" }

addresses = 地址
annotations = 注解
commands = 命令和参数
container-ids = 容器和镜像 ID
environment = 环境变量
image-pull-secrets = 镜像拉取密钥
image-lists = 镜像列表
machine-ids = 机器 ID
managed-fields = managedFields
messages = 消息
other-fields = 其他字段
other-kinds = 其他类型的对象
probes = 探针和钩子的细节
provider-ids = 云厂商 ID
service-accounts = 服务账号
unreadable-texts = 无法读取的文本
volumes = 卷的内容
node-names = 节点名
image-names = 镜像名
