// Slash commands as data: which there are, which fit what is typed. Pure.

/** The types of option, as Discord numbers them. */
export const TYPE = { SUB: 1, GROUP: 2, TEXT: 3, INTEGER: 4, BOOLEAN: 5, USER: 6, CHANNEL: 7, ROLE: 8, MENTIONABLE: 9, NUMBER: 10, FILE: 11 };

/**
 * flatten lists what can be typed: a command, or each of its subcommands.
 * Entries: {path: "curate status", command, description, options}.
 */
export function flatten(commands) {
	const out = [];
	const walk = (command, path, node) => {
		const inner = (node.options ?? []).filter((o) => o.type === TYPE.SUB || o.type === TYPE.GROUP);
		if (inner.length > 0) inner.forEach((o) => walk(command, `${path} ${o.name}`, o));
		else out.push({ path, command, description: node.description, options: node.options ?? [] });
	};
	commands.filter((c) => (c.type ?? 1) === 1).forEach((c) => walk(c, c.name, c));
	return out.sort((a, b) => a.path.localeCompare(b.path));
}

/** matching are the entries that fit what was typed after the slash, the best first. */
export function matching(entries, typed) {
	const t = typed.toLowerCase().trimStart();
	const starts = entries.filter((e) => e.path.startsWith(t));
	const holds = entries.filter((e) => !e.path.startsWith(t) && e.path.includes(t.trim()));
	return [...starts, ...holds];
}

/**
 * split reads a line such as "/case person:rasulof private:true" or
 * "/case rasulof". Returned: {entry, values: Map of option name to text, rest},
 * or null while no command is fully typed. Rest is what follows the path and
 * belongs to no named option.
 */
export function split(entries, line) {
	if (!line.startsWith("/")) return null;
	const typed = line.slice(1);
	const entry = entries
		.filter((e) => typed === e.path || typed.startsWith(`${e.path} `))
		.sort((a, b) => b.path.length - a.path.length)[0];
	if (!entry || typed === entry.path) return null;
	const values = new Map();
	const parts = named(typed.slice(entry.path.length + 1), entry.options.map((o) => o.name));
	for (const [name, value] of parts.values) values.set(name, value);
	return { entry, values, rest: parts.rest };
}

/** named cuts "a b country:IR private:true" into {rest: "a b", values: [[name, text] …]}. */
export function named(text, names) {
	if (names.length === 0) return { rest: text, values: [] };
	const mark = new RegExp(`(^|\\s)(${names.map(escape).join("|")}):`, "gi");
	const found = [...text.matchAll(mark)];
	if (found.length === 0) return { rest: text, values: [] };
	const values = found.map((m, i) => [
		names.find((n) => n.toLowerCase() === m[2].toLowerCase()),
		text.slice(m.index + m[0].length, found[i + 1]?.index ?? text.length).trim(),
	]);
	return { rest: text.slice(0, found[0].index), values };
}

function escape(s) {
	return s.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** fixed are the choices that need no asking: declared ones, true and false. */
export function fixed(option) {
	if (option.choices?.length) return option.choices.map((c) => ({ label: c.name, value: c.value }));
	if (option.type === TYPE.BOOLEAN) return [{ label: "True", value: true }, { label: "False", value: false }];
	return null;
}

/** fitting narrows choices to what was typed, by label. */
export function fitting(choices, typed) {
	const t = typed.trim().toLowerCase();
	return choices.filter((c) => c.label.toLowerCase().includes(t));
}

/**
 * value turns what was typed into what the option takes, or says what is wrong
 * with it: {value} or {fault}.
 */
export function value(option, typed) {
	const text = typed.trim();
	const choices = fixed(option);
	if (choices) {
		const found = choices.find((c) => c.label.toLowerCase() === text.toLowerCase() || String(c.value).toLowerCase() === text.toLowerCase());
		return found ? { value: found.value } : { fault: "Choose one of the list." };
	}
	if (option.type === TYPE.INTEGER || option.type === TYPE.NUMBER) {
		const n = Number(western(text));
		if (text === "" || !Number.isFinite(n) || (option.type === TYPE.INTEGER && !Number.isInteger(n))) return { fault: option.type === TYPE.INTEGER ? "Type a whole number." : "Type a number." };
		if (n < (option.min_value ?? -Infinity)) return { fault: `At least ${option.min_value}.` };
		if (n > (option.max_value ?? Infinity)) return { fault: `At most ${option.max_value}.` };
		return { value: n };
	}
	if (option.type === TYPE.TEXT) {
		const length = [...text].length;
		if (length < (option.min_length ?? 0)) return { fault: `At least ${option.min_length} characters.` };
		if (length > (option.max_length ?? 6000)) return { fault: `At most ${option.max_length ?? 6000} characters.` };
		return { value: text };
	}
	return { fault: "Choose one of the list." };
}

function western(text) {
	return text.replace(/[۰-۹]/g, (d) => d.charCodeAt(0) - 0x6f0).replace(/[٠-٩]/g, (d) => d.charCodeAt(0) - 0x660);
}
