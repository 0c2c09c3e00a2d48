package extract

func (p *paper) readType(title []int) {}
func (p *paper) readDate()            {}
func (p *paper) readParties()         {}
func (p *paper) readActs()            {}
func (p *paper) readPrior()           {}
func (p *paper) readDispositions()    {}
func (p *paper) readResults()         {}
func (p *paper) readFinality()        {}

type clause struct{}
type decree struct{}
