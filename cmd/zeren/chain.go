package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"zeren/classify"
	"zeren/pipelines"
	"zeren/report"
)

// choices are an office's own files that a chain is bound to; empty is none.
type choices struct {
	aided
	packs    string // a folder of further packs
	holidays string // a table that extends the calendar
	fonts    string // a folder of the office's own faces
}

func (c *choices) flags(cmd *cobra.Command) {
	c.packsFlag(cmd)
	c.fontFlag(cmd)
	c.aided.flags(cmd)
}

// packsFlag alone is for the commands that only look at regulations.
func (c *choices) packsFlag(cmd *cobra.Command) {
	cmd.Flags().StringVar(&c.packs, "packs", "", "本单位自己的规定包所在的`文件夹`，与内置规定包一并使用")
}

// fontFlag alone is for the commands that print without other choices.
func (c *choices) fontFlag(cmd *cobra.Command) {
	cmd.Flags().StringVar(&c.fonts, "font-dir", "", "本单位字体（仿宋_GB2312、方正小标宋、黑体、楷体、宋体）所在的`文件夹`")
}

// in takes what lies in the data folder under the names that it has there.
func (c choices) in(data string) choices {
	if name := filepath.Join(data, "holidays.csv"); exists(name) {
		c.holidays = name
	}
	return c
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

// chain binds the four stages to their real parts. The function that it
// returns ends the reader processes.
func (p *program) chain(c choices) (*pipelines.Chain, []classify.Pack, func(), error) {
	packs, calendar, err := law(c)
	if err != nil {
		return nil, nil, nil, err
	}
	for _, name := range report.Idle(packs, p.settings.report.Organs) {
		fmt.Fprintf(p.err, "请注意：设置文件 %s 中 organs 的“%s”不见于任何一份文书写机关名称之处，这一项不起作用；名称应与规定原文完全一致。\n", p.settings.name, name)
	}
	renderer, err := p.renderer(c.fonts)
	if err != nil {
		return nil, nil, nil, err
	}
	pool, aids, err := readers(c.aided)
	if err != nil {
		return nil, nil, nil, err
	}
	chain := pipelines.NewChain(pipelines.Parts{
		Decode: pool.Decode, Look: pool.Look, Join: pool.Join, Aids: aids, Packs: packs, Calendar: calendar, Renderer: renderer, Settings: p.settings.report,
	})
	return chain, packs, func() { pool.Close() }, nil
}

// law loads the packs with their templates, and the calendar with the table
// that extends it.
func law(c choices) ([]classify.Pack, *classify.Calendar, error) {
	packs, err := classify.Builtin()
	if err != nil {
		return nil, nil, packsFailure(err)
	}
	if c.packs != "" {
		own, err := ownPacks(c.packs)
		if err != nil {
			return nil, nil, err
		}
		for _, p := range own {
			if slices.ContainsFunc(packs, func(b classify.Pack) bool { return b.ID == p.ID }) {
				return nil, nil, failf(exitPacks, "%s 中的规定包 %s 与内置规定包同名，请改用别的代号。", c.packs, p.ID)
			}
			packs = append(packs, p)
		}
	}
	for i := range packs {
		if err := report.Check(&packs[i]); err != nil {
			return nil, nil, packsFailure(err)
		}
	}
	var extra [][]byte
	if c.holidays != "" {
		table, err := load(c.holidays)
		if err != nil {
			return nil, nil, err
		}
		extra = append(extra, table)
	}
	calendar, err := classify.LoadCalendar(extra...)
	if err != nil {
		return nil, nil, failf(exitUsage, "节假日表 %s 有误：%v", c.holidays, err)
	}
	return packs, calendar, nil
}

// ownPacks loads an office's folder of packs.
func ownPacks(dir string) ([]classify.Pack, error) {
	if _, err := os.ReadDir(dir); err != nil {
		return nil, fileFailure(dir, err)
	}
	packs, err := classify.Load(os.DirFS(dir))
	if err != nil {
		return nil, packsFailure(err)
	}
	if len(packs) == 0 {
		return nil, failf(exitPacks, "%s 中没有规定包：每个规定包是一个含 pack.yaml 的文件夹。", dir)
	}
	return packs, nil
}

// packsFailure tells what is wrong with a pack; the message names file, line
// and column.
func packsFailure(err error) error {
	return &failure{code: exitPacks, text: fmt.Sprintf("规定包有误：\n%v", err), err: err}
}
