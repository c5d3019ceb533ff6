// The list above the composer: commands, options, choices. The inputs that use
// it are comboboxes; this is their listbox.
import { el } from "./dom.js";

/** Suggestions is the one list; show() fills it for an input. */
export class Suggestions {
	#box;
	#items = [];
	#lines = [];
	#active = -1;
	#input = null;
	#pick = () => {};

	constructor(box) {
		this.#box = box;
		box.addEventListener("mousedown", (e) => e.preventDefault()); // the input keeps the focus
	}

	get open() {
		return !this.#box.hidden && this.#items.length > 0;
	}

	/** active is the item that Enter would take, or null. */
	get active() {
		return this.open ? this.#items[this.#active] ?? null : null;
	}

	/** show lists items {label, note, badge, value} for an input; a note alone says why there are none. */
	show(input, heading, items, pick, none = "") {
		if (this.#input && this.#input !== input) this.#release();
		this.#input = input;
		this.#items = items;
		this.#pick = pick;
		if (items.length === 0 && !none) return this.hide();
		this.#lines = items.map((item, i) => {
			const line = el("div", { role: "option", id: `suggestion-${i}`, class: "choice", "aria-selected": "false" },
				el("span", { class: "choice-label" }, el("bdi", {}, item.label)),
				item.note && el("span", { class: "choice-note" }, el("bdi", {}, item.note)),
				item.badge && el("span", { class: "badge" }, item.badge));
			line.addEventListener("click", () => pick(item));
			line.addEventListener("pointermove", () => this.#active !== i && this.#at(i));
			return line;
		});
		this.#box.replaceChildren(
			el("p", { class: "suggestions-head", id: "suggestions-head" }, heading),
			items.length > 0
				? el("div", { role: "listbox", id: "suggestions-list", "aria-labelledby": "suggestions-head" }, this.#lines)
				: el("p", { class: "none", role: "status" }, none));
		this.#box.hidden = false;
		input.setAttribute("aria-expanded", String(items.length > 0));
		if (items.length > 0) input.setAttribute("aria-controls", "suggestions-list");
		this.#active = -1;
		if (items.length > 0) this.#at(0);
	}

	/**
	 * stale is for when an input's choices are about to change: those shown can't
	 * be taken by Enter any more, and those of another input go.
	 */
	stale(input) {
		if (this.#input === input) this.rest();
		else this.hide();
	}

	/** rest leaves all lines unmarked, so that Enter takes none until one is walked to. */
	rest() {
		this.#lines[this.#active]?.setAttribute("aria-selected", "false");
		this.#input?.removeAttribute("aria-activedescendant");
		this.#active = -1;
	}

	hide() {
		this.#release();
		this.#box.hidden = true;
		this.#items = [];
		this.#box.replaceChildren();
	}

	/** move walks by steps and around the ends. */
	move(steps) {
		if (!this.open) return;
		const from = this.#active < 0 && steps < 0 ? 0 : this.#active;
		this.#at((from + steps + this.#items.length) % this.#items.length);
	}

	/** take picks the active item; it says whether there was one. */
	take() {
		const item = this.active;
		if (item) this.#pick(item);
		return item !== null;
	}

	#release() {
		this.#input?.setAttribute("aria-expanded", "false");
		this.#input?.removeAttribute("aria-activedescendant");
		this.#input?.removeAttribute("aria-controls");
		this.#input = null;
	}

	#at(i) {
		this.#lines[this.#active]?.setAttribute("aria-selected", "false");
		this.#active = i;
		this.#lines[i].setAttribute("aria-selected", "true");
		this.#lines[i].scrollIntoView({ block: "nearest" });
		this.#input.setAttribute("aria-activedescendant", this.#lines[i].id);
	}
}
