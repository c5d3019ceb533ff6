// The simulated clock: shown in the header, moved forward in a dialog. Where it
// walks rather than jumps, the dialog shows how far it is and can stop it.
import { el, icon } from "./dom.js";
import { clockFace, now } from "./when.js";
import { Refused } from "./link.js";

const STEPS = ["hour", "day", "week", "month", "year"];

/**
 * clock keeps the button's face current and opens the dialog; move({by}, {to}
 * or {stop}) moves it. Returned: a function that takes where it is on its way,
 * as the news say: the answer to a move may come after the news of its end.
 */
export function clock(button, face, move) {
	let opened = null;
	let walk = null;
	const show = () => {
		const at = now();
		const text = clockFace(at);
		if (face.textContent !== text) {
			face.textContent = text;
			face.dateTime = at.toISOString();
		}
	};
	show();
	setInterval(show, 1000);
	button.addEventListener("click", () => {
		opened = dialog(move, () => (opened = null));
		opened(walk);
	});
	return (on = null, fault = "") => {
		walk = on;
		button.toggleAttribute("aria-busy", Boolean(walk));
		show();
		opened?.(walk, fault);
	};
}

// dialog opens it, and returns what shows in it where the clock is on its way.
function dialog(move, closed) {
	const at = el("p", { class: "clock-face", role: "status" });
	const fault = el("p", { class: "fault", role: "alert" });
	const to = el("input", { type: "datetime-local", id: "clock-to", required: true });
	const close = el("button", { type: "button", class: "icon", "aria-label": "Close" }, icon("close"));
	const steps = STEPS.map((s) => el("button", { type: "button", class: "button secondary", onclick: () => go({ by: s }) }, `+1 ${s}`));
	const submit = el("button", { type: "submit", class: "button primary" }, "Go");
	const bar = el("progress", { max: "1", "aria-label": "How far the clock is" });
	const stop = el("button", { type: "button", class: "button secondary", onclick: () => go({ stop: true }) }, "Stop");
	const way = el("div", { class: "clock-way" }, bar, stop);
	let walk = null;
	const face = () => {
		at.textContent = now().toLocaleString("en-GB", { dateStyle: "full", timeStyle: "medium" });
		to.min = local(now());
		if (!walk) return;
		const [from, end] = [Date.parse(walk.from), Date.parse(walk.to)];
		bar.value = Math.min(1, Math.max(0, (now().getTime() - from) / (end - from)));
	};
	const show = (on, why = "") => {
		const ended = walk && !on;
		const begun = !walk && on;
		walk = on ?? null;
		way.hidden = !walk;
		for (const b of [...steps, submit, to]) b.disabled = Boolean(walk);
		if (why) fault.textContent = why;
		if (begun) stop.focus();
		if (ended) {
			to.value = local(now());
			if (document.activeElement === stop || document.activeElement === document.body) steps[0].focus();
		}
		face();
	};
	const go = async (where) => {
		fault.textContent = "";
		try {
			await move(where);
			face();
			to.value = local(now());
		} catch (error) {
			if (!(error instanceof Refused)) throw error;
			fault.textContent = error.message;
		}
	};
	const form = el("form", { class: "form", method: "dialog" },
		el("header", {}, el("h2", { id: "clock-title" }, "The clock"), close),
		el("p", { class: "field-note" }, "The bot's time. It runs on by itself and can be moved forward, never back: what is due by then happens, each thing at its hour."),
		at,
		way,
		el("div", { class: "steps", role: "group", "aria-label": "Move forward by" }, steps),
		el("div", { class: "form-field" }, el("label", { for: "clock-to" }, "Or go to"),
			el("div", { class: "clock-go" }, to, submit)),
		fault);
	const node = el("dialog", { class: "modal small", "aria-labelledby": "clock-title" }, form);
	form.addEventListener("submit", (e) => {
		e.preventDefault();
		const wanted = new Date(to.value);
		if (Number.isNaN(wanted.getTime())) fault.textContent = "Type a date and a time.";
		else go({ to: wanted.toISOString() });
	});
	const tick = setInterval(face, 1000);
	close.addEventListener("click", () => node.close());
	node.addEventListener("close", () => {
		clearInterval(tick);
		node.remove();
		closed();
	});
	to.value = local(now());
	document.body.append(node);
	node.showModal();
	form.querySelector(".steps button").focus();
	return show;
}

// local is an instant as a datetime-local input wants it, in the reader's zone.
function local(at) {
	const shifted = new Date(at.getTime() - at.getTimezoneOffset() * 60000);
	return shifted.toISOString().slice(0, 16);
}
