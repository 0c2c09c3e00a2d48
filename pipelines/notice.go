package pipelines

import (
	"fmt"
	"strings"
	"time"
)

// NoticeKind is what a notice tells the person in front of the screen.
type NoticeKind string

// The kinds of a notice.
const (
	Accepted   NoticeKind = "accepted"   // a file is safely stored
	Recognised NoticeKind = "recognised" // the same bytes were handled before
	Reported   NoticeKind = "reported"   // a paper has its reports
	Filed      NoticeKind = "filed"      // a paper was read; no report is owed
	SetAside   NoticeKind = "set_aside"  // a file goes to a person
	GaveUp     NoticeKind = "gave_up"    // a file's work failed for good
	Stalled    NoticeKind = "stalled"    // something outside must be mended; it goes on by itself
	Resumed    NoticeKind = "resumed"    // it was
	Reopened   NoticeKind = "reopened"   // a file that waited for an outside program is read again
	Ignored    NoticeKind = "ignored"    // something in the inbox that is not taken
	Watching   NoticeKind = "watching"   // the inbox is being watched
	Working    NoticeKind = "working"    // stages are run for a watch elsewhere
	Stopping   NoticeKind = "stopping"   // what is in hand is being finished
)

// Notice is one thing that happened, for people. String gives it as a Chinese
// sentence.
type Notice struct {
	Kind     NoticeKind
	At       time.Time
	Name     string // the file as it lay in the inbox, below it
	Source   string // SHA-256 of its bytes
	Text     string // Chinese: what is wrong
	Remedy   string // Chinese: what to do
	Outcome  *Outcome
	Paths    []string // reports, below the outbox
	Previous string   // recognised: the name it came under first
	Lapsed   string   // reported, filed: why a confirmation no longer stands; "" where none has lapsed
	// Offers are files that are perhaps of the same dispute, for a person to
	// decide, as far as they are held when the file has its outcome. They are no
	// part of the outcome: the file that comes later tells of the pair.
	Offers []Link
	// Edited are reports that somebody changed and that are no longer in force,
	// below the outbox.
	Edited []string
}

// offered are those of some links that a person is to decide.
func offered(links []Link) (list []Link) {
	for _, l := range links {
		if l.Kind == LinkOffered {
			list = append(list, l)
		}
	}
	return list
}

// ask asks about a link of a source that a person is to decide, one Chinese
// sentence.
func (l *Link) ask(source string) string {
	ground := ""
	if l.Text != "" {
		ground = "（" + l.Text + "）"
	}
	return fmt.Sprintf("可能与 %s 属同一争议%s，请用 zeren link %s --with %s 确认，不是的用 --not 否定。",
		l.Name, ground, source[:linkDigest], l.Source[:linkDigest])
}

// linkDigest is how much of its digest names a file to a person.
const linkDigest = 12

// asks are the questions about a source that a person is to decide.
func asks(source string, offers []Link) string {
	var b strings.Builder
	for i := range offers {
		b.WriteString(offers[i].ask(source))
	}
	return b.String()
}

// String is the notice as one Chinese sentence, one more where a confirmation no
// longer stands, one where a report that is no longer in force was changed, and
// one for each question that is open.
func (n Notice) String() string {
	return n.sentence() + lapsedWords(n.Lapsed, n.Kind == Reported) + editedSentence(n.Edited) + asks(n.Source, n.Offers)
}

// drafted counts the reports, and the papers that they are about where these are
// several: 2份文书，共4份报告.
func (n Notice) drafted() string {
	papers, bound := 0, 0
	if n.Outcome != nil {
		for _, p := range n.Outcome.Papers {
			if len(p.Documents) > 0 {
				papers++
			}
			for _, d := range p.Documents {
				if d.Bound {
					bound++
				}
			}
		}
	}
	s := fmt.Sprintf("共%d份报告", len(n.Paths)-bound)
	if papers > 1 {
		s = fmt.Sprintf("%d份文书，", papers) + s
	}
	if bound > 0 {
		s += fmt.Sprintf("，另有%d份合订本", bound)
	}
	return s
}

func (n Notice) sentence() string {
	switch n.Kind {
	case Accepted:
		return fmt.Sprintf("已收到：%s", n.Name)
	case Recognised:
		return fmt.Sprintf("重复文件：%s 与先前处理过的 %s 内容完全相同，不再重复出具报告。", n.Name, n.Previous)
	case Reported:
		return fmt.Sprintf("已出具：%s，%s。", n.Name, n.drafted())
	case Filed:
		if n.Outcome != nil && n.Outcome.Reason == reasonArchive {
			return fmt.Sprintf("已拆开：%s：%s", n.Name, n.Text)
		}
		if n.Outcome != nil && n.Outcome.Reason == reasonMerged {
			return fmt.Sprintf("已合并：%s：%s", n.Name, n.Text)
		}
		var why, elsewhere []string
		if n.Outcome != nil {
			for _, p := range n.Outcome.Papers {
				why = append(why, p.Why...)
				elsewhere = append(elsewhere, p.Elsewhere()...)
			}
		}
		if len(why) == 0 && len(elsewhere) > 0 {
			return fmt.Sprintf("已登记：%s：%s。", n.Name, strings.Join(elsewhere, "；"))
		}
		why = append(why, elsewhere...)
		if len(why) == 0 {
			return fmt.Sprintf("已登记：%s，无需出具报告。", n.Name)
		}
		verdict := "无需出具报告"
		if n.Outcome.unsettled() {
			verdict = "暂不出具报告"
		}
		return fmt.Sprintf("已登记：%s，%s（%s）。", n.Name, verdict, strings.Join(why, "；"))
	case SetAside:
		return fmt.Sprintf("转人工处理：%s：%s%s", n.Name, n.Text, n.Remedy)
	case GaveUp:
		return fmt.Sprintf("处理失败：%s：%s%s", n.Name, n.Text, n.Remedy)
	case Stalled:
		if n.Name == "" {
			return fmt.Sprintf("暂停：%s%s", n.Text, n.Remedy)
		}
		return fmt.Sprintf("暂停：%s：%s%s", n.Name, n.Text, n.Remedy)
	case Resumed:
		return "已恢复：" + n.Text
	case Reopened:
		return fmt.Sprintf("重新读取：%s：%s", n.Name, n.Text)
	case Ignored:
		return fmt.Sprintf("未处理：%s：%s", n.Name, n.Text)
	case Working:
		return "正在等候任务。"
	case Watching:
		return "正在监视收件文件夹：" + n.Name
	case Stopping:
		return "正在停止：处理完手头的文件后退出。"
	}
	return string(n.Kind)
}
