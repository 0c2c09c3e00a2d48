// Package classify turns a Case (the papers of one dispute) and the Facts that
// people supply into Assessments: what each regulation makes of each agency
// that lost. It reads no file, no network and no clock; a jurisdiction is
// data, never code.
//
// # A pack
//
// A jurisdiction is one folder:
//
//	ID/pack.yaml        what the regulation is, since when, for whom
//	ID/text.txt         its wording
//	ID/rules.yaml       the rules
//	ID/places.csv       code,name,level: the places that it covers
//	ID/cases/*.yaml     cases for each clause
//	ID/documents/*      templates of the papers it demands (see package report)
//
// pack.yaml:
//
//	format: 1                         # PackFormat; without it 1
//	id: jinzhai                       # lower-case letters, digits, _
//	title: 金寨县行政败诉案件过错责任追究办法（试行）
//	number: 金政〔2017〕50号
//	issuer: 金寨县人民政府
//	cite: {article: 第%s条, paragraph: 第%s款, item: 第%s项, sub: 第%s目}   # citation in full
//	example: 金寨县梅山镇人民政府        # an agency that it covers
//	versions:                         # in the order of their dates; the decision's day selects the wording
//	  - {name: ..., from: 2017-10-13, until: , article: 二十三, text: text.txt, rules: rules.yaml, note: a warning for every assessment}
//	scope:
//	  article: 一                     # the article that says whom it covers
//	  strip: [安徽省, 六安市]           # what may stand before the place's name
//	  places: places.csv              # level: city | county | town
//	  include: [{match: ^金寨经济开发区, level: county_unit}]     # names behind strip
//	  only: [^...$]                   # instead of places: these agencies alone
//	  outside: [central, provincial, city_branch]               # groups of organs.yaml
//	  exclude: [{match: ..., reason: ...}]
//	organs: [{printed: 县监察局, present: 县监察委员会}]        # or is: 县司法局, for a general term
//	settings: {report_to: 县政府法制办}  # words for templates
//	facts:                            # of its own; or another question for a common fact
//	  - {key: fault_lawfully_found, type: bool, ask: 是否……？, who: ……}
//	notes: [defects of the source]
//
// Each version at hand has its wording (text) and may have rules of its own
// (rules; default rules.yaml); every wording is checked whole. A version without
// a text is one whose wording is not at hand: the next later one is used, with
// a warning. What was given before the first version, or after one's last day
// (until) and before the next began, is not covered.
//
// text.txt is the wording, verbatim; white space is dropped. A line is a block:
// 第三条… or 三、… opens an article, （一） or (一) an item, 1、 or 1. a case of an
// item, any other line a paragraph of the article; an indented line continues
// the item or the case above it. A line %% ends the articles (signature,
// annex); what stands before the first article is the head.
//
// rules.yaml holds lists; every rule but a definition names its provision by
// the short citation (三（一）, 五（二）10, 十八), with paragraph where the provision
// has several, and quote for a part of its words:
//
//	definitions:      # conditions with a name: {id, when}
//	clauses:          # {id, article, paragraph, quote, kind, when, because, otherwise, overrides, gate, opens, from, until}
//	responsibility:   # {id, article, role, as, level, when, overrides}, once for each person in the role
//	measures:         # {id, article, to: agency|person, levels: [...], required, when, while_open}
//	referrals:        # {id, article, to, when}
//	documents:        # {id, article, title, when}; templates in documents/ bear the id
//	deadlines:        # {id, article, name, amount, unit: day|workday|month, start, events, after, roll_over, backward, who, when}
//	notices:          # the same form: duties that bind winners too
//	not_formalised:   # {article, reason}: every article and item is accounted for
//	formalised_beside:# {article, reason}: done by the common part of the program
//
// Kinds of clauses: scope (all must be met, unless gate: liability), trigger
// (one must be met), fault, exempt, lighter, heavier, tolerance,
// responsibility, measure, referral. opens: false marks a trigger that, while
// undetermined, is no reason to take up an agency that did not lose.
// overrides names the rules of the same list that give way; on an exempt or
// tolerance clause also measures: nobody whom it frees is listed a measure.
//
// while_open: true lists a measure also while its condition is not decided.
//
// months_after("2021-09-20", 24) is the day so many months behind a date.
// A level that is 责任 or 相应责任 alone names no grade.
//
// when is a CEL expression of type bool over the variables of Variables, the
// pack's own facts (fact.KEY), and the rules above it (clause.ID). Dates are
// text, YYYY-MM-DD. What is unknown stays unknown: the clause is then
// undetermined, with the keys of the facts that would tell. claimed is whether
// a person claims this clause's circumstance with evidence.
//
// A deadline begins with the latest of its events (date facts); behind the
// first deadline of its list after that applies, it is reckoned from that
// one's end while its own event is unknown. effective_on counts as told where
// the paper is effective by itself.
//
// repeat: same_fault | any_fault marks the clause for a person's earlier cases
// (see Repeats); its condition is claimed || size(fact.repeat) > 0.
//
// cases/*.yaml: clauses lists conditions alone, papers whole assessments:
//
//	clauses:
//	  - {rule: revoked, given: {outcome.revoke: true}, want: met}
//	  - {rule: gate, given: {}, want: undetermined, missing: [intent_or_gross_negligence]}
//	papers:
//	  - name: 二审维持撤销
//	    record: {document_type: administrative_judgment, ...}   # the case record's JSON names
//	    facts: {received_on: 2021-09-20, ...}                    # the facts sheet
//	    want: {applies: yes, met: [revoked], undetermined: [gate], not_met: [modified], due: {report: 2021-09-30}, documents: [analysis]}
//
// want may also list responsibility (李某 直接责任; 承办人 直接责任 where nobody is named;
// with ? behind it undetermined), measures (by id; id and name where for a
// person), referrals, missing (questions that must be asked) and warnings (codes).
//
// In given, what the papers tell is false, 0, "" or empty unless said; the
// agency has lost before a court (agency.lost, paper.court: true); every fact
// and everything with an Asks in Variables is unknown; unknown can be written
// as null. Every rule with a condition needs a case met, one not met, and,
// where it asks for facts, one undetermined; a clause whose whole condition is
// claimed needs none.
package classify
