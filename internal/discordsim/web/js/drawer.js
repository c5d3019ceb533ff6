// On narrow screens the left side is a drawer.

/** drawer makes the button open and close it; returned: {close}. */
export function drawer(side, button) {
	const narrow = matchMedia("(max-width: 760px)");
	const body = document.body;
	const set = (open) => {
		const drawn = open && narrow.matches;
		body.classList.toggle("side-open", drawn);
		button.setAttribute("aria-expanded", String(drawn));
		for (const [name, value] of Object.entries({ role: "dialog", "aria-modal": "true", "aria-label": "Servers, channels and people" })) {
			if (drawn) side.setAttribute(name, value);
			else side.removeAttribute(name);
		}
		// What can't be seen can't be reached by keyboard either.
		side.inert = narrow.matches && !open;
		document.querySelector("main").inert = drawn;
	};
	const close = () => {
		if (!body.classList.contains("side-open")) return;
		set(false);
		button.focus();
	};
	button.addEventListener("click", () => {
		set(true);
		(side.querySelector("[aria-current]") ?? side.querySelector("button"))?.focus();
	});
	document.addEventListener("pointerdown", (e) => {
		if (body.classList.contains("side-open") && !side.contains(e.target)) {
			e.preventDefault();
			close();
		}
	});
	document.addEventListener("keydown", (e) => e.key === "Escape" && close());
	narrow.addEventListener("change", () => set(false));
	set(false);
	return { close };
}
