// The messages of the channel that is shown, and the notes that only this page
// knows: what is being sent, what failed.
import { el } from "./dom.js";
import { continues, message } from "./message.js";
import { day } from "./when.js";

/** Log draws into a scrolling region and keeps to its end unless one has scrolled up. */
export class Log {
	#box;
	#world;
	#acts;
	#ends = true;

	constructor(box, world, acts) {
		this.#box = box;
		this.#world = world;
		this.#acts = acts;
		box.addEventListener("scroll", () => (this.#ends = box.scrollHeight - box.scrollTop - box.clientHeight < 80), { passive: true });
		new ResizeObserver(() => this.#keep()).observe(box);
		// Pictures have their size only once they are loaded.
		box.addEventListener("load", () => this.#keep(), true);
	}

	/** show draws the whole channel anew. */
	show() {
		const list = this.#world.messages[this.#world.here] ?? [];
		const at = this.#world.channel(this.#world.here);
		const notes = [...this.#box.querySelectorAll(".sending")].filter((n) => n.dataset.channel === this.#world.here);
		const nodes = [];
		list.forEach((m, i) => nodes.push(...this.#nodes(m, list[i - 1])));
		// A whole channel isn't news: it is not read out.
		this.#box.setAttribute("aria-live", "off");
		this.#box.replaceChildren(start(at, this.#acts), ...nodes, ...notes);
		this.#ends = true;
		this.#keep();
		setTimeout(() => this.#box.setAttribute("aria-live", "polite"), 300);
	}

	/** put draws a message that came or changed. */
	put(m, how) {
		const list = this.#world.messages[m.channel_id];
		const at = list.findIndex((o) => o.id === m.id);
		if (how === "added") {
			const notes = this.#box.querySelector(".sending");
			const nodes = this.#nodes(m, list[at - 1]);
			if (notes) notes.before(...nodes);
			else this.#box.append(...nodes);
			this.#reveal(nodes.at(-1));
		} else {
			const old = this.#node(m.id);
			if (!old) return this.show();
			const focus = place(old);
			const made = this.#message(m, list[at - 1]);
			old.replaceWith(made);
			refocus(made, focus);
			if (focus) this.#keep();
			else this.#reveal(made);
		}
	}

	/** remove takes a message away; the focus goes to the log rather than nowhere. */
	remove(id) {
		const old = this.#node(id);
		if (old?.contains(document.activeElement)) this.#box.focus({ preventScroll: true });
		this.show();
	}

	/** sending shows that something is on its way; returned: {done(), failed(text)}. */
	sending(text, again = null) {
		const line = el("p", { class: "sending-text", dir: "auto" }, text);
		const note = el("div", { class: "sending", data: { channel: this.#world.here } }, line);
		// What is answered at once needs no note.
		this.#ends = true; // who does something wants to see what comes of it
		this.#keep();
		const wait = setTimeout(() => {
			this.#box.append(note);
			this.#keep();
		}, 150);
		return {
			done: () => {
				clearTimeout(wait);
				note.remove();
			},
			failed: (why) => {
				clearTimeout(wait);
				note.classList.add("failed");
				note.replaceChildren(line, el("p", { class: "note" }, why, " ",
					again && [el("button", { type: "button", class: "plain", onclick: () => (note.remove(), again()) }, "Edit and try again"), " · "],
					el("button", { type: "button", class: "plain", onclick: () => note.remove() }, "Dismiss")));
				this.#box.append(note);
				this.#keep();
			},
		};
	}

	#nodes(m, before) {
		const today = day(m.timestamp);
		const divider = !before || day(before.timestamp) !== today;
		return [divider && el("p", { class: "day" }, el("time", { datetime: m.timestamp }, today)), this.#message(m, divider ? null : before)].filter(Boolean);
	}

	#message(m, before) {
		return message(m, { world: this.#world, acts: this.#acts, brief: continues(before, m) });
	}

	#node(id) {
		return [...this.#box.children].find((n) => n.dataset.id === id) ?? null;
	}

	// reveal shows what is new: a message that is taller than the log from its
	// beginning, not its end.
	#reveal(node) {
		if (!this.#ends) return;
		this.#keep();
		if (node.offsetHeight > this.#box.clientHeight) node.scrollIntoView({ block: "start" });
	}

	#keep() {
		if (this.#ends) this.#box.scrollTop = this.#box.scrollHeight;
	}
}

function start(at, acts) {
	const name = at ? (at.server ? `#${at.name}` : at.name) : "";
	const tries = acts.offered(acts.tries ?? []);
	return el("div", { class: "start" },
		el("p", { class: "start-name", dir: "auto" }, name),
		el("p", { class: "start-text" }, at?.server ? "This is the start of this channel. " : "These are direct messages. ", "Type ", el("kbd", {}, "/"), " to see what the bot can do here."),
		tries.length > 0 && el("ul", { class: "tries", role: "list", "aria-label": "Try" }, tries.map((t) =>
			el("li", {}, el("button", { type: "button", class: "try", onclick: () => acts.fill(t) }, el("bdi", {}, t))))));
}

// place says which control of a message has the focus, so that it can be found
// again after the message is replaced.
function place(node) {
	const focused = document.activeElement;
	if (!node.contains(focused)) return null;
	return { at: [...node.querySelectorAll("button, a")].indexOf(focused), label: focused.textContent };
}

function refocus(node, was) {
	if (!was) return;
	const all = [...node.querySelectorAll("button, a")];
	const same = all.find((n) => n.textContent === was.label && !n.disabled) ?? all[was.at];
	(same && !same.disabled ? same : all.find((n) => n.closest(".controls") && !n.disabled))?.focus({ preventScroll: true });
}
