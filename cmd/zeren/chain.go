package main

import (
	"fmt"
	"os"
	"path/filepath"

	"zeren/classify"
	"zeren/pipelines"
	"zeren/report"
)

// chainConfig names the files that a chain is bound to; empty means none.
type chainConfig struct {
	settings string // an office's settings
	holidays string // a table that extends the calendar
}

// chain binds the four stages to their real parts. The function that it
// returns ends the reader processes.
func (p *program) chain(c chainConfig) (*pipelines.Chain, []classify.Pack, func(), error) {
	packs, calendar, err := law(c.holidays)
	if err != nil {
		return nil, nil, nil, err
	}
	var s report.Settings
	if c.settings != "" {
		if s, err = settingsOf(c.settings); err != nil {
			return nil, nil, nil, err
		}
	}
	renderer, err := report.NewRenderer(nil)
	if err != nil {
		return nil, nil, nil, err
	}
	pool, err := readers()
	if err != nil {
		return nil, nil, nil, err
	}
	chain := pipelines.NewChain(pipelines.Parts{
		Decode: pool.Decode, Packs: packs, Calendar: calendar, Renderer: renderer, Settings: s,
	})
	return chain, packs, func() { pool.Close() }, nil
}

// holidaysOf is the table in a data folder that extends the calendar, "" where
// there is none.
func holidaysOf(data string) string {
	name := filepath.Join(data, "holidays.csv")
	if _, err := os.Stat(name); err != nil {
		return ""
	}
	return name
}

// law loads the packs with their templates, and the calendar with the table
// that extends it.
func law(holidays string) ([]classify.Pack, *classify.Calendar, error) {
	packs, err := classify.Builtin()
	if err != nil {
		return nil, nil, &failure{code: exitPacks, text: fmt.Sprintf("规定包有误：\n%v", err), err: err}
	}
	for i := range packs {
		if err := report.Check(&packs[i]); err != nil {
			return nil, nil, &failure{code: exitPacks, text: fmt.Sprintf("规定包的文书模板有误：\n%v", err), err: err}
		}
	}
	var extra [][]byte
	if holidays != "" {
		table, err := load(holidays)
		if err != nil {
			return nil, nil, err
		}
		extra = append(extra, table)
	}
	calendar, err := classify.LoadCalendar(extra...)
	if err != nil {
		return nil, nil, failf(exitUsage, "节假日表 %s 有误：%v", holidays, err)
	}
	return packs, calendar, nil
}
