// The simulated clock: shown in the header, moved forward in a dialog.
import { el, icon } from "./dom.js";
import { clockFace, now } from "./when.js";
import { Refused } from "./link.js";

const STEPS = ["hour", "day", "week", "month", "year"];

/** clock keeps the button's face current and opens the dialog; move({by} or {to}) moves it. */
export function clock(button, face, move) {
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
	button.addEventListener("click", () => dialog(move));
	return show;
}

function dialog(move) {
	const at = el("p", { class: "clock-face", role: "status" });
	const fault = el("p", { class: "fault", role: "alert" });
	const to = el("input", { type: "datetime-local", id: "clock-to", required: true });
	const close = el("button", { type: "button", class: "icon", "aria-label": "Close" }, icon("close"));
	const face = () => {
		at.textContent = now().toLocaleString("en-GB", { dateStyle: "full", timeStyle: "medium" });
		to.min = local(now());
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
		el("p", { class: "field-note" }, "The bot's time. It runs on by itself and can be moved forward, never back: what is due by then happens."),
		at,
		el("div", { class: "steps", role: "group", "aria-label": "Move forward by" },
			STEPS.map((s) => el("button", { type: "button", class: "button secondary", onclick: () => go({ by: s }) }, `+1 ${s}`))),
		el("div", { class: "form-field" }, el("label", { for: "clock-to" }, "Or go to"),
			el("div", { class: "clock-go" }, to, el("button", { type: "submit", class: "button primary" }, "Go"))),
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
	});
	face();
	to.value = local(now());
	document.body.append(node);
	node.showModal();
	form.querySelector(".steps button").focus();
}

// local is an instant as a datetime-local input wants it, in the reader's zone.
function local(at) {
	const shifted = new Date(at.getTime() - at.getTimezoneOffset() * 60000);
	return shifted.toISOString().slice(0, 16);
}
