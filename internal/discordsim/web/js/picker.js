// A select: a button that opens a listbox. Unlike the browser's own it shows a
// note below each line, takes several, and acts only when a line is chosen,
// not while somebody walks through the lines with the arrow keys.
import { el, icon } from "./dom.js";

let made = 0;

/**
 * picker makes one. choices: [{value, label, note, chosen}]; onpick gets the
 * chosen values and the button. With max above one the list stays open until
 * it is left. `id` is for a label's for; values() reads what is chosen.
 */
export function picker({ label, choices, min = 1, max = 1, disabled = false, onpick = () => {}, id = `picker-${++made}`, named = null, required = false }) {
	const several = max > 1;
	const chosen = new Set(choices.filter((c) => c.chosen).map((c) => c.value));
	const text = el("span", { class: "picker-text" });
	const button = el("button", {
		type: "button", class: "picker", id, disabled, role: "combobox", "aria-haspopup": "listbox", "aria-expanded": "false",
		"aria-controls": `${id}-list`, "aria-required": required ? "true" : null,
	}, text, icon("down"));
	const lines = choices.map((c, i) => el("div", { role: "option", id: `${id}-${i}`, class: "choice", "aria-selected": String(chosen.has(c.value)) },
		el("span", { class: "choice-label" }, el("bdi", {}, c.label)), c.note && el("span", { class: "choice-note" }, el("bdi", {}, c.note))));
	const list = el("div", { class: "picker-list", role: "listbox", id: `${id}-list`, popover: "manual", "aria-label": named ?? label, "aria-multiselectable": several ? "true" : null }, lines);
	const whole = el("span", { class: "picker-whole" }, button, list);
	let active = -1;
	let before = [];

	const show = () => {
		const labels = choices.filter((c) => chosen.has(c.value)).map((c) => c.label);
		text.replaceChildren(...(labels.length ? labels.flatMap((l, i) => [i ? ", " : "", el("bdi", {}, l)]) : [label]));
		text.classList.toggle("placeholder", labels.length === 0);
		// A combobox is named by its label or placeholder; its value is its text.
		if (!whole.dataset.labelled) button.setAttribute("aria-label", labels.length ? `${named ?? label}: ${labels.join(", ")}` : named ?? label);
	};
	const at = (i) => {
		lines[active]?.classList.remove("active");
		active = Math.max(0, Math.min(lines.length - 1, i));
		lines[active].classList.add("active");
		lines[active].scrollIntoView({ block: "nearest" });
		button.setAttribute("aria-activedescendant", lines[active].id);
	};
	const open = () => {
		if (list.matches(":popover-open") || lines.length === 0) return;
		before = [...chosen];
		list.showPopover();
		place(list, button);
		button.setAttribute("aria-expanded", "true");
		at(Math.max(0, choices.findIndex((c) => chosen.has(c.value))));
		addEventListener("scroll", follow, { capture: true, passive: true });
		addEventListener("resize", follow);
	};
	const close = (keep) => {
		if (!list.matches(":popover-open")) return;
		list.hidePopover();
		button.setAttribute("aria-expanded", "false");
		button.removeAttribute("aria-activedescendant");
		removeEventListener("scroll", follow, { capture: true });
		removeEventListener("resize", follow);
		if (!keep) restore();
		else if (several && chosen.size >= min && String([...chosen].sort()) !== String(before.sort())) onpick([...chosen], button);
		show();
	};
	const follow = (e) => {
		if (e?.target !== list) place(list, button);
	};
	const restore = () => {
		chosen.clear();
		before.forEach((v) => chosen.add(v));
		mark();
	};
	const mark = () => lines.forEach((l, i) => l.setAttribute("aria-selected", String(chosen.has(choices[i].value))));
	const pick = (i) => {
		const value = choices[i].value;
		if (several) {
			if (chosen.has(value)) chosen.delete(value);
			else if (chosen.size < max) chosen.add(value);
			mark();
			show();
			return;
		}
		chosen.clear();
		chosen.add(value);
		mark();
		close(true);
		onpick([value], button);
	};

	button.addEventListener("click", () => (list.matches(":popover-open") ? close(true) : open()));
	button.addEventListener("blur", () => close(true));
	list.addEventListener("mousedown", (e) => e.preventDefault());
	lines.forEach((line, i) => {
		line.addEventListener("click", () => pick(i));
		line.addEventListener("pointermove", () => active !== i && at(i));
	});
	let typed = "";
	let forget;
	button.addEventListener("keydown", (e) => {
		const opened = list.matches(":popover-open");
		const moves = { ArrowDown: active + 1, ArrowUp: active - 1, Home: 0, End: lines.length - 1, PageDown: active + 8, PageUp: active - 8 };
		if (e.key in moves) {
			e.preventDefault();
			if (opened) at(moves[e.key]);
			else open();
		} else if (opened && (e.key === "Enter" || e.key === " ")) {
			e.preventDefault();
			pick(active);
		} else if (opened && e.key === "Escape") {
			e.preventDefault();
			e.stopPropagation();
			close(false);
		} else if (opened && e.key === "Tab") {
			close(true);
		} else if (e.key.length === 1 && /\S/.test(e.key) && !e.ctrlKey && !e.metaKey && !e.altKey) {
			open();
			clearTimeout(forget);
			forget = setTimeout(() => (typed = ""), 700);
			typed += e.key.toLowerCase();
			const found = choices.findIndex((c) => c.label.toLowerCase().startsWith(typed));
			if (found >= 0) at(found);
		}
	});
	show();
	whole.values = () => [...chosen];
	return whole;
}

// place puts a list of the top layer under its button, or above it where there
// is more room.
function place(list, button) {
	const b = button.getBoundingClientRect();
	const below = innerHeight - b.bottom - 12;
	const above = b.top - 12;
	const up = below < Math.min(240, list.scrollHeight) && above > below;
	list.style.inlineSize = `${Math.max(b.width, 220)}px`;
	list.style.maxBlockSize = `${Math.min(320, up ? above : below)}px`;
	list.style.left = `${Math.max(8, Math.min(b.left, innerWidth - Math.max(b.width, 220) - 8))}px`;
	list.style.top = up ? "auto" : `${b.bottom + 4}px`;
	list.style.bottom = up ? `${innerHeight - b.top + 4}px` : "auto";
}
