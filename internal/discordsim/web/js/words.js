// From markdown.js's tree to nodes of the page.
import { blocks, inline } from "./markdown.js";
import { directed } from "./direction.js";
import { el, web } from "./dom.js";
import { instant } from "./when.js";

/** words is a text with markdown, as nodes; people and places name its mentions. */
export function words(text, names = () => "") {
	return blocks(text ?? "").map((b) => directed(block(b, names)));
}

/** phrase is one line with inline markdown only: titles, names of fields. */
export function phrase(text, names = () => "") {
	return inline(text ?? "").map((n) => span(n, names));
}

function block(b, names) {
	const inside = () => b.inside.map((n) => span(n, names));
	switch (b.kind) {
		case "heading":
			// Levels of a text that anybody writes say nothing of the page's own.
			return el("p", { role: "heading", "aria-level": 2, class: `h h${b.level}` }, inside());
		case "small":
			return el("p", { class: "small" }, inside());
		case "pre":
			return el("pre", { tabindex: "0", "aria-label": "Code" }, el("code", {}, b.text));
		case "quote":
			return el("blockquote", {}, b.blocks.map((c) => directed(block(c, names))));
		case "list":
			return el(b.ordered ? "ol" : "ul", { start: b.ordered && b.start !== 1 ? b.start : null }, b.items.map((i) =>
				directed(el("li", {}, i.inside.map((n) => span(n, names)), i.blocks.map((c) => directed(block(c, names)))))));
		default:
			return el("p", {}, b.inside.length ? inside() : el("br"));
	}
}

const TAGS = { strong: "strong", em: "em", under: "u", strike: "s" };

function span(n, names) {
	const inside = () => n.inside.map((c) => span(c, names));
	switch (n.kind) {
		case "text":
			return n.text;
		case "break":
			return el("br");
		case "code":
			return el("code", {}, n.text);
		case "link": {
			const href = web(n.href);
			return href ? el("a", { href, target: "_blank", rel: "noopener noreferrer nofollow" }, inside()) : el("span", {}, inside());
		}
		case "spoiler":
			return spoiler(inside());
		case "mention":
			return el("span", { class: "mention" }, el("bdi", {}, n.what === "@" && !/^\d/.test(n.id) ? `@${n.id}` : names(n.what, n.id) || n.what[0] + n.id));
		case "command":
			return el("span", { class: "mention" }, `/${n.name}`);
		case "instant":
			return instant(n.seconds, n.style);
		default:
			return el(TAGS[n.kind], {}, inside());
	}
}

// spoiler hides its text from eyes and from screen readers until it is opened.
function spoiler(inside) {
	const text = el("span", { "aria-hidden": "true", inert: true }, inside);
	const cover = el("button", { type: "button", class: "cover", "aria-label": "Show the hidden text" });
	const whole = el("span", { class: "spoiler" }, cover, text);
	cover.addEventListener("click", () => {
		whole.classList.add("open");
		text.removeAttribute("aria-hidden");
		text.removeAttribute("inert");
		cover.remove();
	});
	return whole;
}
