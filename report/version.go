package report

// Version is the version of this stage. It rises with every change that can
// alter a draft or its print, so that a newer program overwrites nothing.
const Version = "report/5"
