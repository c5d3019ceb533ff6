// Building the page's nodes. Text reaches the document as text nodes only:
// what people and bots write is never parsed as HTML.

/**
 * el makes an element. Attributes: a function named on… is a listener, true
 * sets an empty attribute, false, null and undefined leave it out, and `data`
 * is a map of data- attributes. Children: nodes, strings, arrays, null.
 */
export function el(tag, attributes = {}, ...children) {
	const node = document.createElement(tag);
	for (const [name, value] of Object.entries(attributes)) {
		if (value === false || value === null || value === undefined) continue;
		if (typeof value === "function") node.addEventListener(name.slice(2), value);
		else if (name === "data") Object.assign(node.dataset, value);
		else node.setAttribute(name, value === true ? "" : String(value));
	}
	node.append(...children.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== false));
	return node;
}

/** icon is a picture of index.html's sprite; it is silent, so label its button. */
export function icon(name) {
	const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
	const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
	use.setAttribute("href", `#i-${name}`);
	svg.setAttribute("aria-hidden", "true");
	svg.append(use);
	return svg;
}

/** web is the address when it leads to the web and nowhere else, or "". */
export function web(address) {
	try {
		const url = new URL(address);
		return url.protocol === "https:" || url.protocol === "http:" ? url.href : "";
	} catch {
		return "";
	}
}

/** initials of a name, for a round picture: "Film & Freedom" is FF. */
export function initials(name) {
	const words = name.split(/\s+/).filter((w) => /\p{L}|\p{N}/u.test(w[0] ?? ""));
	return words.slice(0, 2).map((w) => [...w][0].toUpperCase()).join("") || "?";
}

/** hue is one of twelve colours of the wheel, the same for the same id. */
export function hue(id) {
	let sum = 0;
	for (const c of String(id)) sum = (sum * 31 + c.codePointAt(0)) >>> 0;
	return (sum % 12) * 30;
}

/** avatar is the round picture of a user or a server. */
export function avatar(id, name, kind = "") {
	const face = el("span", { class: `avatar ${kind}`, "aria-hidden": "true" }, kind === "bot" ? "" : initials(name));
	face.style.setProperty("--hue", hue(id));
	return face;
}
