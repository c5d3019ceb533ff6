// What stands below a message: buttons, links, selects.
import { cardDirection } from "./card.js";
import { direction } from "./direction.js";
import { el, icon, web } from "./dom.js";
import { picker } from "./picker.js";

const ROW = 1, BUTTON = 2, SELECT = 3, USERS = 5, ROLES = 6, MENTIONABLES = 7, CHANNELS = 8;
const STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger" };

/** controls makes the rows of a message; nothing when it has none. */
export function controls(m, world, acts) {
	const rows = (m.components ?? []).filter((c) => c.type === ROW);
	if (rows.length === 0) return null;
	// They run the way the message does.
	const dir = m.embeds?.length ? cardDirection(m.embeds[0]) : direction(m.content ?? "") || "ltr";
	return el("div", { class: "controls", dir }, rows.map((row) =>
		el("div", { class: "controls-row" }, row.components.map((c) => control(c, m, world, acts)))));
}

function control(c, m, world, acts) {
	if (c.type === BUTTON) return button(c, m, acts);
	const all = choices(c, world);
	if (!all) return null;
	return picker({
		label: c.placeholder ?? "Choose",
		choices: all,
		min: c.min_values ?? 1,
		max: c.max_values ?? 1,
		disabled: c.disabled,
		onpick: (values, node) => acts.press(m, c, values, node),
	});
}

function button(c, m, acts) {
	const face = [c.emoji?.name && `${c.emoji.name} `, el("bdi", {}, c.label ?? "")];
	const href = c.style === 5 && web(c.url);
	if (href) return el("a", { class: "button link", href, target: "_blank", rel: "noopener noreferrer" }, face, icon("out"));
	const node = el("button", { type: "button", class: `button ${STYLES[c.style] ?? "secondary"}`, disabled: c.disabled }, face);
	node.addEventListener("click", () => {
		if (node.getAttribute("aria-busy") !== "true") acts.press(m, c, null, node);
	});
	return node;
}

/** choices are the lines of a select, whatever it selects from; null when it isn't one. */
export function choices(c, world) {
	const server = world.channel(world.here)?.server;
	const people = () => world.users.map((u) => ({ value: u.id, label: u.name, note: u.bot ? "App" : "" }));
	const roles = () => (server?.roles ?? []).map((r) => ({ value: r.id, label: r.name }));
	const chosen = new Set((c.default_values ?? []).map((v) => v.id));
	const marked = (list) => list.map((o) => ({ ...o, chosen: chosen.has(o.value) }));
	switch (c.type) {
		case SELECT:
			return c.options.map((o) => ({ value: o.value, label: o.label, note: o.description, chosen: o.default }));
		case USERS:
			return marked(people());
		case ROLES:
			return marked(roles());
		case MENTIONABLES:
			return marked([...people(), ...roles()]);
		case CHANNELS:
			return marked((server?.channels ?? []).map((ch) => ({ value: ch.id, label: `#${ch.name}` })));
	}
	return null;
}
