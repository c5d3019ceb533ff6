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
// [Similarity] compares two names by aligning their sounds, where what one
// romanisation writes and another doesn't costs little. [Index] finds people by
// what somebody has typed so far, and resolves what they typed in full.
//
// The index holds the distinct words of all names in sorted arrays, by plain
// spelling, by coarse sound and by consonants. A beginning is a range of such an
// array; mistakes are found by walking it as a trie with a row of edit
// distances, which finds mistyped beginnings as well as words and takes no
// memory beside the array, as a neighbourhood of deletions would. The words found
// are compared by sound, and the names that hold them by how much of what was
// typed they account for. Likely readings come first; two mistakes are thought
// of only when nobody has been found.
//
// Nobody is left out who could be among the best: names are passed by only
// where their highest possible score is beaten. What is found is the same
// however the people lie in segments, which are merged in the background; only
// the limits, which a few letters among very many people reach, count in each.
package names
