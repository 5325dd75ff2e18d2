/** The words that portals use for nothing, not ours, not found and the on-application entry. */

/** A list that says that it has nothing. */
export const PLACEHOLDER =
  /^(?:(?:该|本|此|当前)?(?:栏目|页面|列表|分类)?[:：，,]?\s*)?(?:(?:抱歉|对不起|很遗憾)[,，!！]?\s*)?(?:暂无|暂没有|暂时没有|暂时无|没有找到|尚无|目前没有|目前暂无|目前尚无|还没有|没有相关|无相关|没有任何)(?:任何|相关|最新|更多|符合条件的|您要的|发布|公开|此类)?(?:的)?(?:信息|数据|内容|资料|记录|文章|新闻|文件|公告|公示|消息|结果|列表|内容发布|公开信息|信息公开|项)?.{0,12}$|^(?:(?:该|本|此)?(?:栏目|页面|频道|内容|网页)?(?:正在|还在|尚在)?(?:建设|整理|更新|维护|完善|筹备|升级|制作|调整|改版)(?:中|之中)|(?:该|本)?栏目建设中|(?:敬请|请)(?:期待|等待|关注)|内容(?:正在)?更新中|(?:no\s?data|under construction|coming soon))[,，、。.…!！~\s]*(?:敬请(?:期待|等待|关注)|请稍[候后]|请等待)?.{0,6}$/i

/** Words without which no line says so. */
export const PLACEHOLDER_LIKE =
  /暂|尚无|没有|无相关|(?:建设|整理|更新|维护|完善|筹备|升级|制作|调整|改版)(?:中|之中)|请(?:期待|等待|关注)|no\s?data|under construction|coming soon/i

/** A declared nothing: the duty does not touch this unit. */
export const NOT_APPLICABLE =
  /(?:本|我|该)(?:单位|部门|局|镇|乡|街道|机关|办|委|中心|院|园区|地区|辖区)?(?:暂|目前|均|职能)?(?:不涉及|未涉及|无此[类项]|无该[类项]|没有此[类项]|无相关(?:职能|职责|事项|业务)|不承担|无涉及|(?:无|没有|不行使|不具有)[\u4e00-\u9fa5]{0,12}(?:事项|职能|职权|权限|业务|情形|行为|权力)(?:$|[。；;，,！!\s]))|^(?:暂)?不涉及(?:此|该|本|相关)?[类项事]?|^无此[类项](?:信息|事项|内容)|不涉及(?:此|该|本)[类项]/

/** Words without which no line declares it. */
export const NOT_APPLICABLE_LIKE =
  /涉及|[无有]此|无该|无相关|不承担|(?:无|没有|不行使|不具有).{0,12}(?:事项|职能|职权|权限|业务|情形|行为|权力)/

/** What an error page says in its title or main text. */
export const SOFT_ERROR =
  /(?:您|你)?(?:所)?(?:访问|请求|查找|浏览|打开|查看)的?(?:页面|网页|内容|信息|文件|地址|栏目|文章|资源)(?:不存在|不见了|找不到|已(?:被)?删除|已失效|无法找到|未找到|丢失)|^(?:页面|网页|文章|内容|信息|文件|栏目|该页面|该文章|该信息|该内容)(?:不存在|找不到了?|未找到|已(?:被)?删除|走丢了|丢失了)|(?:找不到|无法找到)(?:您|你)?(?:要|所)?(?:访问|请求|查找|浏览)?的?(?:该)?(?:页面|网页|页)|\b404\b.{0,20}(?:not\s*found|error|错误|页面)|(?:error|错误|HTTP)\s*[:：-]?\s*404\b|页面(?:没有找到|走丢|飞走|跑丢)|^not\s*found$|^(?:page|file)\s*not\s*found|^object not found|无法找到(?:该|此)?(?:页|网页|资源)|抱歉[，,]?.{0,6}页面.{0,6}(?:不存在|找不到|无法)/i

/** Labels of the on-application entry. */
export const APPLICATION_LABEL =
  /^(?:政府信息)?(?:公开)?(?:网上|在线)?(?:依申请公开|信息公开申请|公开申请|申请公开|依申请公开申请)(?:政府信息|信息)?(?:入口|系统|平台|专栏|受理|申请|表|申请表单|网上申请|在线申请|渠道|栏目|办理|服务)?$|^(?:政府)?信息(?:依申请公开|公开在线申请|公开网上申请|公开申请)(?:入口|系统|平台|表)?$|^(?:依申请|网上申请公开|在线申请公开)$/

/** Labels that mean the entry only where the page is about open information. */
export const APPLICATION_LABEL_NEAR =
  /^(?:我要申请|在线申请|网上申请|申请入口|在线申请入口|点击申请|我要申请公开)$/

/** Letters and consultations look like an application and are none. */
export const LETTER = /咨询|留言|信访|来信|写信|信箱|投诉|举报|建言|意见征集|社情民意|纠错|互动交流|举报人/
