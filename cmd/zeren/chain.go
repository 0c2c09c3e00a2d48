package main

import (
	"fmt"
	"os"
	"path/filepath"

	"zeren/classify"
	"zeren/pipelines"
	"zeren/report"
)

// chain binds the four stages to their real parts. The function that it
// returns ends the reader processes.
func (p *program) chain(settings string) (*pipelines.Chain, func(), error) {
	packs, calendar, err := p.law("")
	if err != nil {
		return nil, nil, err
	}
	var s report.Settings
	if settings != "" {
		if s, err = settingsOf(settings); err != nil {
			return nil, nil, err
		}
	}
	renderer, err := report.NewRenderer(nil)
	if err != nil {
		return nil, nil, err
	}
	pool, err := p.readers(2)
	if err != nil {
		return nil, nil, err
	}
	chain, err := pipelines.NewChain(pipelines.Parts{
		Decode: pool.Decode, Packs: packs, Calendar: calendar, Renderer: renderer, Settings: s,
	})
	if err != nil {
		pool.Close()
		return nil, nil, err
	}
	return chain, func() { pool.Close() }, nil
}

// law loads the packs and the calendar; a holidays.csv in the data folder
// extends the calendar.
func (p *program) law(data string) ([]classify.Pack, *classify.Calendar, error) {
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
	if data != "" {
		name := filepath.Join(data, "holidays.csv")
		table, err := os.ReadFile(name)
		switch {
		case err == nil:
			extra = append(extra, table)
		case !os.IsNotExist(err):
			return nil, nil, fileFailure(name, err)
		}
	}
	calendar, err := classify.LoadCalendar(extra...)
	if err != nil {
		return nil, nil, failf(exitData, "节假日表有误：%v", err)
	}
	return packs, calendar, nil
}
