### 对文本的修改。

write = 写成 { $text }
write-bare = 写成 { $text }，不加引号
write-list = 写成列表：{ $text }
write-version-and-selector = 写成 { $text }，并补上原来隐含的 selector
remove = 删掉 { $key }
remove-value = 删掉 value：Exists 不看值
remove-duplicate = 删掉它：已经有 { $key }
tolerate = 容忍污点 { $taint }
unselect = 从 nodeSelector 里去掉 { $key }
untolerate = 去掉对 { $taint } 的容忍
select = 在 nodeSelector 中改为要求 { $label }
unpin = 从模板中去掉 nodeName
unrequire = 去掉必需的节点亲和性
drop-requirement = 从节点亲和性中去掉对 { $key } 的要求
allow = 在节点亲和性中也允许 { $key } 为 { $value }
ask-for = 只申请 { $amount } 的 { $resource }
zero-unavailable = 在 maxSurge 旁边写 maxUnavailable: 0
one-at-a-time = 一次更新一个节点：maxUnavailable: 1
select-by-template = 用模板的标签选择 Pod：{ $labels }
label-template = 给模板加上 selector 的标签：{ $labels }
label-and-select = 给 Pod 打上标签 app: { $name }，并按它选择
move-to-node-selector = 把 { $labels } 移到 nodeSelector：spec.selector 选的是 Pod
