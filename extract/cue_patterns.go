package extract

// none are the words that tell that something was left undone.
const none = "未|没有|未能|不予|不|并未|未曾|从未|均未|亦未|也未|仍未|既未"

// undone is the same, where 不 alone would say something else.
const undone = "未|没有|未能|并未"

// cuePatterns tell in plain words what was done or left undone. Their source
// is the duty that the words name: 行政处罚法 44, 45, 54, 57, 60, 63–65;
// 行政强制法 18, 34–38, 44; 行政许可法 36, 38, 42, 46, 47; 国有土地上房屋征收与
// 补偿条例 13, 15, 19, 25–28; 行政复议法（2023）36, 48, 49, 62.
var cuePatterns = []pattern{
	// told, heard
	{"procedure.untold", Procedure, plain, []string{"not_informed"}, []string{undone + "|不", "履行", "告知"}},
	{"procedure.untold", Procedure, plain, []string{"not_informed"}, []string{undone, "告知", "权利|权|事实|理由|依据|陈述|申辩|听证|内容|期限|救济|途径|事项|诉权|原告|申请人|当事人|上诉人|相对人|利害关系人"}},
	{"procedure.untold", Procedure, plain, []string{"not_informed"}, []string{"剥夺", "陈述|申辩|知情|听证|申请"}},
	{"procedure.named", Procedure, named, nil, []string{"未经", "法定程序|法律程序|必要程序|必要的程序|任何程序"}},
	{"procedure.night", Procedure, plain, nil, []string{"夜间|深夜|凌晨|法定节假日", "强制执行|强制拆除|强拆|拆除|行政强制"}},
	{"procedure.unfiled", Procedure, plain, nil, []string{"案卷|卷宗|卷内|在卷材料|执法卷", "未见|没有|并无|缺少|缺失|无", "告知书|催告书|听证|送达回证|送达凭证|法制审核|集体讨论|立案审批|审批表|申辩|公告"}},
	{"procedure.unheard", Procedure, plain, []string{"not_heard"}, []string{"陈述|申辩|听证|救济", "落空|形同虚设|流于形式|无从行使|无法行使|不能行使|难以行使"}},
	{"procedure.named", Procedure, named, nil, []string{"违反|违背|有违|有悖", "法定程序|法律程序|正当程序|规定的程序|程序规定|程序要求|程序正当|程序原则"}},
	{"procedure.named", Procedure, named, nil, []string{"绕开|绕过|跳过|避开|省略|略去", "程序|步骤|法定途径|环节"}},
	{"procedure.named", Procedure, named, nil, []string{"未|没有|未能|均未", "履行|遵循|遵守|按照|依照|经过|执行|依", "步骤|法定途径|法定流程|规定的流程|法定环节|法定的方式|法定方式"}},
	{"procedure.named", Procedure, named, nil, []string{"未|没有|未能|均未", "履行|遵循|遵守|按照|依照|经过|执行", "法定程序|法律程序|正当程序|规定的程序|上述程序|等程序|必要程序|必经程序|相应程序"}},
	{"procedure.named", Procedure, named, nil, []string{"步骤|程序|环节|手续|流程", "一个也|一项也|一样也|一个都|一项都|一样都|无一|全部|悉数|均|都|，一个也|，一项也|，一样也|，一个都|，一项都|，一样都|，无一", "没有履行|未履行|没有做|未做|没有完成|未完成|没有走|未走|没有遵守|未遵守|没有经过|未经过|缺失|付之阙如"}},
	{"procedure.named", Procedure, named, nil, []string{"程序|步骤|过程|流程", "与", "要求|规定|法律", "差距|相去甚远|不符|不一致|背离|大相径庭"}},
	{"procedure.unheard", Procedure, plain, []string{"not_heard"}, []string{"忽视|无视|漠视|侵害|侵犯|影响|限制|损害|妨碍", "救济权|申辩权|陈述权|申辩的权|陈述、申辩|陈述和申辩|知情权|听证权|申辩权利|程序权利|程序性权利"}},
	{"procedure.untold", Procedure, plain, []string{"not_informed"}, []string{undone, "尽|尽到", "告知|通知|催告|说明|送达", "义务|职责"}},
	{"procedure.form", Procedure, plain, []string{"defective_form"}, []string{undone, "加盖|盖章|署名|签名|注明|载明", "印章|公章|日期|救济|签章|姓名|复议|期限"}},
	{"procedure.unheard", Procedure, plain, []string{"not_heard"}, []string{undone, "听取", "陈述|申辩|意见"}},
	{"procedure.unheard", Procedure, plain, []string{"not_heard"}, []string{undone, "保障|保护", "陈述|申辩|参与|知情|听证"}},
	{"procedure.unheard", Procedure, plain, []string{"not_heard"}, []string{undone, "给予", "陈述|申辩"}},
	{"procedure.unheard", Procedure, plain, []string{"not_heard"}, []string{undone, "对|就", "陈述|申辩|异议", "复核|回应|答复|审查"}},
	{"procedure.unheard", Procedure, plain, []string{"not_heard"}, []string{undone, "通知", "参加|到场|到庭|陈述"}},
	{"procedure.unheard", Procedure, plain, []string{"not_heard"}, []string{undone, "征求|征询", "意见"}},
	{"procedure.hearing", Procedure, plain, []string{"no_hearing"}, []string{undone + "|未经|不", "组织|举行|召开|进行", "听证"}},
	{"procedure.hearing", Procedure, plain, []string{"no_hearing"}, []string{"未经", "听证"}},
	{"procedure.hearing", Procedure, plain, []string{"no_hearing"}, []string{"未听证|未听证即|未予听证|未听证就|应当听证而未|未依法听证", "听证|即|作出"}},
	{"procedure.hearing", Procedure, plain, []string{"no_hearing"}, []string{"应当|应", "组织听证|举行听证|组织|举行", "而未"}},
	{"procedure.reasons", Procedure, plain, []string{"no_reasons"}, []string{undone, "说明|阐明|载明|写明", "理由|依据"}},
	// served, published, warned
	{"procedure.unserved", Procedure, plain, []string{"not_served"}, []string{undone, "送达", "决定|通知|文书|告知|给|原告|申请人|当事人|上诉人|凭证"}},
	{"procedure.unserved", Procedure, plain, []string{"not_served"}, []string{"未送达|未依法送达|未向|没有向|未能送达|没有送达|未有效送达|未直接送达|没有直接送达", "送达"}},
	{"procedure.unserved", Procedure, plain, []string{"not_served"}, []string{"送达程序|送达方式|公告送达|留置送达|送达", "违法|不合法|不符合|不当|违反"}},
	{"procedure.unpublished", Procedure, plain, []string{"not_published"}, []string{undone, "公告|公示|公布|张贴"}},
	{"procedure.unwarned", Procedure, plain, []string{"no_demand"}, []string{undone + "|未经", "催告"}},
	{"procedure.unwarned", Procedure, plain, []string{"no_demand"}, []string{undone + "|未经", "责令限期|责令改正|限期改正|限期拆除|责令停止|责令交出|责令退还"}},
	{"procedure.unwarned", Procedure, plain, []string{"no_demand"}, []string{undone, "给予|留有|预留", "合理|必要|期限|时间"}},
	{"procedure.unproved", Procedure, plain, nil, []string{"没有证据证明|无证据证明|没有证据证实|无证据证实|未提供证据证明|未提供证据证实|不能证明|不能证实|未能证明|未能证实|无法证明|无法证实|难以证明|难以证实|未提交证据证明|未举证证明|没有提供证据证明|未能提供证据证明|未能举证证明|不足以证明|不足以证实", "履行|告知|送达|听取|催告|公告|通知|组织|经过", "程序|权利|陈述|送达|告知|催告|公告|听证|申辩|义务"}},
	// deciding
	{"procedure.undecided", Procedure, plain, []string{"no_written_decision"}, []string{undone, "作出|制作|下达|出具", "书面|强制执行决定|强制拆除决定|行政强制决定|处罚决定|补偿决定|征收决定|限期拆除决定|拆除决定|决定书"}},
	{"procedure.collective", Procedure, plain, []string{"no_collective_discussion"}, []string{undone + "|未经|没有经过|未进行|未提交", "集体讨论|集体研究|集体审议"}},
	{"procedure.review", Procedure, plain, []string{"no_legal_review"}, []string{undone + "|未经|没有经过|未进行", "法制审核|合法性审查|法律审核|法制审查"}},
	{"procedure.unapproved", Procedure, plain, []string{"no_approval"}, []string{"未经|未取得|未报|没有经过|未获得|未依法报|未报请|未履行|未向|没有取得|没有报", "批准|审批|报批|核准|报告"}},
	{"procedure.unapproved", Procedure, plain, []string{"no_approval"}, []string{"未提供|没有提供|未提交|没有提交|未能提供", "报请|报经|经批准|已批准|核准|审批|报批", "证据|证明|材料"}},
	{"procedure.record", Procedure, plain, []string{"no_record"}, []string{undone, "制作", "笔录|记录|清单"}},
	{"procedure.inventory", Procedure, named, []string{"no_inventory"}, []string{undone, "清点|登记保存|办理证据保全|证据保全|公证", "登记|清单|物品|财物|保管|移交|公证|保全"}},
	{"procedure.inventory", Procedure, named, []string{"no_inventory"}, []string{undone, "对", "物品|财物|财产|家具|设备|动产|遗留物", "登记造册|造册登记|清点|登记保存|制作清单|登记、|进行登记|予以登记|进行公证|证据保全"}},
	{"procedure.inventory", Procedure, named, []string{"no_inventory"}, []string{undone, "制作", "物品清单|财产清单|财物清单|登记清单|清点清单"}},
	{"procedure.inventory", Procedure, plain, []string{"no_inventory"}, []string{undone, "妥善保管|妥善处置|妥善保存|妥善安置|制作清单|清点|证据保全"}},
	{"procedure.identity", Procedure, plain, []string{"no_identity_shown"}, []string{undone, "出示|表明", "证件|执法身份|身份|执法证"}},
	{"procedure.officers", Procedure, plain, []string{"one_officer"}, []string{"只有一名|仅有一名|仅由一名|由一名|一名|只有一人|仅一人|仅有一人|一人", "执法人员|办案人员|民警|调查人员|办案民警|工作人员", "询问|调查|执法|检查|处罚|办案"}},
	{"procedure.officers", Procedure, plain, []string{"one_officer"}, []string{"不具有执法资格|没有执法资格|不具备执法资格|无执法资格|辅警|协警|不具有行政执法资格", "调查|执法|询问|检查|处罚|参与|人员"}},
	{"procedure.recusal", Procedure, plain, []string{"no_recusal"}, []string{"应当|应|依法|未|没有", "回避", "未回避|而未|没有回避|未予"}},
	{"procedure.recusal", Procedure, plain, []string{"no_recusal"}, []string{undone, "回避"}},
	{"procedure.order", Procedure, plain, []string{"wrong_order"}, []string{"先处罚|先裁决|先拆除|先决定|先征收|先占用|先作出|先实施|先执行", "后"}},
	{"procedure.order", Procedure, named, []string{"wrong_order"}, []string{"先决定|先处罚|先拆除|先实施|先执行|先作出|先动手|先征收|先扣押|先签发", "后评估|后调查|后取证|后立案|后审核|后审批|后公告|后告知|后听证|后补|才补|再补|后论证|后鉴定|后讨论|，后补|，才补|，再补|，补办|，补做|，补签|，补作"}},
	{"procedure.order", Procedure, plain, []string{"wrong_order"}, []string{"公告|作出|签发|决定|处罚|拆除|实施|扑杀|扣押|征收|送达|落款", "之后|以后|后|晚于", "才委托|才补|才进行|才组织|才开展|才启动|才办理|才制作|补做|补办|补签|补作|补制|才评估|才审核"}},
	{"procedure.funds", Procedure, plain, nil, []string{undone + "|不能视为|不能认定为|难以认定|不等于|并不是", "足额到位|专户存储|专款专用|全部到位"}},
	{"procedure.unevaluated", Procedure, plain, nil, []string{undone + "|未经|未进行", "评估|勘验|鉴定|检验|复核|论证|风险评估|现场勘查|现场勘测"}},
	{"procedure.uncompensated", Procedure, plain, nil, []string{undone + "|未经", "达成", "协议|一致", "即|强制|，即|，强制|，便|，擅自|，自行|，实施|，组织"}},
	{"procedure.uncompensated", Procedure, plain, nil, []string{undone, "先行|依法|予以|给予|进行|签订|作出|落实", "补偿", "即|强制|，即|，强制|，便|，擅自|，就|，直接"}},
	{"procedure.unasked", Procedure, plain, []string{"no_court_enforcement"}, []string{undone, "申请", "人民法院", "强制执行|执行"}},
	{"procedure.unasked", Procedure, plain, []string{"no_court_enforcement"}, []string{"擅自|自行|径行|径自|直接", "强制拆除|拆除|强制执行|强拆|清除|铲除|强制搬迁"}},
	{"procedure.uninvited", Procedure, plain, nil, []string{undone, "通知|告知", "利害关系人|第三人|当事人|申请人", "参加"}},
	{"procedure.unlodged", Procedure, plain, nil, []string{undone, "立案", "即|调查|，即|，就|审批"}},
	{"procedure.early", Procedure, plain, []string{"wrong_order"}, []string{"期限|期间|时限", "尚未届满|未届满|并未届满|未满|尚未到期|届满前|届满之前", "即|就|便|强制拆除|实施强制|，即|，就|，便|，强制"}},
	{"procedure.extended", Procedure, plain, []string{"overdue"}, []string{undone, "办理|履行|经批准|依法|作出", "延期|延长|中止"}},
	// late, of any duty
	{"procedure.late", Procedure, plain, []string{"overdue"}, []string{"迟至|直至|直到|迟延至|拖延至", "才|方|始"}},
	{"procedure.late", Procedure, plain, []string{"overdue"}, []string{"于|至", "才作出|方作出|才答复|方答复|才送达|方送达|才予以|才向|方才|始作出|才将|才对|才告知"}},
	{"procedure.late", Procedure, plain, []string{"overdue"}, []string{"超过|超出|逾|已超|早已超过|远超|远远超过", "期限|时限|审限", "作出|答复|送达|告知|，才|处理|决定|，且|，属|，违反|，程序|，应|，构成"}},
	{"procedure.late", Procedure, plain, []string{"overdue"}, []string{undone, "在", "期限内|时限内|日内|工作日内|规定时间内", "送达|告知|作出|移送|转送|通知", "，才|，迟|，于|，直|后|，但|，违反|，程序"}},

	// not done at all
	{"duty.term", Nonperformance, plain, []string{"never_acted"}, []string{undone + "|不", "在", "期限内|时限内|日内|工作日内|规定时间内|合理期限内", "作出|答复|处理|履行|办理|回复|立案|告知|给予|予以|公开|受理|支付|决定"}},
	{"duty.term", Nonperformance, plain, []string{"never_acted"}, []string{"逾期|至今|迄今|一直|始终|仍|仍然|均|既", "未", "作出|答复|处理|履行|办理|回复|立案|告知|给予|公开|受理|支付|决定|查处|安置|补偿"}},
	{"duty.term", Nonperformance, plain, []string{"never_acted"}, []string{undone, "就|对", "申请|请求|投诉|举报|事项|反映|履职申请", "作出|进行|予以|给予", "答复|处理|回复|决定|查处|回应|调查|复核"}},
	{"duty.fail", Nonperformance, named, nil, []string{undone + "|不|拒不|怠于|拖延|拒绝|没有完全|未完全|未全面|未充分|未积极|未及时|未依法|未正确", "履行", "职责|职责义务|法定义务|给付义务|支付义务|监管义务|查处义务|答复义务|补偿义务|安置义务|保护义务|公开义务|监督义务|管理义务"}},
	{"duty.fail", Nonperformance, plain, nil, []string{"负有|具有|应当履行|依法应", "职责|义务", "，但未|，却未|，而未|，仍未|，未|却未|但未"}},
	{"duty.fail", Nonperformance, named, nil, []string{"没有|未|未能|不能算|不能算是|不能视为|难言|难谓|谈不上|不能认定", "职责|职守|义务", "履行到位|尽到|履行完毕|履行充分|落到实处|落实到位"}},
	{"duty.judgment", Nonperformance, named, nil, []string{"没有按照|未按照|未按|未依照|不履行|未履行|拒不履行", "生效判决|生效裁判|判决|行政判决|复议决定|生效裁定"}},

	// law
	{"law.applied", WrongLaw, named, nil, []string{"适用", "错误|不当|有误|不正确"}},
	{"law.uncited", WrongLaw, named, []string{"no_article_cited"}, []string{undone, "引用|援引|适用|列明|载明|写明|指明|明确", "具体|条文|条款|法律", "条款|条文|法律依据|规定|款项|条、款|条、款、项|法律规范"}},
	{"law.uncited", WrongLaw, named, []string{"no_article_cited"}, []string{"仅|只|笼统", "引用|援引|适用|列明|载明", "，未|而未|未", "条款|条文|具体"}},
	{"law.contrary", WrongLaw, plain, nil, []string{"与", "规定|法律|法规|上位法", "相抵触|抵触|相悖|相违背|相冲突|不一致|不符"}},
	{"law.missing", WrongLaw, plain, nil, []string{"应当适用|应适用|理应适用", "而未适用|却适用|，却适用|而适用|，而适用|，被告适用|，被申请人适用|，而非"}},

	// authority
	{"authority.none", UltraVires, named, []string{"no_authority"}, []string{"不具有|不具备|没有|无|不享有|并无|并不具有|亦不具有|不再具有|不再享有|不再行使|已不具有|已不享有|不拥有|缺乏|未取得|欠缺", "该项职权|该职权|此项职权|相应职权|相关职权|查处的权力|处罚的权力|拆除的权力|处理的权力|强制的权力|执法权力|法定权力|法定职权|行政职权|的职权|处罚权|执法权|强制执行权|管辖权|执法主体资格|行政主体资格|执法资格|审批权限|的权限|的法定权限|职权依据|法律授权|的行政职权|职责权限"}},
	{"authority.none", UltraVires, named, []string{"no_authority"}, []string{"不属于|不属|并非|不是|非属|超出|超越|不在", "职权范围|法定职权|职责范围|管辖范围|权限范围|授权范围|委托范围|的职权|管辖权"}},
	{"authority.none", UltraVires, named, []string{"no_authority"}, []string{"未提供|没有提供|未能提供|未提交|没有提交", "职权依据|职权的依据|职权的证据|授权依据|职权的法律依据"}},
	{"authority.named", UltraVires, named, nil, []string{"超越|超出", "职权|管辖权|权限|授权范围|职责范围"}},

	// facts
	{"facts.judged", FactsEvidence, named, nil, []string{"认定", "事实不清|事实错误|证据不足|不清楚|缺乏事实|事实有误|没有事实根据|没有事实依据|不符合事实|与事实不符|与事实相悖|与客观事实不符|与客观事实相悖|与客观事实不一致|与客观情况不符|与实际不符|与实际情况不符|缺乏依据"}},
	{"facts.undone", FactsEvidence, named, nil, []string{"在没有|在缺乏|在无|在并无", "证据|事实根据|事实依据", "情况下|情形下|前提下"}},
	{"facts.alone", FactsEvidence, plain, nil, []string{"仅凭|单凭|仅依据|仅根据|仅以|只凭|仅依", "陈述|证言|举报|笔录|说明|证明|照片|航拍|图斑|截图|询问|材料|口供|影像|报告", "认定|得出|推定|确认|作出|，即|，便|，就"}},
	{"facts.alone", FactsEvidence, plain, nil, []string{"别无|再无|没有|无|缺乏|缺少", "其他证据|其它证据|旁证", "佐证|印证|证实|证明|支持"}},
	{"facts.unshown", FactsEvidence, plain, nil, []string{"未提供出|没有提供出|未能提供出|未举出|未能举出|不能举出", "证据"}},
	{"facts.unseen", FactsEvidence, plain, nil, []string{undone, "查清|查明|核实|调查|审查|核查", "事实|情况|面积|身份|权属|真实性|主体|情节|内容|范围|来源"}},
	{"facts.unstated", FactsEvidence, plain, nil, []string{undone, "载明|写明|列明|记载", "违法事实|事实|时间|地点|情节"}},
	{"facts.unseen", FactsEvidence, plain, nil, []string{undone, "尽|尽到|履行|充分履行|全面履行", "审查|审慎|调查|核实|核查|查明|审核", "义务|职责|责任"}},
	{"facts.unexplained", FactsEvidence, plain, nil, []string{"未能|无法|不能|未|没有|始终未|难以", "说明|解释|讲清|说清|作出合理|给出合理", "来源|来历|去向|依据为何|差异|出入|差额|缺口|构成|矛盾|从何而来|不一致"}},
	{"facts.unexplained", FactsEvidence, plain, nil, []string{"来源|来历|从何而来|去向|差异|出入|差额|缺口|矛盾|不一致|为何|依据何在", "讲不清|说不清|未能说明|无法说明|不能说明|未作出合理|未能作出合理|不能作出合理|没有合理|未给出合理|未予说明|未作说明|语焉不详|没有作出合理|无法自圆其说|不能自圆其说"}},
	{"facts.unproved", FactsEvidence, plain, nil, []string{undone, "提供|提交|举证|举示", "证据", "证明|证实|予以证明|予以证实|佐证|支持"}},
	{"facts.unproved", FactsEvidence, plain, nil, []string{"证据|材料|笔录|照片|证言|鉴定意见|录像", "不能证明|不足以证明|无法证明|不足以认定|不能认定|难以认定|不足以证实|不能证实|未能证明|不能作为|不具有证明力|不予采信"}},

	// evidence in time
	{"proof.never", NoEvidenceInTime, plain, []string{"no_evidence"}, []string{none, "在", "期限内|期间内|时限内|十日内|十五日内|10日内|15日内", "提交|提供|举证|提出|举示", "证据|答辩|答复|材料|依据|举证"}},
	{"proof.never", NoEvidenceInTime, plain, []string{"no_evidence"}, []string{none, "向", "本院|法院|法庭|本机关|本府|原审法院|一审法院|复议机关|人民法院", "提交|提供|举示", "证据|依据|答辩|材料"}},
	{"proof.never", NoEvidenceInTime, plain, []string{"no_evidence"}, []string{"期限内|期间内|答复期内", "没有|未|均未|亦未|既未|也未", "提交|提供|提出|举证", "证据|答辩|答复|材料|依据"}},
	{"proof.never", NoEvidenceInTime, plain, []string{"no_evidence"}, []string{"未提交任何|未提供任何|没有提交任何|没有提供任何|未举示任何|未出示任何", "证据|依据"}},
	{"proof.never", NoEvidenceInTime, plain, []string{"no_evidence"}, []string{"没有提供|未提供|未提交|没有提交|未能提供|未能提交", "证据和|证据、|证据及|事实根据和|事实证据和|证据与", "依据|规范性文件|材料|法律依据"}},
	{"proof.never", NoEvidenceInTime, plain, []string{"no_evidence", "no_defence"}, []string{"未提出|未提交|没有提出|没有提交|不提出|不提交|不按照|未按照|未按|未作出", "书面答复|答复书|行政复议答复|复议答复", "证据|依据|材料|，也未|，亦未|，且未|、提交|，未"}},
	{"proof.never", NoEvidenceInTime, plain, []string{"no_evidence"}, []string{"未|没有|未能|均未", "在", "期限内|期间内", "举证"}},
	{"proof.late", NoEvidenceInTime, named, []string{"late_evidence"}, []string{"至|于|迟至|直至|直到", "才", "提交|提供", "证据|答辩|答复"}},
	{"proof.late", NoEvidenceInTime, named, []string{"late_evidence"}, []string{"超过|超出|已超过|逾", "举证期限|提交证据期限|答复期限|法定举证", "提交|提供|举证|，无正当|，视为|，应|，且"}},
	{"proof.excluded", FactsEvidence, plain, []string{"excluded_evidence"}, []string{"证据|材料|笔录", "收集|取得|搜集|调取", "不能作为|不得作为|不予采信|予以排除|不应作为"}},
	{"proof.deemed", NoEvidenceInTime, named, []string{"no_evidence"}, []string{"视为|应视为|应当视为|认定|应认定|应当认定|可以认定", "没有|无|未提供|未提交", "证据", "依据"}},
	{"proof.deemed", NoEvidenceInTime, named, []string{"no_evidence"}, []string{"视为", "没有|无|未提供|未提交", "证据"}},

	// basis
	{"basis.named", NoLegalBasis, named, nil, []string{"没有|缺乏|无|缺少|于法无|欠缺", "法律依据|法律、法规依据|法律规范依据|法律法规依据|法定依据|法律上的依据|合法依据"}},
	{"basis.named", NoLegalBasis, named, nil, []string{"找不到|无从找到|找不出|寻不到|寻找不到|没有找到|未能找到|查无", "依据|条文|法律支撑|根据|支撑的条款"}},
	{"basis.grave", NoLegalBasis, named, []string{"grave"}, []string{"重大", "明显违法"}},

	// fairness
	{"improper.named", Improper, named, nil, []string{"明显", "不当|不相当|不适当|过重|失当|不合理"}},
	{"improper.unweighed", Improper, plain, []string{"wrong_range"}, []string{undone + "|不", "考虑|综合考虑|考量|予以考虑|适用", "情节|因素|裁量|从轻|减轻|基准|后果|过错|危害"}},
	{"improper.range", Improper, plain, []string{"wrong_range"}, []string{"与", "情节|社会危害|危害程度|违法行为|事实、性质", "不相当|不相适应|不相称|不匹配|明显不"}},

	// harm
	{"tort.plain", Tort, plain, nil, []string{"应|应当|应该|依法", "承担|负", "赔偿责任|侵权赔偿|赔偿"}},
	{"tort.plain", Tort, plain, nil, []string{"存在|具有|有|负有", "过错|过失|管理瑕疵"}},

	// contracts
	{"contract.breach", ContractBreach, named, nil, []string{"未|没有|未能|不|拒不|怠于", "按|按照|依|依照|根据|履行|依约|全面", "约定|合同|协议", "履行|支付|付款|给付|交付|返还|安置|补偿|义务|办理|偿还|款"}},
	{"contract.breach", ContractBreach, named, nil, []string{"违约", "责任|行为|在先"}},
	{"contract.plain", ContractBreach, plain, nil, []string{"应|应当|应该|理应|仍应", "按|按照|依|依照|履行|继续", "支付|付款|给付|履行|偿还|返还"}},
	{"contract.void", ContractBreach, named, []string{"contract_void"}, []string{"合同无效|协议无效|无效", "过错", "责任|，|。|主要|应"}},
	{"contract.tender", ContractBreach, plain, []string{"no_tender"}, []string{"拆分|化整为零|分拆|分割", "标段|发包|招标|项目|工程", "规避招标|直接发包|，规避招标|，直接发包|，分别发包|避免招标"}},
	{"contract.tender", ContractBreach, plain, []string{"no_tender"}, []string{"规避", "招标|公开招标"}},
	{"contract.tender", ContractBreach, plain, []string{"no_tender"}, []string{undone + "|未经|未履行", "招标|招投标"}},
	{"contract.void", ContractBreach, named, []string{"contract_void"}, []string{"对|造成|导致", "合同无效|合同的无效|协议无效", "过错|责任"}},
}
