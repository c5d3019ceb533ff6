// Forms: Discord's modals, as the browser's own dialogs.
import { el, icon } from "./dom.js";
import { choices } from "./controls.js";
import { picker } from "./picker.js";
import { phrase, words } from "./words.js";
import { Refused } from "./link.js";

const ROW = 1, INPUT = 4, TEXT = 10, LABEL = 18;

/**
 * openModal shows a form and calls submit(values) with {custom_id: text or
 * [values]}. A refusal is shown in the form, and what was typed stays.
 */
export function openModal(modal, world, submit) {
	const back = document.activeElement;
	const fields = [];
	const fault = el("p", { class: "fault", role: "alert" });
	const send = el("button", { type: "submit", class: "button primary" }, "Submit");
	const cancel = el("button", { type: "button", class: "button secondary" }, "Cancel");
	const close = el("button", { type: "button", class: "icon", "aria-label": "Close the form" }, icon("close"));
	const form = el("form", { method: "dialog", class: "form", novalidate: true },
		el("header", {}, el("h2", { id: "modal-title", dir: "auto" }, modal.title), close),
		el("div", { class: "form-fields" }, modal.components.map((c) => part(c, world, fields))),
		fault,
		el("footer", {}, cancel, send));
	const dialog = el("dialog", { class: "modal", "aria-labelledby": "modal-title" }, form);
	const leave = () => {
		dialog.close();
		dialog.remove();
		if (back?.isConnected) back.focus();
	};
	close.addEventListener("click", leave);
	cancel.addEventListener("click", leave);
	dialog.addEventListener("cancel", leave);
	form.addEventListener("submit", async (e) => {
		e.preventDefault();
		fault.textContent = "";
		const wrong = fields.map((f) => f.check()).find(Boolean);
		if (wrong) return wrong.focus();
		send.setAttribute("aria-busy", "true");
		try {
			await submit(Object.fromEntries(fields.map((f) => [f.id, f.value()])));
			leave();
		} catch (error) {
			if (!(error instanceof Refused)) throw error;
			fault.textContent = error.message;
		}
		send.removeAttribute("aria-busy");
	});
	document.body.append(dialog);
	dialog.showModal();
	(fields[0]?.focusable ?? send).focus();
}

function part(c, world, fields) {
	switch (c.type) {
		case ROW:
			return c.components.map((inner) => field(inner, inner.label, "", world, fields));
		case LABEL:
			return field(c.component, c.label, c.description, world, fields);
		case TEXT:
			return el("div", { class: "words" }, words(c.content, world.naming));
	}
	return null;
}

function field(c, label, description, world, fields) {
	const id = `field-${fields.length}`;
	const required = c.required ?? true;
	const fault = el("p", { class: "field-fault", id: `${id}-fault` });
	const note = description && el("p", { class: "field-note", id: `${id}-note`, dir: "auto" }, phrase(description, world.naming));
	const made = c.type === INPUT ? written(c, id, required) : selected(c, id, label, required, world);
	if (!made) return null;
	made.focusable.setAttribute("aria-describedby", [note && `${id}-note`, `${id}-fault`].filter(Boolean).join(" "));
	fields.push({
		id: c.custom_id,
		focusable: made.focusable,
		value: made.value,
		check() {
			const wrong = made.wrong();
			fault.textContent = wrong;
			if (wrong) made.focusable.setAttribute("aria-invalid", "true");
			else made.focusable.removeAttribute("aria-invalid");
			return wrong ? made.focusable : null;
		},
	});
	return el("div", { class: "form-field" },
		el("label", { for: id, id: `${id}-label`, dir: "auto" }, label, required && el("span", { class: "needed" }, el("span", { "aria-hidden": "true" }, " *"), el("span", { class: "sr" }, " (needed)"))),
		note, made.node, fault);
}

function written(c, id, required) {
	const long = c.style === 2;
	const node = el(long ? "textarea" : "input", {
		id, dir: "auto", type: long ? null : "text", rows: long ? 5 : null, placeholder: c.placeholder, maxlength: c.max_length ?? 4000,
		"aria-required": String(required), autocomplete: "off",
	});
	node.value = c.value ?? "";
	return {
		node,
		focusable: node,
		value: () => node.value,
		wrong() {
			const length = [...node.value].length;
			if (required && node.value.trim() === "") return "This is needed.";
			if (length > 0 && length < (c.min_length ?? 0)) return `At least ${c.min_length} characters.`;
			return "";
		},
	};
}

function selected(c, id, label, required, world) {
	const all = choices(c, world);
	if (!all) return null;
	const node = picker({ label: c.placeholder ?? "Choose", named: label, choices: all, min: c.min_values ?? 1, max: c.max_values ?? 1, id, required });
	return {
		node,
		focusable: node.querySelector("button"),
		value: node.values,
		wrong: () => (required && node.values().length < (c.min_values ?? 1) ? "Choose one." : ""),
	};
}
