// Which way a text runs.

const STRONG = /\p{L}/u;
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}\p{Script=Mandaic}\p{Script=Samaritan}]/u;

/**
 * direction is "rtl" or "ltr" by the first letter that isn't isolated
 * (U+2066–2069), as Unicode has it, or "" when there is none. The browser's own
 * dir=auto looks into isolates: an English line that begins with a Persian name
 * would run from right to left.
 */
export function direction(text) {
	for (const d of strong(text)) return d;
	return "";
}

/** leaning is the direction of most letters that aren't isolated, or "". */
export function leaning(text) {
	let balance = 0;
	for (const d of strong(text)) balance += d === "rtl" ? 1 : -1;
	return balance > 0 ? "rtl" : balance < 0 ? "ltr" : "";
}

// strong yields the direction of each letter outside of isolates.
function* strong(text) {
	let depth = 0;
	for (const c of text) {
		if (c >= "\u2066" && c <= "\u2068") depth++;
		else if (c === "\u2069") depth = Math.max(0, depth - 1);
		else if (depth === 0 && STRONG.test(c)) yield RIGHT_TO_LEFT.test(c) ? "rtl" : "ltr";
	}
}

/** directed gives a node the direction of its text; without letters it keeps its surroundings'. */
export function directed(node) {
	const d = direction(node.textContent);
	if (d) node.dir = d;
	return node;
}
