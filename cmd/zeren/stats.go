package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"zeren/report"
)

// statsCommand drafts the analysis of a period.
func (p *program) statsCommand() *cobra.Command {
	var f folders
	var own choices
	var from, to, jurisdiction, out string
	c := &cobra.Command{
		Use:   "stats",
		Short: "一段时期的败诉情况分析（统计、图表、典型案例）",
		Long: `根据台账起草一段时期的行政诉讼败诉案件情况分析，供联席会议例会等使用：总体情况和两种败诉率（写明算法），
按机关、领域、季度、审级的分布，败诉原因，负责人出庭应诉，典型案例（自然人隐名）。写成 PDF 和同名的 DOCX。
每一争议计一件，以最后的裁判为准；被取代的和重复的文书不计。按裁判作出的日期归入 --from 至 --to（两日都含）。
已有的文件不覆盖，另取名写在旁边。`,
		Example: `  zeren stats --from 2026-01-01 --to 2026-06-30 --jurisdiction wenzhou
  zeren stats --from 2026-01-01 --to 2026-12-31 --jurisdiction jinzhai --out 分析`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if from == "" || to == "" || jurisdiction == "" {
				return failf(exitUsage, "请用 --from、--to 指定起止日期，用 --jurisdiction 指定规定的代号。")
			}
			begin, err := dayOf("from", from, time.Time{})
			if err != nil {
				return err
			}
			end, err := dayOf("to", to, time.Time{})
			if err != nil {
				return err
			}
			if end.Before(begin) {
				return failf(exitUsage, "--to（%s）早于 --from（%s）。", to, from)
			}
			o, err := p.office(cmd.Context(), f, own)
			if err != nil {
				return err
			}
			defer o.close()
			return p.stats(o, own, begin, end, jurisdiction, out)
		},
	}
	f.flags(c, false)
	own.flags(c)
	c.Flags().StringVar(&from, "from", "", "起始`日期`，写作 2026-01-01")
	c.Flags().StringVar(&to, "to", "", "截止`日期`（含当日），写作 2026-06-30")
	c.Flags().StringVar(&jurisdiction, "jurisdiction", "", "规定的`代号`，见 zeren packs coverage")
	c.Flags().StringVar(&out, "out", ".", "写入的`文件夹`")
	return c
}

func (p *program) stats(o *office, own choices, from, to time.Time, jurisdiction, out string) error {
	in := report.AnalysisInputs{From: from, To: to, Settings: p.settings.report}
	var ids []string
	for i := range o.packs {
		ids = append(ids, o.packs[i].ID)
		if o.packs[i].ID == jurisdiction {
			in.Pack = &o.packs[i]
		}
	}
	if in.Pack == nil {
		return failf(exitUsage, "没有代号为“%s”的规定。现有：%s。", jurisdiction, strings.Join(ids, "、"))
	}
	var err error
	if in.Cases, err = o.Listed(); err != nil {
		return officeFailure(err)
	}
	d, err := report.Analysis(in)
	if err != nil {
		return err
	}
	r, err := p.renderer(own.fonts)
	if err != nil {
		return err
	}
	data, err := r.PDF(d)
	// A paper with a character that no face has is whole, and says so itself.
	if missing := new(report.MissingError); err != nil && (data == nil || !errors.As(err, &missing)) {
		return err
	}
	edit, err := report.DOCX(d)
	if err != nil {
		return err
	}
	stem := filepath.Join(out, fmt.Sprintf("%s-%s-%s", d.Title, jurisdiction, d.Digest[:8]))
	if _, err := p.save(stem+".pdf", data); err != nil {
		return err
	}
	_, err = p.save(stem+".docx", edit)
	return err
}
