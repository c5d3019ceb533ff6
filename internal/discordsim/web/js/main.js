// The page: what is shown where, and what happens when something is done.
import { Composer } from "./composer.js";
import { Log } from "./log.js";
import { World } from "./world.js";
import { actors, places } from "./places.js";
import { clock } from "./clock.js";
import { drawer } from "./drawer.js";
import { Refused, listen, post } from "./link.js";
import { menu } from "./menu.js";
import { flatten } from "./command.js";
import { openModal } from "./modal.js";
import { setClock } from "./when.js";
import { theme } from "./theme.js";

const $ = (id) => document.getElementById(id);
const world = new World();
const acts = { press, dismiss, menu: (m) => menu(m, world, apply), fill: (text) => composer.fill(text), tries: [], offered };
const log = new Log($("log"), world, acts);
const composer = new Composer($("composer"), world, { say, use, complete });
const side = drawer($("side"), $("menu"));
const face = clock($("clock"), $("now"), async (where) => setClock((await post("clock", where)).now));
theme($("theme"));

let hangUp = () => {};
let wanted = location.hash.slice(1);

// The address keeps the channel, the tab keeps who one is: two tabs can be two
// people.
become(sessionStorage.getItem("as") ?? "");
document.querySelector(".skip").addEventListener("click", (e) => {
	e.preventDefault();
	composer.focus();
});
addEventListener("hashchange", () => go(location.hash.slice(1)));

function become(id) {
	if (id) sessionStorage.setItem("as", id);
	hangUp();
	hangUp = listen(id, { state, news, line });
}

function state(next) {
	const fresh = next.as !== world.me;
	document.body.dataset.as = next.as;
	world.reset(next);
	acts.tries = next.tries;
	document.title = next.title;
	tell(next);
	actors($("actors"), world, become);
	const here = [wanted, world.here].find((id) => id && world.channel(id)) ?? world.first();
	const moved = fresh || here !== world.here;
	show(here);
	if (moved) composer.clear();
	else composer.refresh();
	wanted = "";
}

function news(n) {
	switch (n.kind) {
		case "message": {
			const how = world.put(n.message);
			if (n.message.channel_id === world.here) log.put(n.message, how);
			else places($("places"), world, go);
			break;
		}
		case "gone":
			world.remove(n.channel, n.id);
			if (n.channel === world.here) log.remove(n.id);
			break;
		case "clock":
			tell(n);
			break;
	}
}

function tell(n) {
	setClock(n.now);
	face(n.walk, n.fault);
}

function line(up) {
	$("link").textContent = up ? "" : "Reconnecting…";
}

function go(id) {
	if (!world.channel(id)) return;
	side.close();
	if (id === world.here) return;
	show(id);
	composer.clear();
	composer.focus();
}

function show(id) {
	world.here = id;
	world.unread.delete(id);
	const at = world.channel(id);
	$("room-name").textContent = at ? `${at.server ? "# " : ""}${at.name}` : "Nothing here yet";
	$("room-topic").textContent = at?.topic ?? "";
	if (id && location.hash.slice(1) !== id) history.replaceState(null, "", `#${id}`);
	places($("places"), world, go);
	log.show();
}

/** offered are those of the lines that can be sent from here by whoever acts. */
function offered(lines) {
	const paths = flatten(world.commandsHere()).map((e) => `/${e.path}`);
	return lines.filter((t) => paths.some((p) => t === p || t.startsWith(`${p} `)));
}

// Actions. The bot's answers come as news; here only what fails is shown.

async function say(text) {
	const note = log.sending(text, () => composer.fill(text));
	try {
		await post("say", { as: world.me, channel: world.here, text });
		note.done();
	} catch (error) {
		failed(note, error);
	}
}

async function use(entry, options, text) {
	const note = log.sending(`Sending ${text}`, () => composer.fill(text));
	try {
		const files = await attached(options);
		took(await post("use", { as: world.me, channel: world.here, command: entry.command.id, path: entry.path, options: texts(options), files }), note);
	} catch (error) {
		failed(note, error);
	}
}

// texts is what was put into the options as text, which is how the other side
// takes it.
function texts(options) {
	return Object.fromEntries(Object.entries(options).map(([name, value]) => [name, String(value)]));
}

// attached takes files out of the options; they travel beside them as base64.
async function attached(options) {
	const files = {};
	for (const [name, value] of Object.entries(options)) {
		if (!(value instanceof File)) continue;
		const bytes = new Uint8Array(await value.arrayBuffer());
		let text = "";
		for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
		files[name] = { name: value.name, type: value.type, data: btoa(text) };
		delete options[name];
	}
	return files;
}

async function complete(entry, options, focused) {
	const answer = await post("complete", { as: world.me, channel: world.here, command: entry.command.id, path: entry.path, options: texts(options), focused });
	return answer.choices;
}

async function apply(m, command) {
	const note = log.sending(`Sending ${command.name}`);
	try {
		took(await post("use", { as: world.me, channel: world.here, command: command.id, path: command.name, target: m.id }), note);
	} catch (error) {
		failed(note, error);
	}
}

async function press(m, control, values, node) {
	const note = log.sending("Sending…");
	node.setAttribute("aria-busy", "true");
	try {
		took(await post("press", { as: world.me, channel: m.channel_id, message: m.id, custom_id: control.custom_id, values }), note);
	} catch (error) {
		failed(note, error);
	}
	node.removeAttribute("aria-busy");
}

async function dismiss(m) {
	await post("dismiss", { as: world.me, channel: m.channel_id, message: m.id });
	composer.focus();
}

// took ends a note once the bot has acknowledged, and opens the form if that
// was its answer.
function took(answer, note) {
	note.done();
	if (!answer.modal) return;
	openModal(answer.modal, world, async (values) => {
		took(await post("submit", { as: world.me, channel: world.here, modal: answer.modal.id, values }), log.sending("Sending the form…"));
	});
}

function failed(note, error) {
	if (!(error instanceof Refused)) throw error;
	note.failed(error.message);
}
