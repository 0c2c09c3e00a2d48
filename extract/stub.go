package extract

func (p *paper) readActs() {}
