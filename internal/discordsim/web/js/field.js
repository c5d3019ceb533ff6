// One option of the command in the composer: its name and an input.
import { el, icon } from "./dom.js";
import { TYPE, fitting, fixed, value } from "./command.js";

/**
 * Field is a chip with an input. around: {list, world, complete, typed, picked,
 * removed}; complete asks the bot for choices; removed is null when the option
 * is required.
 */
export class Field {
	option;
	node;
	input;
	#around;
	#picked = null; // the choice taken, whose label the input shows
	#asked = 0;
	#wait;

	constructor(option, around) {
		this.option = option;
		this.#around = around;
		const id = `option-${option.name}`;
		this.input = el("input", {
			id, type: option.type === TYPE.FILE ? "file" : "text", dir: "auto", class: "value",
			...(option.type === TYPE.FILE ? {} : { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false" }),
			"aria-label": `${option.name}: ${option.description}`, "aria-required": String(!!option.required),
			autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "send", placeholder: option.required ? "" : "…", maxlength: 6000,
			inputmode: option.type === TYPE.INTEGER ? "numeric" : null, title: option.description,
		});
		this.input.addEventListener("input", () => {
			this.#picked = null;
			this.#fit();
			around.typed();
			if (document.activeElement === this.input) this.suggest();
		});
		this.input.addEventListener("focus", () => this.suggest());
		this.input.addEventListener("blur", () => clearTimeout(this.#wait));
		this.node = el("span", { class: "field-chip" },
			el("label", { class: "name", for: id }, option.name), this.input,
			around.removed && el("button", { type: "button", class: "drop", "aria-label": `Remove ${option.name}`, onclick: around.removed }, icon("close")));
		this.#fit();
	}

	get empty() {
		return this.input.value.trim() === "";
	}

	/** text is what the input shows. */
	get text() {
		return this.input.value.trim();
	}

	/** set types a text into the input. */
	set(text) {
		this.#picked = null;
		this.input.value = text;
		this.#fit();
	}

	/** read is the value for Discord, or {fault}. */
	read() {
		if (this.#picked) return { value: this.#picked.value };
		if (this.option.type === TYPE.FILE) return { value: this.input.files[0] };
		const known = this.#known();
		if (known) {
			const found = known.find((c) => c.label.toLowerCase() === this.text.toLowerCase());
			return found ? { value: found.value } : { fault: "Choose one of the list." };
		}
		return value(this.option, this.text);
	}

	/** suggest fills the list above the composer with what fits. */
	suggest() {
		clearTimeout(this.#wait);
		const asked = ++this.#asked;
		const { list } = this.#around;
		const heading = `${this.option.name}: ${this.option.description}`;
		if (this.#picked || this.option.type === TYPE.FILE) return list.hide();
		const local = fixed(this.option) ?? this.#known();
		if (local) return list.show(this.input, heading, fitting(local, this.input.value), (c) => this.#take(c), "Nothing like that to choose.");
		if (!this.option.autocomplete) return list.show(this.input, heading, [], null, this.empty ? "Type it in." : "");
		list.stale(this.input);
		this.#wait = setTimeout(async () => {
			const current = () => asked === this.#asked && document.activeElement === this.input;
			try {
				const choices = await this.#around.complete();
				if (!current()) return;
				const items = choices.map((c) => ({ label: c.name, value: c.value }));
				list.show(this.input, heading, items, (c) => this.#take(c), "The bot has nothing to offer for that. Enter sends it as typed.");
			} catch {
				if (current()) list.show(this.input, heading, [], null, "The choices couldn't be loaded. Enter sends what you typed.");
			}
		}, this.empty ? 0 : 120);
	}

	// known are the people, channels or roles of the server.
	#known() {
		const { world } = this.#around;
		const server = world.channel(world.here)?.server;
		const people = () => world.users.map((u) => ({ label: u.name, value: u.id, note: u.bot ? "App" : "" }));
		const roles = () => (server?.roles ?? []).map((r) => ({ label: r.name, value: r.id }));
		switch (this.option.type) {
			case TYPE.USER:
				return people();
			case TYPE.ROLE:
				return roles();
			case TYPE.MENTIONABLE:
				return [...people(), ...roles()];
			case TYPE.CHANNEL:
				return (server?.channels ?? []).map((c) => ({ label: `#${c.name}`, value: c.id }));
		}
		return null;
	}

	#take(choice) {
		this.#asked++;
		this.input.value = choice.label;
		this.#picked = choice;
		this.#fit();
		this.#around.list.hide();
		this.#around.picked();
	}

	// fit makes the input as wide as its text where the browser doesn't by itself.
	#fit() {
		if (this.option.type !== TYPE.FILE) this.input.size = Math.min(48, Math.max(6, [...this.input.value].length + 1));
	}
}
