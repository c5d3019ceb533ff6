package store

import (
	"context"
	"database/sql"
	"time"
)

// Write writes plans, all of them or none. It reports how many messages it
// made. The plan of a channel that was set up anew since it was read is left
// out: it is thought of again.
func (l *Ledger) Write(ctx context.Context, now time.Time, plans []Plan) (made int, err error) {
	defer wrap(&err, "write plans")

	err = l.update(ctx, "a plan", func(ctx context.Context, tx *sql.Tx) error {
		w := entering{db: l.db, ctx: ctx, tx: tx, now: now.UnixMilli(), known: make(map[occurrence]int64), stmts: make(map[string]*sql.Stmt)}
		defer w.close()
		for i := range plans {
			if err := w.plan(&plans[i]); err != nil {
				return err
			}
		}
		made = w.made
		return nil
	})
	if err != nil {
		return 0, err
	}
	return made, nil
}

// plan writes what was thought out for one channel.
func (w *entering) plan(p *Plan) error {
	const update = `
		UPDATE channels SET through = ?3, digested = ?4, planned = ?5, next = ?6, version = version + 1
		WHERE id = ?1 AND version = ?2 AND paused = 0 AND halted = ''`
	n, err := w.exec(update, p.Channel.ID, p.Channel.version, dayStored(p.Through), dayStored(p.Digested), w.now, p.Next.UnixMilli())
	if err != nil || n == 0 {
		return err
	}
	if _, err := w.lines(p.Channel.ID, p.Missed, 0, 0); err != nil {
		return err
	}
	for i := range p.Posts {
		if err := w.planned(&p.Channel, &p.Posts[i]); err != nil {
			return err
		}
	}
	return nil
}

// planned writes a message with those of its lines that the ledger doesn't have
// for the channel, and takes back the message if none is left.
func (w *entering) planned(ch *Channel, p *Planned) error {
	if len(p.Lines)+len(p.More) == 0 && !p.Missed {
		return nil
	}
	x := Post{Kind: p.Kind, Server: ch.Server, Channel: ch.ID, Day: p.Day, Due: p.Due}
	post, err := w.post(&x, string(p.Kind)+"/"+ch.ID+"/"+p.Day.String(), ch.Crosspost)
	if err != nil {
		return err
	}
	said, err := w.lines(ch.ID, p.Lines, post, 0)
	if err != nil {
		return err
	}
	more, err := w.lines(ch.ID, p.More, post, len(p.Lines))
	if err != nil {
		return err
	}
	said += more
	if p.Missed {
		// A development that a digest tells as a change isn't told as missed too.
		const twice = `
			DELETE FROM deliveries WHERE channel = ?1 AND post = 0 AND EXISTS (
				SELECT 1 FROM announcements m JOIN announcements a ON a.casefile = m.casefile AND a.kind = 'digest'
					AND a.subject = 'changed' AND a.occurrence = CAST(m.id AS TEXT)
				JOIN deliveries d ON d.channel = ?1 AND d.announcement = a.id
				WHERE m.id = deliveries.announcement AND m.kind = 'update')`
		if _, err := w.exec(twice, ch.ID); err != nil {
			return err
		}
		const take = `UPDATE deliveries SET post = ?2, ord = ord + ?3 WHERE channel = ?1 AND post = 0`
		taken, err := w.exec(take, ch.ID, post, len(p.Lines)+len(p.More))
		if err != nil {
			return err
		}
		said += taken
	}
	return w.unlessEmpty(post, said)
}

// unlessEmpty takes a message back that says nothing, and counts it otherwise.
func (w *entering) unlessEmpty(post, said int64) error {
	if said > 0 {
		w.made++
		w.db.unposted.Store(true)
		return nil
	}
	_, err := w.exec(`DELETE FROM posts WHERE id = ?`, post)
	return err
}
