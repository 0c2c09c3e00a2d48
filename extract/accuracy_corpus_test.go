//go:build corpus

package extract

import "testing"

// corpus is where the labelled documents lie, seen from this package. They
// are not part of the repository.
const corpus = "../../shared/corpus/dev"

// TestAccuracyCorpus measures the records of the real documents.
func TestAccuracyCorpus(t *testing.T) {
	accuracy(t, "go test -tags corpus -run TestAccuracyCorpus ./extract -update", "testdata/accuracy.txt", corpus+"/found", corpus+"/more", corpus+"/written")
}
