/** The commented workspace that `init` writes: everything that can be set, with what it is for. */
import type { Language } from '../messages/catalogue.js'

const CHINESE = `# 巡查工作区。只有 units 下的 id、name、portal 必填，其余都可省略。
# 检查：xuncha inspect --units workspace.yaml
defaults:
  rubric: ouhai-2017                # 评分细则；xuncha rubrics list 可查看
  timezone: Asia/Shanghai
  contact: 政务公开办 0577-00000000   # 写进访问标识，便于网站管理员联系
  # allowPrivate: ["127.0.0.1:8100-8199"]   # 允许访问的内网地址；专栏网址本身已自动允许
  # 网络自测：能打开这些网页，才认为“打不开”是对方的问题
  canaries:
    - { url: "https://www.gov.cn/", contains: 中国政府网 }
  politeness: { connections: 4, requestsPerSecond: 5 }
  # 日常监测（--purpose monitor）只在夜间时段访问，按平台时区；一夜看不完的，按计划分几夜看完：
  #   politeness: { …, window: { from: "22:00", to: "06:00" } }
  # sampling: { perDay: 24 }        # 服务程序每天轻访问每个首页几次，0 为不访问
  # notify: { webhooks: [{ url: "http://oa.example.gov.cn/hook", secret: "env:XUNCHA_HOOK" }] }   # 通知，也可发邮件，见 README
  # 链接类问题需多日复核后才确认；写 confirm: immediate 则当场确认
  confirm: { observations: 3, days: 2, workingHours: true }
  posting: approval                 # approval 人工审核后入账；automatic 自动入账
  # precision: 90                   # 检查项经申诉复核后的准确率低于此百分比时，其发现一律转人工核实
  limits: { maxPages: 20000 }       # maxRequests：日常监测一次计划访问多少个网址
  # retention: { evidenceDays: 1095 }   # xuncha evidence prune 清理多少天以前、已无计分和申诉所依据的取证文件
  # 本地名单（YAML 或 CSV，相对本文件）。据此发现的只是疑点，由人核实，从不扣分
  # dictionary: ./错误表述.csv       # 错误表述,规范表述
  # leaders: ./领导名单.csv          # 单位,姓名,职务,排序,任职日期,离任日期
  # newMedia: ./新媒体账号.csv       # 单位,平台,账号名称,最近更新,查看日期
  # wordings: ./wordings.yaml       # 本地网站对栏目、标签的叫法，例如 roles: { news: [镇街快报] }

# 集约化平台：多家单位共用的网站
platforms: []
#  - id: district
#    name: 某区政府信息公开平台
#    home: https://www.example.gov.cn/
#    operator: office                # 平台承办单位，公共部分的问题归它
#    robots: { authorised: 某政办函〔2026〕3号 }
#    pauses: [{ from: 2026-10-01T22:00, to: 2026-10-02T08:00, reason: 系统维护 }]
#    places:                         # 多家单位的内容集中放在这里
#      - { role: annual-report, url: ./nb/ }
#    columns:                        # 栏目分工
#      - { name: 财政预决算, url: ./czyjs/, owner: edu, maxAgeDays: 366 }

units:
  - id: edu                          # 小写字母、数字、连字符
    name: 区教育局
    portal: https://edu.example.gov.cn/
#    kind: department                # 部门；镇 town、街道 street、区县政府 district……省略时按名称判断
#    aliases: [教体局]
#    formerNames: [{ name: 区教育体育局, until: 2024-03-01 }]
#    scope: ["https://www.example.gov.cn/edu/"]    # 属于它的范围：网址前缀、?参数=值 或发布机构
#    platform: district
#    upperPortals: ["https://www.example.gov.cn/"]
#    search: "https://www.example.gov.cn/search?q={keyword}"
#    duties: { annualReport: { due: 01-31 } }
#    columns:
#      - { name: 工作动态, url: ./gzdt/, maxAgeDays: 14 }
#      - { name: 政府信息公开指南, role: guide, url: ./zn/ }

# 豁免：事先同意不考核的单位、栏目
exemptions: []
#  - { unit: edu, column: 行政处罚, basis: 本单位无处罚职能, document: 某政办〔2026〕9号, until: 2026-12-31 }
`

