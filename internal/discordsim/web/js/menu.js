// The commands that a bot offers for one message: Discord's "Apps" menu.
import { el, icon } from "./dom.js";

const FOR_MESSAGES = 3;

/** menu is the button at a message's corner; nothing when no bot offers any. */
export function menu(m, world, apply) {
	const commands = world.commandsHere().filter((c) => c.type === FOR_MESSAGES);
	if (commands.length === 0) return null;
	const list = el("ul", { class: "menu-list", role: "list", popover: "auto" }, commands.map((c) =>
		el("li", {}, el("button", { type: "button", onclick: () => (list.hidePopover(), apply(m, c)) }, c.name))));
	const button = el("button", { type: "button", class: "icon apps", "aria-label": "Apps for this message", "aria-expanded": "false" }, icon("apps"));
	list.addEventListener("toggle", (e) => {
		button.setAttribute("aria-expanded", String(e.newState === "open"));
		if (e.newState === "open") list.querySelector("button").focus();
		else if (list.contains(document.activeElement)) button.focus();
	});
	button.addEventListener("click", () => {
		const b = button.getBoundingClientRect();
		list.style.top = `${b.bottom + 4}px`;
		list.style.right = `${innerWidth - b.right}px`;
		list.togglePopover();
	});
	return el("div", { class: "menu-whole" }, button, list);
}
