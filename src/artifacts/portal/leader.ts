/** A leader's name in text: a person's name beside a title of office. */

const TITLE =
  '(?:党[组委工]*(?:副?书记|成员|委员)|副?书记|副?局长|副?主任|副?镇长|副?乡长|副?区长|副?县长|副?市长|副?院长|副?校长|副?站长|副?所长|副?馆长|副?会长|副?理事长|副?部长|副?组长|副?处长|副?科长|(?:副?大|副?支|副?总)?队长|政委|[一二三四]级调研员|总(?:工程|经济|规划|会计)师|副?主席|副?总经理|董事长|副?秘书长|总干事|副?指挥长|副?社长|副?台长|副?园长|副?关长|副?检察长)(?:候选人|提名人选)?'
/** 周志远, and 李　明 as lists spread it out. */
const NAME =
  '(?:[\\p{Script=Han}]{1,2}[\\p{Script=Han}·]{1,3}?|\\p{Script=Han}[ \\u3000]{1,2}\\p{Script=Han})'
const END = '(?=$|[^\\p{Script=Han}]|同志|主持|分管|负责|协助|现任|汉族|男|女)'

/** A word on the office in brackets: （主持工作）. */
const REMARK = '(?:[（(][^()（）\\n]{0,12}[)）])?'

/** Name after a title or 负责人, name after 姓名：, name before a title. */
const PATTERNS = [
  new RegExp(
    `(?:负责人(?:姓名)?|法定代表人|法人代表|主持(?:全面)?工作(?=\\s?[:：])|${TITLE})${REMARK}[\\s:：、，,|是为—-]{0,4}(?:姓名\\s{0,2}[:：]?\\s{0,2})?(?:${TITLE}${REMARK}[\\s:：、，,|兼和及]{0,4}){0,4}(?!${TITLE})(${NAME})${END}`,
    'gu',
  ),
  new RegExp(`姓\\s{0,4}名[\\s:：|]{1,4}(${NAME})${END}`, 'gu'),
  new RegExp(`(?<!\\p{Script=Han})(${NAME})[\\s:：，,(（|]{1,3}[\\p{Script=Han}、，, ]{0,16}?${TITLE}`, 'gu'),
]

/** What tells a name whatever it begins with: its office alone on the line or before a colon, and sex after it. Nobody in office is an answer. */
const CERTAIN = [
  /负责人(?:姓名)?\s{0,3}[:：]\s{0,3}(\p{Script=Han}{2,4}|\p{Script=Han}{1,8}·\p{Script=Han}{1,8})(?=[ \u3000]*(?:\n|$))/gu,
  new RegExp(
    `(?<!\\p{Script=Han})(\\p{Script=Han}{1,8}·\\p{Script=Han}{1,8})[\\s:：，,(（|]{1,3}[\\p{Script=Han}、，, ]{0,16}?${TITLE}`,
    'gu',
  ),
  new RegExp(
    `${TITLE}${REMARK}\\s{0,3}(?:[:：]\\s{0,3}|\\n\\s{0,3})(\\p{Script=Han}{2,3}|\\p{Script=Han}{1,6}·\\p{Script=Han}{1,6})(?=[ \\u3000]*(?:\\n|$))`,
    'gu',
  ),
  /(?<!\p{Script=Han})(\p{Script=Han}{2,4}|\p{Script=Han}{1,6}·\p{Script=Han}{1,6})[，,、\s]{1,3}[男女][，,、\s]/gu,
  new RegExp(`${TITLE}${REMARK}\\s{0,3}[:：]?\\s{0,3}[(（]?(暂缺|空缺|暂空|出缺)`, 'gu'),
]

/** Surnames that nearly everybody bears; other characters begin no name. */
const SURNAMES = new Set(
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付傅方邹熊白孟秦邱侯江尹薛闫雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔温牛樊葛邢安齐庞颜庄章鲁倪季殷施岳詹焦柳欧阳项虞缪鲍费廉岑滕罗毕邬凌霍翁应柯祝盛占管卓麻池计单娄裴谷甘瞿聂冷辛阮纪骆俞娜申关解连华左饶柴伍梅舒兰游车屈涂符景阚冉郜宁甄梅木黎胥宗南蒲鞠楼干叶戚诸葛司马上官水尚麦阎解符褚曲仇厉巫全谈舒党桂祁应艾房苗尤古晏闵窦佟苟蔺佘敖薄鄢仝邸燕臧卞栗冀揭习苑丛蒙巩谌桑宿卜隋旷昝逄狄迟綦楚闻莘贡劳姬郄沙丘亓佴阙匡芦查瞿',
)
const NO_NAME =
  /^(?:信息|简介|分工|介绍|姓名|职务|照片|工作|办公|领导|班子|成员|会议|电话|简历|单位|暂无|方式|待定|兼任|同上|负责|主持|动态|活动|讲话|信箱|职责|职能|机构|首页|更多|查看|查询|查阅|查找|关闭|关注|时间|地址|安全|管理|任免|项目|程序|万元|高级|解读|计划|应急|全面|关于|党[组委建群政]|施行)/

/** The words that name a leader, at most 60 characters; null where nobody is named. */
export function leaderIn(text: string): string | null {
  const bounded = text.slice(0, 20_000)
  for (const pattern of [...PATTERNS, ...CERTAIN]) {
    let tries = 0
    for (const found of bounded.matchAll(pattern)) {
      const name = found[1] ?? ''
      const sure = CERTAIN.includes(pattern) || SURNAMES.has(name[0] ?? '')
      if (sure && !NO_NAME.test(name)) return found[0].trim().slice(0, 60)
      if (++tries > 200) break
    }
  }
  return null
}

/** True for a text that is a person's name and nothing else: 张 三, 欧阳某某. */
export function isName(text: string): boolean {
  const folded = text.replace(/\s+/g, '')
  if (NO_NAME.test(folded)) return false
  return (
    /^\p{Script=Han}{1,6}·\p{Script=Han}{1,6}$/u.test(folded) ||
    (/^\p{Script=Han}{2,4}$/u.test(folded) && SURNAMES.has(folded[0] ?? ''))
  )
}
