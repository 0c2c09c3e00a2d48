package ingest

// Version is the version of this stage. It rises with every change that can
// alter a Document, so that stored documents are known to be old.
const Version = "ingest/4"
