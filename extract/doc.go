// Package extract reads what a paper (文书) of a court or of an organ of
// reconsideration says: a Document comes in, one Record for each paper in it
// goes out. What the paper does not tell is null, what a person should look at
// or confirm is a warning, and every finding quotes the words that
// decided with their place in the source. No network, file, clock or chance is
// used; the same document gives the same records.
//
// A paper is cut into sections first, because the same words mean something
// else in each: only the deciding body's own reasoning and disposition say
// what was wrong. What the parties claim, what the court below held and was
// overturned on, statutes quoted in full, and an annex or a commentary are
// never findings.
//
// # Papers
//
// A judgment (判决书) decides on the merits, a ruling (裁定书) on procedure or
// enforcement, a decision (决定书) is an organ of reconsideration's; the three
// are never mixed up. [AdministrativeRuling] takes in 执行裁定书 in
// administrative matters. [ReconsiderationRejection] is a refusal to accept
// (不予受理) or a dismissal (驳回复议申请). [Other] is everything else, letters of
// a court among them (释明函, 驳回申诉通知书); reports of cases are read
// as the paper that they tell of.
//
// # Reports of cases (案例)
//
// A guiding case (指导性案例), a case of the gazette (公报案例), a model case of a
// court or an organ of reconsideration (典型案例) and a case of a collection
// (案例选, 审判案例要览) tell in the third person what was decided, instance by
// instance. Organ, number, day, dispositions and reasons are those of the last
// body that decided; what those below it decided is Prior. Where the last one
// only let an appeal be withdrawn, the decision that it left in force is the
// one of the record, and both are dispositions. The reasons of an instance
// count as long as its decision stands. The words of the editor (裁判要点,
// 典型意义, 评析) are no findings. News and an agency's own account of its case
// are no reports.
//
// # Outcomes: what a clause of the disposition does
//
//   - [Revoke] 撤销 of an agency's act. Of a judgment or ruling it is Reverse.
//   - [RevokePartial] 部分撤销, 撤销……第X项: a part of an act falls.
//   - [Redo] 责令重新作出: the agency must decide anew. First decisions are Perform.
//   - [ConfirmIllegal] 确认违法: the act stays, or cannot be annulled.
//   - [ConfirmInvalid] 确认无效: 重大且明显违法; not the nullity of a civil contract.
//   - [Modify] 变更 of an agency's act. Of a judgment it is Reverse.
//   - [Perform] 责令履行法定职责, 限期答复: an omission; not a payment.
//   - [Pay] 责令给付 of what a law grants; not 赔偿, 补偿, nor what was taken.
//   - [Remedy] 采取补救措施, 返还 of what an unlawful act took.
//   - [Compensate] 赔偿 for an unlawful act (国家赔偿); [Indemnify] 补偿 for a lawful one.
//   - [Contract] 行政协议: 履行, 解除, 违约责任. Civil contracts are CivilLiability.
//   - [DismissClaim] 驳回诉讼请求: on the merits. [DismissSuit] 驳回起诉, 不予立案: not.
//   - [Withdraw] 准许撤回, 按撤诉处理; [Mediate] 调解; [Terminate] 终止, 终结.
//   - [Restore] 恢复原行政行为的效力: a decision of reconsideration that had
//     changed the act is annulled; its organ lost, the first agency won.
//   - [Affirm] 驳回上诉，维持原判: carries the result of the instance below.
//   - [Reverse] 撤销 or 变更 of a judgment or ruling, whole or in part.
//   - [Remand] 发回重审, 指令审理, 指令再审, 提审: nothing is decided yet.
//   - [RejectPetition] 驳回再审申请, 驳回申诉: the effective decision stands.
//   - [Maintain] 维持 of an act, or of items of the judgment below.
//   - [RejectApplication] 驳回、不予受理 of an application for reconsideration.
//   - [Enforce] 准予强制执行; [RefuseEnforcement] 不准予强制执行: the agency's loss.
//   - [CivilLiability] 民事责任; [OtherOutcome] all else (中止, 移送, 冻结).
//
// # Results: how the case ended for an agency (是否败诉)
//
// [Lost]: something against it stands at the end of all instances; that other
// claims were dismissed turns nothing. [PartlyLost]: a part of its own act falls
// and a part stands. [Won]: dismissed on the merits, 维持, enforcement granted, or
// nothing ordered against it. [Undecided]: no decision on the merits. What
// stands is computed clause by clause, see readResults; a private party's duty
// to pay is no loss of an agency.
//
// # Findings: what the deciding body found wrong (败诉原因)
//
//   - [FactsEvidence] 主要事实不清, 主要证据不足: not late or missing evidence as such.
//   - [WrongLaw] 适用法律、法规错误: not the lack of any basis.
//   - [Procedure] 违反法定程序; minor: 程序轻微违法. An act that came late, not one
//     that never came; never a fault of the court below.
//   - [UltraVires] 超越职权; [Abuse] 滥用职权; [Improper] 明显不当.
//   - [Nonperformance] 不履行、拖延履行法定职责: nothing came.
//   - [NoEvidenceInTime] 未在举证期限内提交证据, 视为没有相应证据.
//   - [NoAppearance] 负责人未出庭 where the body says that it is wrong; a party's
//     拒不到庭 is a warning.
//   - [NoLegalBasis] 没有法律依据, 重大且明显违法.
//   - [ContractBreach] 未按约定履行, 违法变更、解除; [Tort] 侵权责任.
//
// A fault is found in this order: by its usual name or by the item of the law
// that the decision rests on; by patterns that tell in plain words what was done
// or left undone; and, where the body names nothing and cites no item, by how its
// sentences are worded: a linear model over their words, names and roles put
// aside (wording.go), learnt from sentences that several writers made for it.
// The model also doubts a pattern whose sentence as a whole says something else.
// What it finds carries [Wording] and a warning: a person has to confirm it.
//
// Ground is true where the result was built on it; a remark (予以指正) has false.
package extract
