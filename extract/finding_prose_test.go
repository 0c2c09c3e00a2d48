package extract

// proseRows are faults told in free words, several in one reasoning and none
// with its item, and the same words said of the other side, of a court or of an
// agency that did right. Written by one who knew the rules, so no measure of
// what they read elsewhere.
const proseRows = `
# who took the evidence, and how
撤销|procedure|对原告的询问笔录上，签名的仅有一名民警，被诉处罚决定应予撤销。
撤销|procedure|执法视频显示，现场检查时只有一名执法人员在场，与法律的要求不合。
撤销|procedure|制作现场勘验笔录的另一人系协管员，没有执法资格。被诉决定应予撤销。
撤销|procedure|参与调查的办案人员不足二人，被诉决定应予撤销。
驳回||现场检查时店内只有一名顾客，不影响对违法事实的认定。
驳回||原告称询问时只有一名民警，经核对录像，两名民警全程在场。
撤销|ultra_vires|被告作为派出机构，不具有执法资格，应予撤销。
# what a party was not let know
撤销|procedure|被告在告知书中只写了陈述的期限，对于听证，只字未提，被诉决定应予撤销。
撤销|procedure|被告从未把检测结论交给原告，原告申请复检的机会由此丧失。被诉决定应予撤销。
撤销|procedure|原告直到银行账户被划扣才得知此事，此前无从申辩。被诉决定应予撤销。
撤销|procedure|被告在作出决定前没有让原告知晓拟作处理的内容。该决定应予撤销。
确认违法|procedure|拆除之前既无书面决定，也没有进行催告。原告的诉讼请求应予支持。
复议撤销|procedure|案卷内没有材料可以反映被申请人告知过申请人权利。该处罚决定应当撤销。
驳回||送达回证上有原告签名，原告主张被告从未把鉴定意见交给他，与事实不符。
驳回||原告在法定期间内没有申请重新鉴定，由此丧失的机会应由其自行承担。
# deciding alone
撤销|procedure|吊销许可证属重大处罚，被告没有提交会议纪要，无法看出经过了负责人讨论。该决定应予撤销。
撤销|procedure|该处罚决定仅由分管副局长一人签批。应予撤销。
撤销|procedure|案件的审核人，正是承办人，审核形同虚设，应予撤销。
撤销|procedure|被告受理后没有组织双方进行调解，即行裁决。应予撤销。
驳回||案卷中附有会议记录，原告称由局长个人决定，没有依据。
# late
确认违法|procedure|被告于次年三月才告知结果，已经晚于规定期限。应确认违法。
驳回||原告起诉的时间晚于法定期限，已过起诉期限。
# facts
撤销|facts_evidence|被告的举证尚未达到证明标准。处罚决定应予撤销。
撤销|facts_evidence|被告没有向在场的工友了解情况。被诉决定应予撤销。
撤销|facts_evidence|被告未到现场查看，所作认定应予撤销。
撤销|facts_evidence|除去这份笔录，再无其他证据。处罚决定应予撤销。
撤销|facts_evidence|被告将已取得许可的部分不加区分，一概认定为违法建筑面积。应予撤销。
撤销|facts_evidence|被告所称隐患，其提供的照片不能反映设施有何不合格之处。应予撤销。
撤销|facts_evidence|原告在举报时附有商家名称，被告没有作任何核实便得出结论，没有事实支撑。应予撤销。
驳回||原告没有到现场参加勘验，系其自愿放弃。
驳回||原告主张其受伤与工作有关，其提供的照片不能反映受伤经过，本院不予采信。
# both, in sentences of their own
撤销|facts_evidence procedure|被告对原告的询问只有一名民警在场。除郝某本人的陈述外，被告没有向在场的村民了解情况。被诉处罚决定不能成立。
撤销|procedure wrong_law|决定书没有写明所依据的法律条款。被告亦未将该案提交集体讨论。被诉处罚决定应予撤销。
撤销|procedure ultra_vires|被告已经逾越了法律为其划定的权限。拆除前既无决定，亦无催告。原告的请求应予支持。
# whose matter it was
撤销|ultra_vires|法律把查处的权力交给了水行政主管部门，乡镇政府并不在其列。被告自行处罚，应予撤销。
撤销|ultra_vires|被告始终未能举出这种权力来自何处。处罚决定应予撤销。
撤销|ultra_vires|该证由县政府颁发，没有任何规定允许其工作部门自行否定。注销决定应予撤销。
撤销|ultra_vires|权属争议应当由人民政府处理，被告作为内设机构，不能代为决定。应予撤销。
驳回||查处权已由省政府批复交由被告行使，原告认为应当由镇政府处理，系对规定的误解。
# law
复议撤销|wrong_law|该办法早已废止，被申请人仍援引其处理申请人的举报。应予撤销。
复议撤销|wrong_law|被申请人援引的规章早已不再施行，所用依据有误。应予撤销。
驳回||原告援引的规定已经废止，其据此提出的主张不能成立。
# evidence in time
撤销|no_evidence_in_time|被告直到开庭，才拿出档案复印件，本院不予采纳。应予撤销。
撤销|no_evidence_in_time|被告逾期提交的材料，本院不予接纳，应当认为该通知没有证据。应予撤销。
驳回||原告直到二审才拿出合同，本院不予采信。
# the court below
改判胜诉||一审认定被告未到现场核实、没有向工友了解情况，与在案笔录不符，应予纠正。
指令审理||原审没有通知利害关系人到庭，也没有组织质证，基本事实没有查清。
`
