// The composer: a plain line, which becomes a command with a field for each
// option once a command is typed or chosen.
import { el, icon } from "./dom.js";
import { Suggestions } from "./suggestions.js";
import { Field } from "./field.js";
import { flatten, matching, named, split } from "./command.js";

/** Composer drives the form. acts: say(text), use(entry, options, text), complete(entry, options, name). */
export class Composer {
	#form;
	#line;
	#complaint;
	#list;
	#world;
	#acts;
	#entry = null; // the command that is being filled in; null: plain
	#fields = [];
	#tail = null; // the input after the fields, for optional options
	#plain;
	#last = "";

	constructor(form, world, acts) {
		this.#form = form;
		this.#line = form.querySelector("#line");
		this.#complaint = form.querySelector("#complaint");
		this.#list = new Suggestions(form.querySelector("#suggestions"));
		this.#world = world;
		this.#acts = acts;
		this.#plain = this.#input("compose", "Message");
		this.#plain.addEventListener("input", () => this.#typed());
		this.#plain.addEventListener("focus", () => this.#typed());
		form.addEventListener("keydown", (e) => this.#key(e));
		form.addEventListener("submit", (e) => {
			e.preventDefault();
			this.send();
		});
		form.addEventListener("focusout", () => setTimeout(() => form.contains(document.activeElement) || this.#list.hide()));
		this.clear();
	}

	/** clear leaves an empty plain line, for the channel that is shown. */
	clear(text = "") {
		this.#entry = null;
		this.#fields = [];
		this.#tail = null;
		this.complain("");
		this.#list.hide();
		const at = this.#world.channel(this.#world.here);
		const where = at ? `\u2068${at.server ? "#" : "@"}${at.name}\u2069` : "…"; // isolated: a name of any script
		this.#plain.value = text;
		this.#plain.placeholder = `Message ${where}, or / for a command`;
		this.#plain.setAttribute("aria-label", `Message ${where}. Type a slash for commands.`);
		this.#line.replaceChildren(this.#plain, this.#button());
	}

	/** refresh offers anew what can be typed, after commands came or went. */
	refresh() {
		if (document.activeElement === this.#plain) this.#typed();
	}

	focus() {
		(this.#fields.find((f) => f.empty)?.input ?? this.#tail ?? this.#plain).focus();
	}

	/** fill puts a line in, as if it had been typed: "/case person:rasulof". */
	fill(text) {
		this.clear(text);
		this.focus();
		this.#typed();
	}

	/** complain says what is wrong, in place; empty takes it away. */
	complain(text, input = null) {
		this.#complaint.textContent = text;
		this.#form.querySelectorAll("[aria-invalid]").forEach((i) => {
			i.removeAttribute("aria-invalid");
			i.removeAttribute("aria-describedby");
		});
		input?.setAttribute("aria-invalid", "true");
		input?.setAttribute("aria-describedby", "complaint");
		input?.focus();
	}

	/** send does what the line says, or says why it can't. */
	send() {
		this.complain("");
		if (!this.#entry) return this.#sendPlain();
		const options = {};
		for (const field of this.#fields) {
			if (field.empty) {
				if (field.option.required) return this.complain(`${field.option.name}: needed.`, field.input);
				continue;
			}
			const { value, fault } = field.read();
			if (fault) return this.complain(`${field.option.name}: ${fault}`, field.input);
			options[field.option.name] = value;
		}
		if (this.#tail?.value.trim()) return this.complain(`“${this.#tail.value.trim()}” belongs to no option. Choose an option first: ${this.#rest().map((o) => o.name).join(", ")}.`, this.#tail);
		const [entry, text] = [this.#entry, this.text()];
		this.#last = text;
		this.clear();
		this.#plain.focus();
		this.#list.hide();
		this.#acts.use(entry, options, text);
	}

	#sendPlain() {
		const text = this.#plain.value.trim();
		if (!text) return;
		if (text.startsWith("/")) {
			const entry = this.#entries().find((e) => `/${e.path}` === text);
			if (!entry) return this.complain(`There is no command ${text.split(" ")[0]} here. Type / to see those there are.`, this.#plain);
			this.#enter(entry);
			if (!this.#fields.length) this.send();
			return;
		}
		this.clear();
		this.#acts.say(text);
	}

	/** text is the whole line as it would be typed. */
	text() {
		if (!this.#entry) return this.#plain.value;
		return [`/${this.#entry.path}`, ...this.#fields.filter((f) => !f.empty).map((f) => `${f.option.name}:${f.text}`)].join(" ");
	}

	#entries() {
		return flatten(this.#world.commandsHere());
	}

	#rest() {
		const used = new Set(this.#fields.map((f) => f.option.name));
		return this.#entry.options.filter((o) => !used.has(o.name));
	}

	// The plain line.

	#typed() {
		const text = this.#plain.value;
		this.complain("");
		if (this.#entry || !text.startsWith("/")) return this.#list.hide();
		const entries = this.#entries();
		const parts = split(entries, text);
		if (parts) return this.#enter(parts.entry, parts.values, parts.rest);
		const found = matching(entries, text.slice(1)).map((e) => ({ label: `/${e.path}`, note: e.description, badge: shape(e), entry: e }));
		this.#list.show(this.#plain, "Commands", found, (item) => this.#enter(item.entry), entries.length ? "No command like that here." : "No bot has commands here yet.");
	}

	#enter(entry, values = new Map(), rest = "") {
		this.#list.hide();
		this.#entry = entry;
		this.#fields = [];
		this.#plain.value = "";
		this.#tail = this.#input("compose-tail", "");
		this.#tail.addEventListener("input", () => this.#tailTyped());
		this.#tail.addEventListener("focus", () => this.#tailTyped());
		this.#line.replaceChildren(el("span", { class: "command" }, `/${entry.path}`), this.#tail, this.#button());
		for (const o of entry.options) if (o.required || values.has(o.name)) this.#add(o, values.get(o.name) ?? "");
		const bare = this.#fields.find((f) => f.empty && f.option.type === 3);
		if (rest.trim() && bare) bare.set(rest.trim());
		else this.#tail.value = rest.trim();
		this.#tailFace();
		const next = this.#fields.find((f) => f.empty) ?? (rest.trim() ? bare : null) ?? (values.size ? this.#fields.at(-1) : null);
		(next?.input ?? this.#tail).focus();
	}

	// Fields of options.

	#add(option, text = "") {
		const field = new Field(option, {
			list: this.#list,
			world: this.#world,
			complete: () => this.#acts.complete(this.#entry, this.#given(), option.name),
			typed: () => {
				this.complain("");
				this.#cut(field);
			},
			picked: () => this.#next(),
			removed: option.required ? null : () => this.#drop(field),
		});
		this.#fields.push(field);
		this.#line.insertBefore(field.node, this.#tail);
		if (text) field.set(text);
		this.#tailFace();
		return field;
	}

	// given are the options as typed so far, for completing one of them.
	#given() {
		return Object.fromEntries(this.#fields.filter((f) => !f.empty).map((f) => [f.option.name, f.read().value ?? f.text]));
	}

	// cut moves "… private:true" typed in one field to a field of its own, and
	// takes away the name of the field that it stands in already.
	#cut(field) {
		const own = `${field.option.name}:`;
		if (field.input.value.toLowerCase().startsWith(own.toLowerCase())) field.set(field.input.value.slice(own.length).trimStart());
		const parts = named(field.input.value, this.#rest().map((o) => o.name));
		if (parts.values.length === 0) return;
		field.set(parts.rest.trim());
		this.#spread(parts.values);
	}

	#spread(values) {
		let field;
		for (const [name, text] of values) {
			this.#list.hide();
			const option = this.#rest().find((o) => o.name === name);
			if (option) field = this.#add(option, text);
		}
		field?.input.focus();
	}

	#next() {
		const empty = this.#fields.find((f) => f.empty);
		if (empty) return empty.input.focus();
		if (this.#rest().length) return this.#tail.focus();
		this.#list.hide();
		this.#fields.at(-1)?.input.focus();
		this.#list.hide();
	}

	#drop(field) {
		const at = this.#fields.indexOf(field);
		this.#fields.splice(at, 1);
		field.node.remove();
		this.#tailFace();
		(this.#fields[at - 1]?.input ?? this.#tail).focus();
	}

	// The tail, where optional options are chosen.

	#tailFace() {
		const rest = this.#rest();
		this.#tail.hidden = rest.length === 0 && this.#fields.length > 0;
		this.#tail.placeholder = rest.length ? (this.#fields.length ? `+${rest.length} optional` : "choose an option, or Enter") : "Enter sends";
		this.#tail.setAttribute("aria-label", rest.length ? `More options of /${this.#entry.path}: ${rest.map((o) => o.name).join(", ")}` : `/${this.#entry.path}`);
	}

	#tailTyped() {
		const text = this.#tail.value;
		this.complain("");
		const rest = this.#rest();
		const parts = named(text, rest.map((o) => o.name));
		if (parts.values.length > 0) {
			this.#tail.value = parts.rest.trim();
			return this.#spread(parts.values);
		}
		const t = text.trim().toLowerCase();
		const found = rest.filter((o) => o.name.includes(t)).map((o) => ({ label: o.name, note: o.description, option: o }));
		this.#list.show(this.#tail, "Options", found, (item) => {
			this.#tail.value = "";
			this.#add(item.option).input.focus();
		}, t ? "No option like that." : "");
		if (!t) this.#list.rest();
	}

	// Keys that all inputs share.

	#key(e) {
		if (e.isComposing || !(e.target instanceof HTMLInputElement)) return;
		const input = e.target;
		if (e.key === "ArrowDown" || e.key === "ArrowUp") {
			if (this.#list.open) this.#list.move(e.key === "ArrowDown" ? 1 : -1);
			else if (input === this.#plain && !input.value && e.key === "ArrowUp" && this.#last) return this.fill(this.#last), e.preventDefault();
			else return;
			e.preventDefault();
		} else if (e.key === "Enter") {
			e.preventDefault();
			if (!this.#list.take()) this.send();
		} else if (e.key === "Tab" && !e.shiftKey) {
			if (this.#list.take()) e.preventDefault();
		} else if (e.key === "Escape") {
			if (this.#list.open) this.#list.hide();
			else if (this.#entry) {
				this.clear();
				this.#plain.focus();
			} else return;
			e.preventDefault();
		} else if (e.key === "Backspace" && input.value === "" && this.#entry) {
			e.preventDefault();
			this.#back(input);
		} else if ((e.key === "ArrowLeft" || e.key === "ArrowRight") && this.#entry) {
			this.#step(e, input);
		}
	}

	#back(input) {
		const at = this.#fields.findIndex((f) => f.input === input);
		if (at >= 0 && !this.#fields[at].option.required) return this.#drop(this.#fields[at]);
		const before = at >= 0 ? this.#fields[at - 1] : this.#fields.at(-1);
		if (before) return before.input.focus();
		const path = this.#entry.path;
		this.clear(`/${path}`);
		this.#plain.focus();
	}

	// step leaves a field at its edge; which edge that is depends on its script.
	#step(e, input) {
		const rtl = getComputedStyle(input).direction === "rtl";
		const onward = (e.key === "ArrowRight") !== rtl;
		const edge = onward ? input.value.length : 0;
		if (input.selectionStart !== edge || input.selectionEnd !== edge) return;
		const all = [...this.#fields.map((f) => f.input), ...(this.#tail.hidden ? [] : [this.#tail])];
		const to = all[all.indexOf(input) + ((e.key === "ArrowRight") ? 1 : -1)];
		if (!to) return;
		e.preventDefault();
		to.focus();
	}

	#input(id, label) {
		return el("input", {
			id, type: "text", class: id, dir: "auto", role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-label": label,
			autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "send", maxlength: 2000,
		});
	}

	#button() {
		return el("button", { type: "submit", class: "icon send", "aria-label": "Send" }, icon("send"));
	}
}

// shape is what a command asks for, in short: "person".
function shape(entry) {
	return entry.options.filter((o) => o.required).map((o) => o.name).join(" ");
}
