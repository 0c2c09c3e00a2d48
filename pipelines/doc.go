// Package pipelines is the architecture: it joins the stages, and keeps what
// they make.
//
// # Bird's-eye view
//
//	inbox ──▶ blob ──▶ ingest ──▶ extract ──▶ classify ──▶ report ──▶ outbox
//	            │         │          │           │            │
//	            └─────────┴──── events (append-only) ─────────┘
//	                                 │
//	                             register
//
// A court's paper is dropped into a folder. Once it holds still its bytes are
// stored under their SHA-256 and an event says so; then it is a source, and a
// task with its digest goes through the queues of the stages. What takes longer to read
// than a look goes aside into a queue of its own, slow, so that no file waits
// behind it. Between extract and classify papers of one dispute are linked
// (relate), and after report the outbox is written (publish): those two are the
// watch's own, the others can run on other machines.
// Each stage is a function of another package: bytes to ingest.Document,
// Document to []extract.Record, Record and facts to classify.Outcome, Outcome
// to report.Draft and PDF. The result of a stage is a blob, named by an event
// under a key made of everything that the stage stood on. When the outcome is
// known an event says so, and the file leaves the inbox: to 已处理 if it was
// read, to 待人工处理 with a text beside it if a person must look.
//
// The same stages joined by plain calls are Chain.Run. Both ways go through
// the same steps (read, extract, assess, report of chain.go) and through
// JSON between them, so their bytes are equal.
//
// # Code map
//
//	chain.go      Chain: the stages as one function, without NATS
//	parts.go      Parts: what the real stages need; which case a facts sheet is about
//	binder.go     the files of a run: reports, their twins, bundles
//	listed.go     the papers of the register as lists and statistics read them
//	describe.go   what the register shows of a file, put into its outcome
//	office.go     Office: an open data folder; lock, server, events
//	watch.go      the loop over the inbox; Watch, Once, Settle; the dispatcher
//	accept.go     a settled file becomes a blob and an event
//	stages.go     what each queue's handler does; Publish into the outbox
//	settle.go     the one place that decides: again, later, or given up; the
//	              Chinese sentence of each error
//	aids.go       outside programs that reading needs: who waits for one
//	archive.go    an archive becomes its files
//	hands.go      which source was in hand when a process died
//	mover.go      out of the inbox, never over another file
//	event.go      the events, tasks and outcomes: the format of the truth
//	trail.go      the chain of the events: the one place where they are appended
//	ledger.go     the projection of the events that the office works from
//	link.go       which files are of one dispute, or the same paper: from keys,
//	              records and what people said, never from the order of arrival
//	likeness.go   how like two texts are
//	withdraw.go   reports no longer in force, out of the way and kept
//	edited.go     those of them that somebody changed: left, and told of
//	memory.go     earlier cases of the same persons
//	merge.go      one paper out of several files
//	register.go   what commands ask and enter: register, cases, facts, retry
//	lane.go       live and archive work, and how much is queued at a time
//	reprocess.go  batches: held or old papers once more; difference.go compares
//	binding.go    what a version of the program stands for
//	audit.go      Audit: a folder checked as it lies on the disk; auditresults.go
//	              derives anew, auditlog.go tells, auditexport.go packs a case
//	              with its reports (auditreports.go) and how to check it (auditguide.go)
//	notice.go     what a person in front of the screen is told
//	remote.go     Remote, Work: stages on other machines, against NATS servers of
//	              the office's own; the lease of the one watch
//	tell.go       what people are told beside the screen; way.go: mail, a program
//	status.go     how the office stands; metrics.go serves it
//	internal/bus    embedded NATS or servers elsewhere, streams, queues,
//	                settlement, socket, object store, lease
//	internal/store  blobs, file layer, lock, version of the data folder
//
// The folder's own rules (what counts as dropped, which names are passed
// over) are in ingest: inbox.go and settling.go, pure and without a clock.
//
// # The data folder
//
//	version      layout of the folder; a newer one is refused, an older brought forward
//	head         truth: number and link of the newest acknowledged event
//	lock         held by the process that runs the server
//	zeren.sock   the other processes' way in
//	blobs/       truth: sources, stage results, facts sheets, reports
//	jetstream/   truth: stream EVENTS. The queue WORK only repeats what the
//	             events say is still owed, and is in memory
//	hands/       what was in hand, for a process that dies over a document
//
// # Invariants
//
//   - Truth is blobs and events. The register, what is owed, where files lie:
//     all follow from the events and are rebuilt at each start. There is no
//     table that could disagree.
//   - A blob is written, synced, renamed and its folder synced before an event
//     names it; the event is synced before anything is built on it. A file
//     leaves the inbox after both.
//   - Each event carries the link of the one before it (trail.go), by SHA-256
//     and SM3, and is appended only behind that one: the chain cannot fork, and
//     nothing in it can be changed, left out or put in unseen. The record head
//     names the newest event and is synced before anything is built on it, so
//     an end that is missing is missed. What somebody rewrites from the changed
//     event on, with the head, only a link kept elsewhere can show.
//   - The store of the events is read without a server before the server
//     starts, for it would cut off what it cannot read.
//   - A source is owed work from the event that says so (received, facts,
//     confirmed, lapsed, linked, tied, recalled, merged, retried) to the one
//     that ends it (settled, failed).
//     The dispatcher queues what is owed, at start and whenever it becomes so.
//     The queue can be lost without losing a file.
//   - Handlers are idempotent. They look the key up first, record once (the
//     stream refuses a second event under one key), write reports that are
//     there already as no work, and end tasks whose outcome is known or whose
//     inputs were replaced. A message that comes twice does nothing twice.
//   - A blob is held against its digest each time it is read, and events are
//     never deleted, so a gap in their numbers is damage: nothing is built on
//     what is left.
//   - What the office ends at follows from the set of files and from what people
//     said, not from the order or the grouping in which they came: the register
//     and the reports in force are the same. Only what was in force for a while
//     differs; it lies in the folder 已被取代 of its case, and an event says so.
//   - What a case stands on beside its own paper (linked files and how they were
//     read, a person's word on them, lent facts, memory) is an input of its task,
//     recorded before a report is issued; when it changes, the source is owed
//     work again, and is not read again for it. So this comes to rest. Where a
//     batch brings it about, the source is drawn into that batch.
//   - A person confirms what is said. A run that says something else of a
//     confirmed paper takes the confirmation back before it publishes, and
//     publishes a draft.
//   - Of a dispute one paper has the reports; the others point to it. A doubtful
//     link is only shown, and a person's word stands over the program's.
//   - Nothing is overwritten: no report, no file set aside, no blob, no event.
//   - Messages hold digests, never documents.
//   - Archive work never keeps live work waiting: it has queues and workers of
//     its own, begins only while nothing live is owed, and holds one reader at
//     most. What is queued at a time is bounded; the rest waits in the events.
//   - Errors of pure stages are permanent. Disk, outbox, bus and the reader's
//     process can fail for a while; only settle.go tells them apart.
//   - What works on the folder holds its lock. There is no second server, and
//     no port or network but those that the office asks for (Remote, Handler).
//   - Against servers elsewhere the same holds: events and blobs are theirs,
//     kept in as many copies as asked for; one watch holds the lease, and its
//     folder's part nats/ has lock, head and hands. They carry the number of
//     their layout, as the folder does. A task carries the number
//     of the newest event that its sender knew, and is not looked at before
//     that event has come; one whose sender stands on other programs, packs or
//     settings is left to others.
//
// # What is deliberately absent
//
// No stage imports this package, and none sees NATS, a file or a clock. There
// is no configuration of the queues, no database, no state in memory that a
// kill -9 could lose, and no deletion: what was received stays received.
package pipelines
