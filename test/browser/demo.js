// The demo in a browser: starts both, and watches for what must never happen.
import { spawn } from "node:child_process";
import { connect, createServer } from "node:net";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const root = fileURLToPath(new URL("../..", import.meta.url));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** demo is the address of a running demo: DEMO_URL, or one that is started here. */
export async function demo(t) {
	if (process.env.DEMO_URL) return process.env.DEMO_URL;
	const child = spawn("go", ["run", ".", "demo", "--addr", "127.0.0.1:0"], { cwd: root, detached: true, stdio: ["ignore", "pipe", "inherit"] });
	t.after(() => {
		try {
			process.kill(-child.pid, "SIGTERM"); // go run and the program it runs
		} catch (e) {
			if (e.code !== "ESRCH") throw e;
		}
	});
	for await (const line of createInterface({ input: child.stdout })) {
		const found = /^Vigil demo: (http:\/\/\S+)/.exec(line);
		if (found) {
			child.stdout.resume();
			return found[1];
		}
	}
	throw new Error("the demo ended without telling its address");
}

/** browser starts chromium and closes it at the end. */
export async function browser(t) {
	const b = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });
	t.after(() => b.close());
	return b;
}

/**
 * visit opens the page as somebody of a role: member, curator, administrator.
 * Faults gathers errors on the console and requests that leave this machine.
 */
export async function visit(b, url, { role = "member", ...options } = {}) {
	const context = await b.newContext({ viewport: { width: 1280, height: 860 }, colorScheme: "dark", timezoneId: "UTC", ...options });
	const page = await context.newPage();
	page.setDefaultTimeout(6_000);
	const faults = [];
	page.on("console", (m) => ["error", "warning"].includes(m.type()) && faults.push(`console: ${m.text()}`));
	page.on("pageerror", (e) => faults.push(`error: ${e.stack}`));
	page.on("request", (r) => ["127.0.0.1", "localhost", "[::1]"].includes(new URL(r.url()).hostname) || faults.push(`request: ${r.url()}`));
	await page.goto(url);
	await page.locator(".place[aria-current]").waitFor({ state: "attached" });
	// The bot needs a moment to connect and to register its commands.
	await page.waitForFunction(async () => Object.values((await (await fetch("api/state")).json()).commands).every((list) => list.length > 0), null, { polling: 200, timeout: 60_000 });
	await be(page, role);
	return { page, faults, close: () => context.close() };
}

/** be changes whom the page acts as. */
export async function be(page, role) {
	const actor = page.locator(".actor", { has: page.locator(".actor-role", { hasText: new RegExp(`^${role}$`, "i") }) }).first();
	await actor.waitFor({ state: "attached" });
	if (await actor.locator("input").isChecked()) return;
	const id = await actor.locator("input").getAttribute("value");
	await actor.locator("input").evaluate((input) => input.click());
	await page.locator(`body[data-as="${id}"]`).waitFor({ state: "attached" });
}

/** ask types a line as a person does, and returns the new answer's article. */
export async function ask(page, line, answer) {
	const before = await page.locator(".message").count();
	await page.locator("#compose").focus();
	await page.keyboard.type(line);
	await page.keyboard.press("Enter"); // takes what is suggested by now, or sends
	await page.keyboard.press("Enter"); // sends, or does nothing on an empty line
	const message = page.locator(".message").nth(before);
	await message.filter({ hasNot: page.locator(".thinking") }).filter({ hasText: answer }).waitFor();
	return message;
}

/** cuttable is a line to the demo that can be cut and mended: {url, cut, mend}. */
export async function cuttable(t, url) {
	const to = new URL(url);
	const open = new Set();
	const server = createServer((here) => {
		const there = connect(Number(to.port), to.hostname);
		for (const [a, b] of [[here, there], [there, here]]) {
			open.add(a);
			a.pipe(b);
			a.on("error", () => b.destroy());
			a.on("close", () => (open.delete(a), b.destroy()));
		}
	});
	const listen = async (port) => {
		server.listen(port, "127.0.0.1");
		await once(server, "listening");
	};
	await listen(0);
	const { port } = server.address();
	const cut = async () => {
		const closed = once(server, "close");
		server.close();
		for (const socket of open) socket.destroy();
		await closed;
	};
	t.after(() => server.listening && cut());
	return { url: `http://127.0.0.1:${port}/`, cut, mend: () => listen(port) };
}

/** accessible runs axe-core over the page as it stands. */
export async function accessible(page, what) {
	await page.evaluate(axe);
	const result = await page.evaluate(() => axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
	const found = result.violations.map((v) => `${v.id}: ${v.help}\n${v.nodes.slice(0, 4).map((n) => `    ${n.target.join(" ")}\n      ${n.failureSummary.replaceAll("\n", "\n      ")}`).join("\n")}`);
	assert.deepEqual(found, [], `${what} breaks accessibility rules`);
	return result.passes.length;
}

/** phone is how a page is opened that stands for one on a telephone. */
export const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };

/** command sends a command that opens a form, or of whose answer the caller knows. */
export async function command(page, line) {
	await page.locator("#compose").focus();
	await page.keyboard.type(line);
	await page.keyboard.press("Enter"); // as in ask
	await page.keyboard.press("Enter");
}

/** fill writes texts into the fields of the form that is open, in their order. */
export async function fill(page, texts) {
	await page.locator("dialog.modal").waitFor();
	const fields = page.locator("dialog .form-field").locator("input, textarea");
	for (const [i, text] of texts.entries()) await fields.nth(i).fill(text);
}

/** submit sends the form that is open. */
export async function submit(page) {
	await page.locator("dialog").getByRole("button", { name: "Submit" }).click();
	await page.locator("dialog").waitFor({ state: "detached" });
}

/** press presses buttons one after the other, each where it stands last. */
export async function press(page, ...labels) {
	for (const name of labels) await page.getByRole("button", { name, exact: true }).last().click();
}

/** says waits until the last message has a text. */
export async function says(page, text) {
	await page.locator(".message").last().filter({ hasText: text }).waitFor();
}

/** save saves what is previewed. That it was is waited for: older messages have the buttons that come next, too. */
export async function save(page) {
	await press(page, "Save");
	await says(page, /saved as version|on record as a draft/);
}
