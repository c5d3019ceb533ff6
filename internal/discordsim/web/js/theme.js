// Dark, light, or as the system says; kept in this browser only.
import { icon } from "./dom.js";

const NEXT = { auto: "dark", dark: "light", light: "auto" };
const ICONS = { auto: "auto", dark: "moon", light: "sun" };
const WORDS = { auto: "as the system", dark: "dark", light: "light" };

/** theme makes the button walk through the three. */
export function theme(button) {
	let current = "auto";
	try {
		current = localStorage.getItem("theme") ?? "auto";
	} catch {
		// A browser without storage starts with the system's theme each time.
	}
	const show = () => {
		if (current === "auto") delete document.documentElement.dataset.theme;
		else document.documentElement.dataset.theme = current;
		button.replaceChildren(icon(ICONS[current]));
		button.setAttribute("aria-label", `Theme: ${WORDS[current]}. Change to ${WORDS[NEXT[current]]}`);
		button.title = `Theme: ${WORDS[current]}`;
	};
	if (!(current in NEXT)) current = "auto";
	button.addEventListener("click", () => {
		current = NEXT[current];
		try {
			localStorage.setItem("theme", current);
		} catch {
			// See above.
		}
		show();
	});
	show();
}
