// Instants, in the reader's time zone, as Discord words them.
import { el } from "./dom.js";

const STYLES = {
	t: { timeStyle: "short" },
	T: { timeStyle: "medium" },
	d: { dateStyle: "short" },
	D: { dateStyle: "long" },
	f: { dateStyle: "long", timeStyle: "short" },
	F: { dateStyle: "full", timeStyle: "short" },
};
const STEPS = [["year", 31557600], ["month", 2629800], ["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];

// The difference between the simulated clock and this machine's, in ms.
let ahead = 0;

/** setClock takes the simulated time, an ISO instant. */
export function setClock(iso) {
	ahead = Date.parse(iso) - Date.now();
}

/** now is the simulated time. */
export function now() {
	return new Date(Date.now() + ahead);
}

/** instant is Discord's <t:seconds:style>. */
export function instant(seconds, style) {
	const at = new Date(seconds * 1000);
	if (Number.isNaN(at.getTime())) return "(no such date)";
	const full = at.toLocaleString("en-GB", STYLES.F);
	const text = style === "R" ? distance(at) : at.toLocaleString("en-GB", STYLES[style] ?? STYLES.f);
	return el("time", { class: "instant", datetime: at.toISOString(), title: full }, text);
}

/** distance from now: "in 3 days", "2 hours ago". */
export function distance(at) {
	const seconds = (at - now()) / 1000;
	const [unit, size] = STEPS.find(([, s]) => Math.abs(seconds) >= s) ?? STEPS.at(-1);
	return new Intl.RelativeTimeFormat("en-GB", { numeric: "auto" }).format(Math.round(seconds / size), unit);
}

/** hour is a message's time of day; day, its date, is for dividers. */
export function hour(iso) {
	return new Date(iso).toLocaleTimeString("en-GB", STYLES.t);
}

export function day(iso) {
	return new Date(iso).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
}

/** clockFace is the header's clock. */
export function clockFace(at) {
	return at.toLocaleString("en-GB", { weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" });
}
