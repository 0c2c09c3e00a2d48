package extract

func (p *paper) readActs()    {}
func (p *paper) readPrior()   {}
func (p *paper) readResults() {}
