package bot

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"strings"
	"sync"
	"time"
)

// A custom_id carries what pressing a control does, so that buttons outlive
// restarts and nothing about them is kept. It is
//
//	version, base64url( flags position server? owner? expiry? text mac )
//
// where text is the command and its options, separated by NULs, or the id of
// a stored view where that would be longer than Discord's 100 characters. The
// mac covers all of it with the whole ids of the server and, where only the
// owner may press, of the owner. The two bytes kept of each of those serve only
// to word a refusal.
const (
	idVersion = '1'
	idLimit   = 100 // characters, by Discord
	macSize   = 10  // bytes; guesses are made online, one press each

	ownedLife = 24 * time.Hour      // of a control or a form that is its owner's only
	viewLife  = 90 * 24 * time.Hour // of a control that itself doesn't expire
)

// The flags of a custom_id. Those of an earlier program are a part of them, and
// mean what they meant.
const (
	flagUpdate byte = 1 << iota // replaces its message
	flagExpires
	flagView   // text is the id of a stored view
	flagInto   // the last field of text is the option that a select fills
	flagShared // with flagUpdate: everybody's, not the owner's only
	flagMine   // the owner's only
	flagForm   // of a form: the owner's only, and the last field of text says what it has to fill in
)

// owned reports whether only the owner may use what has these flags.
func owned(flags byte) bool {
	return flags&(flagMine|flagForm) != 0 || flags&flagUpdate != 0 && flags&flagShared == 0
}

// Why a custom_id is refused.
var (
	errTampered   = errors.New("custom_id was not made here")
	errForeign    = errors.New("custom_id belongs to another server")
	errNotYours   = errors.New("custom_id belongs to another person")
	errStale      = errors.New("custom_id is out of date")
	errOldVersion = errors.New("custom_id is of another version")
)

// place is where a control is valid, by Discord's ids.
type place struct {
	server string // "" in a DM
	owner  string // who got the message
}

// ids makes and reads custom_ids.
type ids struct {
	key  []byte
	keep Keeper
	macs sync.Pool // of *signer, which are costly to make
}

// signer authenticates one custom_id after another.
type signer struct {
	hash hash.Hash
	sum  [sha256.Size]byte
}

// seal writes the custom_id of a control. position is its place in the
// message, which keeps equal controls apart.
func (s *ids) seal(ctx context.Context, p press, at place, position int, now time.Time) (string, error) {
	fields, flags, err := p.pack()
	if err != nil {
		return "", err
	}
	text := strings.Join(fields, "\x00")
	id := s.write(flags, text, at, position, now)
	if len(id) <= idLimit && strings.Count(text, "\x00") == len(fields)-1 {
		return id, nil
	}

	until := now.Add(viewLife)
	if owned(flags) {
		until = now.Add(ownedLife)
	}
	data, err := json.Marshal(fields)
	if err != nil {
		return "", err
	}
	view, err := s.keep.KeepView(ctx, data, until)
	if err != nil {
		return "", fmt.Errorf("keep a view: %w", err)
	}
	return s.write(flags|flagView, view, at, position, now), nil
}

func (s *ids) write(flags byte, text string, at place, position int, now time.Time) string {
	raw := make([]byte, 0, 16+len(text)+macSize)
	raw = append(raw, flags, byte(position))
	raw = binary.BigEndian.AppendUint16(raw, hint(at.server))
	if owned(flags) {
		raw = binary.BigEndian.AppendUint16(raw, hint(at.owner))
	}
	if flags&flagExpires != 0 {
		raw = binary.BigEndian.AppendUint32(raw, uint32(now.Add(ownedLife).Unix()/60))
	}
	raw = append(raw, text...)
	raw = s.mac(raw, raw, flags, at)

	id := make([]byte, 1+base64.RawURLEncoding.EncodedLen(len(raw)))
	id[0] = idVersion
	base64.RawURLEncoding.Encode(id[1:], raw)
	return string(id)
}

// open reads a custom_id that came back from at.
func (s *ids) open(ctx context.Context, id string, at place, now time.Time) (press, error) {
	if id == "" || id[0] != idVersion {
		return press{}, errOldVersion
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(id[1:])
	if err != nil || len(raw) < 4+macSize {
		return press{}, errTampered
	}
	body, mac := raw[:len(raw)-macSize], raw[len(raw)-macSize:]
	flags, rest := body[0], body[2:]

	server, rest := binary.BigEndian.Uint16(rest), rest[2:]
	owner := hint(at.owner)
	if owned(flags) {
		if len(rest) < 2 {
			return press{}, errTampered
		}
		owner, rest = binary.BigEndian.Uint16(rest), rest[2:]
	}
	if !hmac.Equal(mac, s.mac(nil, body, flags, at)) {
		switch {
		case server != hint(at.server):
			return press{}, errForeign
		case owner != hint(at.owner):
			return press{}, errNotYours
		}
		return press{}, errTampered
	}
	if flags&flagExpires != 0 {
		if len(rest) < 4 {
			return press{}, errTampered
		}
		if now.Unix()/60 > int64(binary.BigEndian.Uint32(rest)) {
			return press{}, errStale
		}
		rest = rest[4:]
	}

	fields := strings.Split(string(rest), "\x00")
	if flags&flagView != 0 {
		data, err := s.keep.View(ctx, string(rest))
		if err != nil {
			return press{}, err
		}
		if err := json.Unmarshal(data, &fields); err != nil {
			return press{}, fmt.Errorf("read a view: %w", err)
		}
	}
	return unpack(fields, flags)
}

// mac appends the authentication code of body to dst. The owner counts only
// where a control is the owner's only.
func (s *ids) mac(dst, body []byte, flags byte, at place) []byte {
	g, ok := s.macs.Get().(*signer)
	if !ok {
		g = &signer{hash: hmac.New(sha256.New, s.key)}
	}
	defer s.macs.Put(g)
	g.hash.Reset()
	text := make([]byte, 0, 192)
	text = append(text, idVersion)
	text = binary.BigEndian.AppendUint16(text, uint16(len(body)))
	text = append(text, body...)
	text = append(text, at.server...)
	text = append(text, 0)
	if owned(flags) {
		text = append(text, at.owner...)
	}
	g.hash.Write(text)
	return append(dst, g.hash.Sum(g.sum[:0])[:macSize]...)
}

// hint is two bytes of an id.
func hint(id string) uint16 {
	sum := uint32(2166136261) // FNV-1a
	for i := range len(id) {
		sum = (sum ^ uint32(id[i])) * 16777619
	}
	return uint16(sum>>16) ^ uint16(sum)
}
