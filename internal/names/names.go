// Package names compares and finds people's names across spellings, typing
// mistakes and scripts.
//
// One name has many spellings: رسول‌اف is Rasoulof, Rasulof or Rassoulov.
// The package looks at each of them in four ways, from exact to coarse:
//
//   - [Fold], the plain spelling: case, marks, Persian and Arabic variants of
//     one letter, digits and punctuation made equal. It is also what the store
//     writes for full-text search.
//   - [Tokens], the words of the plain spelling.
//   - [LatinFold], the sound as far as Latin and Cyrillic spellings tell it:
//     ou, oo, u and o are one vowel, sch and sh one consonant.
//   - [ConsonantKey], the consonants alone. Persian and Arabic don't write
//     short vowels, so this is where the scripts meet.
//
// [Similarity] compares two names, and [Index] finds people by what somebody
// has typed so far.
package names
