// One message, as Discord shows it.
import { avatar, el, icon, web } from "./dom.js";
import { card } from "./card.js";
import { controls } from "./controls.js";
import { words } from "./words.js";
import { hour } from "./when.js";

const EPHEMERAL = 64;
const THINKING = 128;

/** isPrivate says whether only one person can see the message. */
export function isPrivate(m) {
	return (m.flags & EPHEMERAL) !== 0;
}

/**
 * continues says whether a message stands under the one before without a head
 * of its own: the same author within seven minutes, no command in between.
 */
export function continues(before, m) {
	return !!before && before.author.id === m.author.id && !usedBy(m) && isPrivate(before) === isPrivate(m) &&
		Date.parse(m.timestamp) - Date.parse(before.timestamp) < 7 * 60 * 1000;
}

function usedBy(m) {
	return m.interaction ?? null;
}

/** message makes the article. acts: {press, dismiss, use}, see main.js. */
export function message(m, { world, acts, brief }) {
	const used = usedBy(m);
	const thinking = (m.flags & THINKING) !== 0;
	const name = m.author.global_name || m.author.username;
	return el("article", { class: `message ${isPrivate(m) ? "private" : ""} ${brief ? "brief" : ""}`, data: { id: m.id }, "aria-label": `${name}, ${hour(m.timestamp)}` },
		used && head(used),
		!brief && avatar(m.author.id, name, m.author.bot ? "bot" : ""),
		el("div", { class: "body" },
			!brief && el("div", { class: "by" },
				el("bdi", { class: "author" }, name),
				m.author.bot && el("span", { class: "tag" }, "APP"),
				el("time", { datetime: m.timestamp }, hour(m.timestamp))),
			thinking ? dots(name) : [
				m.content && el("div", { class: "words" }, words(m.content, world.naming), m.edited_timestamp && edited()),
				(m.attachments ?? []).map(attachment),
				(m.embeds ?? []).map((e) => card(e, world.naming)),
				!m.content && m.edited_timestamp && edited(),
				controls(m, world, acts),
			],
			isPrivate(m) && el("p", { class: "note" }, icon("eye"), "Only you can see this · ",
				el("button", { type: "button", class: "plain", onclick: () => acts.dismiss(m) }, "Dismiss message"))),
		acts.menu && !thinking && acts.menu(m));
}

function head(used) {
	const who = used.user.global_name || used.user.username;
	return el("p", { class: "used" }, icon("reply"), el("bdi", { class: "author" }, who), " used ",
		el("span", { class: "mention" }, used.type === 3 ? used.name : `/${used.name}`));
}

function dots(name) {
	return el("p", { class: "thinking" }, el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i")), `${name} is thinking…`);
}

function edited() {
	return el("span", { class: "edited" }, "(edited)");
}

function attachment(a) {
	const href = a.url.startsWith("/") ? a.url : web(a.url);
	if ((a.content_type ?? "").startsWith("image/") && a.url.startsWith("/")) {
		return el("a", { class: "picture", href, target: "_blank", rel: "noopener" },
			el("img", { src: href, alt: a.description ?? a.filename, width: a.width, height: a.height, loading: "lazy" }));
	}
	return el("p", { class: "file" }, icon("file"), el("a", { href, download: a.filename, rel: "noopener" }, el("bdi", {}, a.filename)),
		el("span", { class: "size" }, size(a.size)));
}

function size(bytes) {
	return bytes < 1024 ? `${bytes} bytes` : bytes < 1 << 20 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / (1 << 20)).toFixed(1)} MB`;
}