const ENGLISH = `# Workspace. Only id, name and portal of a unit are needed; everything else may be left out.
# To inspect: xuncha inspect --units workspace.yaml
defaults:
  rubric: ouhai-2017                # scoring table; see xuncha rubrics list
  timezone: Asia/Shanghai
  contact: 政务公开办 0577-00000000   # in the user agent, so that a webmaster can reach you
  # allowPrivate: ["127.0.0.1:8100-8199"]   # private addresses that may be visited; portals are allowed by being named
  # Network self-test: only while these pages open is an unreachable portal held against anybody
  canaries:
    - { url: "https://www.gov.cn/", contains: 中国政府网 }
  politeness: { connections: 4, requestsPerSecond: 5 }
  # monitoring (--purpose monitor) asks at night only, by the platform's clocks; what a night does not suffice for is
  # planned over several:  politeness: { …, window: { from: "22:00", to: "06:00" } }
  # sampling: { perDay: 24 }        # how often a day the server looks at each start page; 0: never
  # notify: { webhooks: [{ url: "http://oa.example.gov.cn/hook", secret: "env:XUNCHA_HOOK" }] }   # also mail; see README
  # Broken links are confirmed by observations on several days; confirm: immediate confirms at once
  confirm: { observations: 3, days: 2, workingHours: true }
  posting: approval                 # approval: a person posts entries; automatic: they are posted at once
  # precision: 90                   # percent of a check's entries that must stand after disputes; below it a person decides
  limits: { maxPages: 20000 }       # maxRequests: addresses planned for one monitoring inspection
  # retention: { evidenceDays: 1095 }   # age at which xuncha evidence prune deletes files that no entry or dispute rests on
  # Lists of your own (YAML or CSV, relative to this file). What they find are suspicions: a person decides, no points
  # dictionary: ./expressions.csv   # wrong,right
  # leaders: ./leaders.csv          # unit,name,post,order,from,until
  # newMedia: ./accounts.csv        # unit,platform,name,lastPost,seenOn
  # wordings: ./wordings.yaml       # how your portals call things, e.g. roles: { news: [镇街快报] }

# Sites that many units share
platforms: []
#  - id: district
#    name: 某区政府信息公开平台
#    home: https://www.example.gov.cn/
#    operator: office                # answers for what all units share
#    robots: { authorised: 某政办函〔2026〕3号 }
#    pauses: [{ from: 2026-10-01T22:00, to: 2026-10-02T08:00, reason: 系统维护 }]
#    places:                         # where things of many units stand
#      - { role: annual-report, url: ./nb/ }
#    columns:                        # who owns which column
#      - { name: 财政预决算, url: ./czyjs/, owner: edu, maxAgeDays: 366 }

units:
  - id: edu                          # lower-case letters, digits, hyphens
    name: 区教育局
    portal: https://edu.example.gov.cn/
#    kind: department                # else told from the name
#    aliases: [教体局]
#    formerNames: [{ name: 区教育体育局, until: 2024-03-01 }]
#    scope: ["https://www.example.gov.cn/edu/"]    # URL prefixes, ?name=value, or publisher names
#    platform: district
#    upperPortals: ["https://www.example.gov.cn/"]
#    search: "https://www.example.gov.cn/search?q={keyword}"
#    duties: { annualReport: { due: 01-31 } }
#    columns:
#      - { name: 工作动态, url: ./gzdt/, maxAgeDays: 14 }
#      - { name: 政府信息公开指南, role: guide, url: ./zn/ }

# Granted beforehand by the office
exemptions: []
#  - { unit: edu, column: 行政处罚, basis: 本单位无处罚职能, document: 某政办〔2026〕9号, until: 2026-12-31 }
`

/** The workspace to start from, with comments in the language. */
export function workspaceTemplate(language: Language): string {
  return language === 'en' ? ENGLISH : CHINESE
}
