package pipelines

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"zeren/ingest"
	"zeren/pipelines/internal/bus"
)

// Load reads and checks the events, for Find, Log and Export. The error is
// that of the first thing in them that does not hold.
func (a *Audit) Load(ctx context.Context) error {
	var v Verdict
	return a.verifyEvents(ctx, &v)
}

// Find gives the file that a person means, as Office.Find does.
func (a *Audit) Find(ref string) (Entry, error) { return a.o.Find(ref) }

// LogLine is one event as people read it.
type LogLine struct {
	Event
	Text string // Chinese: what happened
}

// Log gives the events, of one file or, where e is nil, all.
func (a *Audit) Log(ctx context.Context, e *Entry, each func(LogLine) error) error {
	n := uint64(0)
	return a.eventsAgain(ctx, func(ev *Event) error {
		if n++; ev.Seq == 0 {
			ev.Seq = n // of before the chain
		}
		if e != nil && !ev.concerns(e.Source) {
			return nil
		}
		return each(LogLine{Event: *ev, Text: a.tell(ev)})
	})
}

// concerns reports whether an event is about a file.
func (e *Event) concerns(source string) bool {
	return e.Source == source || e.Other == source
}

// joined names a file and those that it was joined to.
func (a *Audit) joined(e *Event) string {
	if e.Bonds == nil || len(e.Bonds.With) == 0 {
		return a.nameOf(e.Source) + "（无）"
	}
	others := make([]string, len(e.Bonds.With))
	for i, w := range e.Bonds.With {
		others[i] = a.nameOf(w)
	}
	return a.nameOf(e.Source) + " 与 " + strings.Join(others, "、")
}

func (a *Audit) nameOf(source string) string {
	if s := a.o.ledger.sources[source]; s != nil {
		return s.name
	}
	return source[:min(len(source), 12)]
}

// tell says what an event tells.
func (a *Audit) tell(e *Event) string {
	name := a.nameOf(e.Source)
	switch e.Kind {
	case Begun:
		return "事件链开始"
	case Bound:
		list := make([]string, len(e.Bound))
		for i, b := range e.Bound {
			list[i] = b.Label()
		}
		return "程序开始工作：" + strings.Join(list, "，")
	case Received:
		if e.Drop != nil && e.Drop.Again {
			return "收到（内容与先前的相同）：" + ingest.Readable(e.Drop.Path)
		}
		if e.Drop != nil {
			return "收到：" + ingest.Readable(e.Drop.Path)
		}
		return "收到：" + name
	case Moved:
		if e.To == "" {
			return "已不在收件文件夹：" + name
		}
		return "移到：" + e.To
	case StageDone:
		return stageLabel(e.Stage) + "完成：" + name
	case Settled:
		n := ended(e.Source, name, e.Outcome)
		return n.String()
	case Failed:
		if e.Problem != nil {
			return fmt.Sprintf("未办成（%s）：%s：%s", stageLabel(e.Stage), name, e.Problem.Text)
		}
		return "未办成：" + name
	case Retried:
		return "重新处理：" + name
	case SheetSet:
		if len(e.In) > 0 {
			return "更正事实：" + name
		}
		return "录入事实：" + name
	case Confirmed:
		return fmt.Sprintf("确认报告（%d份）：%s", len(e.In), name)
	case Lapsed:
		return "确认失效，" + lapsedAnew + "：" + name
	case Read:
		return "读出内容：" + name
	case Linked:
		return "自动关联：" + a.joined(e)
	case Tied:
		if e.Apart {
			return "人工分开：" + name + " 与 " + a.nameOf(e.Other)
		}
		return "人工关联：" + name + " 与 " + a.nameOf(e.Other)
	case Merged:
		return fmt.Sprintf("人工合并%d个文件：%s", len(e.In), name)
	case Remembered:
		return "记下供日后比对：" + name
	case Recalled:
		return "查到同一责任人的其他案件：" + name
	case Withdrawn:
		return "报告被取代，移到：" + e.To
	case Archived:
		return "从旧文书文件夹收到：" + name
	case Reprocessed:
		if e.Old {
			return "因关联的文书有变化，一并重新处理：" + name
		}
		return "用现有版本重新处理：" + name
	case BatchBegun:
		return fmt.Sprintf("开始批量重新处理%d份：%s", e.Batch.Count, e.Batch.scope())
	case BatchEnded:
		return "批量重新处理完毕：" + e.Batch.scope()
	case PeopleTold:
		if e.Told != nil {
			return "已通知：" + e.Told.Way
		}
		return "已通知"
	}
	return string(e.Kind) + "：" + name
}

// links goes over the events with the digests of their bytes and their links.
func (a *Audit) links(ctx context.Context, each func(seq uint64, data []byte, e *Event, own, link Digests) error) error {
	t := newTrail()
	done := errors.New("done")
	err := a.events(func(s bus.Stored) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		if s.Seq > a.o.ledger.seq {
			return done
		}
		e, err := eventFrom(s.Data)
		if err != nil {
			return err
		}
		if err := t.next(s.Seq, s.Data, &e); err != nil {
			return err
		}
		return each(s.Seq, s.Data, &e, DigestsOf(s.Data), t.link)
	})
	var torn *bus.StoreError
	if errors.Is(err, done) || errors.As(err, &torn) && torn.Torn {
		return nil
	}
	return err
}
