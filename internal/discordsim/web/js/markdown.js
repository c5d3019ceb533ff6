// Discord's markdown as a tree. Pure: text in, plain objects out, so that it
// can be tested without a page. words.js turns the tree into nodes.
//
// Inline nodes: {kind: "text", text} · {kind: strong|em|under|strike|spoiler, inside}
// · {kind: "code", text} · {kind: "link", href, inside} · {kind: "mention", what, id}
// · {kind: "command", name} · {kind: "instant", seconds, style} · {kind: "break"}
// Blocks: {kind: "line", inside} · {kind: "heading", level, inside} · {kind: "small", inside}
// · {kind: "pre", text, language} · {kind: "quote", blocks} · {kind: "list", ordered, start, items}

const FENCE = /```(?:([\w+#.-]+)\n)?\n?([\s\S]*?)\n?```/;
const PAIRS = [
	["strong", /^\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/],
	["under", /^__((?:\\[\s\S]|[^\\])+?)__(?!_)/],
	["em", /^\*(?=\S)((?:\*\*|\\[\s\S]|\s+(?:\\[\s\S]|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)/],
	["em", /^_((?:__|\\[\s\S]|[^\\_])+?)_(?![A-Za-z0-9_])/],
	["strike", /^~~((?:\\[\s\S]|[^\\])+?)~~/],
	["spoiler", /^\|\|((?:\\[\s\S]|[^\\])+?)\|\|/],
];
const MASKED = /^\[((?:\\[\s\S]|[^\]\\\n])+)\]\(<?(https?:\/\/(?:[^\s()<>]|\([^\s()<>]*\))+)>?(?:\s+"[^"\n]*")?\)/;
const BARE = /^https?:\/\/[^\s<>\u2066-\u2069]+/;
const ANGLED = /^<(?:(@!?|@&|#)(\d{15,21})|\/([^:>\n]+):\d+|t:(-?\d{1,13})(?::([tTdDfFR]))?|(https?:\/\/[^\s<>]+))>/;

/** blocks reads a whole text: paragraphs' lines, headings, lists, quotes, code. */
export function blocks(text, quoted = false) {
	const out = [];
	let rest = text;
	for (let fence; (fence = FENCE.exec(rest)); rest = rest.slice(fence.index + fence[0].length).replace(/^\n/, "")) {
		if (fence.index > 0) out.push(...lines(rest.slice(0, fence.index).replace(/\n$/, ""), quoted));
		out.push({ kind: "pre", language: fence[1] ?? "", text: fence[2] });
	}
	if (rest !== "" || out.length === 0) out.push(...lines(rest, quoted));
	return out;
}

function lines(text, quoted) {
	const out = [];
	const all = text.split("\n");
	let plain = [];
	const flush = () => {
		if (plain.length > 0) out.push(...split(inline(plain.join("\n"))).map((inside) => ({ kind: "line", inside })));
		plain = [];
	};
	for (let i = 0; i < all.length; i++) {
		const line = all[i];
		let m;
		if (!quoted && line.startsWith(">>> ")) {
			flush();
			out.push({ kind: "quote", blocks: blocks([line.slice(4), ...all.slice(i + 1)].join("\n"), true) });
			return out;
		}
		if (!quoted && /^> /.test(line)) {
			flush();
			const inner = [];
			for (; i < all.length && /^> /.test(all[i]); i++) inner.push(all[i].slice(2));
			i--;
			out.push({ kind: "quote", blocks: blocks(inner.join("\n"), true) });
		} else if ((m = /^(#{1,3}) +(\S.*)$/.exec(line))) {
			flush();
			out.push({ kind: "heading", level: m[1].length, inside: inline(m[2]) });
		} else if ((m = /^-# +(\S.*)$/.exec(line))) {
			flush();
			out.push({ kind: "small", inside: inline(m[1]) });
		} else if ((m = ITEM.exec(line))) {
			flush();
			const items = [];
			for (; i < all.length && (m = ITEM.exec(all[i])); i++) items.push({ depth: Math.floor(m[1].length / 2), mark: m[2], text: m[3] });
			i--;
			out.push(...list(items, 0));
		} else {
			plain.push(line);
		}
	}
	flush();
	return out;
}

const ITEM = /^( *)([-*]|\d{1,9}\.) +(\S.*)$/;

// list nests consecutive items by their indentation.
function list(items, depth) {
	const out = [];
	for (let i = 0; i < items.length; ) {
		const ordered = /\d/.test(items[i].mark);
		const made = { kind: "list", ordered, start: ordered ? parseInt(items[i].mark, 10) : 1, items: [] };
		while (i < items.length && /\d/.test(items[i].mark) === ordered) {
			const inside = inline(items[i].text);
			let j = i + 1;
			while (j < items.length && items[j].depth > depth) j++;
			made.items.push({ inside, blocks: list(items.slice(i + 1, j), depth + 1) });
			i = j;
		}
		out.push(made);
	}
	return out;
}

/** inline reads what stands within a line or a paragraph. */
export function inline(text, inLink = false) {
	const out = [];
	let plain = "";
	const push = (node) => {
		if (plain) out.push({ kind: "text", text: plain });
		plain = "";
		out.push(node);
	};
	for (let i = 0; i < text.length; ) {
		const rest = text.slice(i);
		const found = special(rest, inLink, text[i - 1]);
		if (!found) {
			const c = rest.codePointAt(0);
			plain += String.fromCodePoint(c);
			i += c > 0xffff ? 2 : 1;
			continue;
		}
		if (found.literal !== undefined) plain += found.literal;
		else push(found.node);
		i += found.length;
	}
	if (plain) out.push({ kind: "text", text: plain });
	return out;
}

// special is the construct at the start of rest, or null when it is plain.
function special(rest, inLink, before) {
	let m;
	switch (rest[0]) {
		case "\\":
			return (m = /^\\([^\p{L}\p{N}\s])/u.exec(rest)) && { literal: m[1], length: m[0].length };
		case "\n":
			return { node: { kind: "break" }, length: 1 };
		case "`":
			m = /^(`+)([\s\S]*?[^`])\1(?!`)/.exec(rest);
			return m && { node: { kind: "code", text: m[2].replace(/^ (?=`)|(?<=`) $/g, "") }, length: m[0].length };
		case "<":
			return (m = ANGLED.exec(rest)) && { node: angled(m, inLink), length: m[0].length };
		case "[":
			m = inLink ? null : MASKED.exec(rest);
			return m && { node: { kind: "link", href: m[2], inside: inline(m[1], true) }, length: m[0].length };
		case "h": {
			if (inLink || /[A-Za-z0-9]/.test(before ?? "") || !(m = BARE.exec(rest))) return null;
			const href = trimmed(m[0]);
			return { node: { kind: "link", href, inside: [{ kind: "text", text: href }] }, length: href.length };
		}
		case "@":
			m = /^@(everyone|here)\b/.exec(rest);
			return m && { node: { kind: "mention", what: "@", id: m[1] }, length: m[0].length };
	}
	if (!"*_~|".includes(rest[0])) return null;
	for (const [kind, pair] of PAIRS) {
		if (rest[0] === "_" && kind === "em" && /[A-Za-z0-9]/.test(before ?? "")) continue;
		if ((m = pair.exec(rest))) return { node: { kind, inside: inline(m[1], inLink) }, length: m[0].length };
	}
	return null;
}

function angled([, sigil, id, command, seconds, style, href], inLink) {
	if (sigil) return { kind: "mention", what: sigil.replace("!", ""), id };
	if (command) return { kind: "command", name: command };
	if (seconds !== undefined) return { kind: "instant", seconds: Number(seconds), style: style ?? "f" };
	const inside = [{ kind: "text", text: href }];
	return inLink ? inside[0] : { kind: "link", href, inside };
}

// trimmed leaves closing punctuation out of a bare address, but keeps a
// bracket that the address itself opened.
function trimmed(address) {
	let a = address;
	while (/[.,:;"'!?\])*_~|]$/.test(a)) {
		if (a.endsWith(")") && (a.match(/\(/g) ?? []).length >= (a.match(/\)/g) ?? []).length) break;
		if (/[*_~|]$/.test(a) && !/(\*\*|__|~~|\|\||[*_])$/.test(a)) break;
		a = a.slice(0, -1);
	}
	return a;
}

/** split cuts a tree at its line breaks, so that each line can find its own direction. */
export function split(nodes) {
	let lines = [[]];
	for (const node of nodes) {
		if (node.kind === "break") lines.push([]);
		else if (node.inside) {
			const [first, ...more] = split(node.inside);
			lines.at(-1).push({ ...node, inside: first });
			for (const inside of more) lines.push([{ ...node, inside }]);
		} else lines.at(-1).push(node);
	}
	return lines;
}
