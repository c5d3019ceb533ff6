// An embed: the card with a coloured edge.
import { directed, leaning } from "./direction.js";
import { el, web } from "./dom.js";
import { phrase, words } from "./words.js";
import { day } from "./when.js";

/**
 * card makes an embed. Its frame follows the direction of its words, so that a
 * Persian card has its edge, fields and footer from right to left.
 */
export function card(e, names) {
	const node = el("div", { class: "card", role: "group", dir: cardDirection(e), "aria-label": plain(e.title) || "Card" },
		e.author && el("p", { class: "card-author" }, own(linked(e.author.url, [e.author.name]))),
		e.title && el("p", { class: "card-title", role: "heading", "aria-level": 2 }, own(linked(e.url, phrase(e.title, names)))),
		e.description && el("div", { class: "words" }, words(e.description, names)),
		e.fields?.length && el("dl", { class: "fields" }, e.fields.map((f) =>
			el("div", { class: f.inline ? "field inline" : "field" },
				el("dt", {}, own(phrase(f.name, names))),
				el("dd", { class: "words" }, words(f.value, names))))),
		picture(e.image, "card-image"),
		picture(e.thumbnail, "card-thumb"),
		(e.footer || e.timestamp) && el("p", { class: "card-footer" }, own([e.footer?.text, e.timestamp && day(e.timestamp)].filter(Boolean).join(" · "))));
	if (e.color) node.style.setProperty("--edge", `#${(e.color & 0xffffff).toString(16).padStart(6, "0")}`);
	return node;
}

/** cardDirection is that of most of a card's words: its title may be a name. */
export function cardDirection(e) {
	const texts = [e.title, e.description, e.footer?.text, ...(e.fields ?? []).flatMap((f) => [f.name, f.value])];
	return leaning(texts.filter(Boolean).join("\n")) || "ltr";
}

// own is a short text in its own direction, at the side where the card begins.
function own(inside) {
	return directed(el("bdi", {}, inside));
}

function plain(text) {
	return (text ?? "").replace(/[\\*_~|`\u2066-\u2069]/g, "");
}

function linked(url, inside) {
	const href = url && web(url);
	return href ? el("a", { href, target: "_blank", rel: "noopener noreferrer nofollow" }, inside) : inside;
}

// Pictures from elsewhere aren't fetched: the page has no outside address.
function picture(p, kind) {
	if (!p?.url) return null;
	if (p.url.startsWith("/")) return el("img", { class: kind, src: p.url, alt: p.description ?? "", loading: "lazy", width: p.width, height: p.height });
	return el("p", { class: "elsewhere" }, linked(p.url, ["Picture on another site"]));
}
