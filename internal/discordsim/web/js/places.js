// The left side: servers with their channels, direct messages, and the people
// as whom one can act.
import { avatar, el, icon } from "./dom.js";

/** places lists servers, channels and direct messages; go(id) shows one. */
export function places(nav, world, go) {
	const line = (c, sign) => el("li", {}, el("button", {
		type: "button", class: `place ${world.unread.has(c.id) ? "unread" : ""}`, data: { channel: c.id },
		"aria-current": c.id === world.here ? "page" : null, onclick: () => go(c.id),
	}, sign, el("bdi", {}, c.name), world.unread.has(c.id) && el("span", { class: "sr" }, " (unread)")));
	nav.replaceChildren(
		...world.servers.map((s) => el("section", { "aria-labelledby": `server-${s.id}` },
			el("h2", { id: `server-${s.id}` }, avatar(s.id, s.name, "server"), el("bdi", {}, s.name)),
			el("ul", { role: "list" }, s.channels.map((c) => line(c, icon("hash")))))),
		...(world.directs.length === 0 ? [] : [el("section", { "aria-labelledby": "directs" },
			el("h2", { id: "directs" }, "Direct messages"),
			el("ul", { role: "list" }, world.directs.map((d) => line(d, avatar(d.person, d.name, "bot")))))]));
}

const ROLES = { member: "Member", curator: "Curator", administrator: "Administrator" };

/** actors lists the people; become(id) acts as one of them. */
export function actors(fieldset, world, become) {
	const people = world.users.filter((u) => !u.bot);
	const focused = fieldset.contains(document.activeElement);
	fieldset.replaceChildren(fieldset.firstElementChild, ...people.map((u) => {
		const radio = el("input", { type: "radio", name: "actor", value: u.id, class: "sr", checked: u.id === world.me, onchange: () => become(u.id) });
		return el("label", { class: "actor" }, radio, avatar(u.id, u.name), el("span", { class: "actor-text" },
			el("bdi", { class: "actor-name" }, u.name), el("span", { class: "actor-role" }, ROLES[u.role] ?? u.role)));
	}));
	if (focused) fieldset.querySelector("input:checked")?.focus();
}
