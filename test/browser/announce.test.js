// A year of announcements, in the demo: the clock walks through it, and each kind
// comes in its channel, at the channel's hour.
import test from "node:test";
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { accessible, browser, command, demo, phone, press, says, submit, visit } from "./demo.js";

// With PICTURES set to a folder, what is seen is left there to look at.
const look = async (page, name) => {
	if (!process.env.PICTURES) return;
	mkdirSync(process.env.PICTURES, { recursive: true });
	await page.screenshot({ path: `${process.env.PICTURES}/${name}.png`, animations: "disabled" });
};

const KINDS = {
	anniversary: /ago today|on this day/,
	milestone: /\d days in custody since/,
	countdown: /The term ends/,
	hearing: /: hearing, appeal/,
	digest: /^Weekly digest/,
};

// announced are the messages of a channel, each with its instant and its text.
const announced = (page, name) => page.evaluate(async (name) => {
	const state = await (await fetch(`api/state?as=${document.body.dataset.as}`)).json();
	const channel = state.servers.flatMap((s) => s.channels).find((c) => c.name === name);
	return state.messages[channel.id].map((m) => ({
		at: m.timestamp,
		text: m.embeds.map((e) => [e.title, e.description, ...(e.fields ?? []).map((f) => f.value), e.footer?.text].join("\n")).join("\n"),
	}));
}, name);

// hour is the time of day of an instant in a time zone.
const hour = (at, timeZone) => new Date(at).toLocaleTimeString("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" });

const open = async (page, channel) => {
	await page.locator(".place", { hasText: channel }).evaluate((n) => n.click());
	await page.locator("#room-name", { hasText: channel }).waitFor();
};

test("a year of announcements", { timeout: 300_000 }, async (t) => {
	const url = await demo(t);
	const b = await browser(t);

	await t.test("what a curator announces is posted at once", async () => {
		const { page, faults, close } = await visit(b, url, { role: "curator", ...phone });
		await command(page, "/curate event Nemooneh Khiali");
		await page.locator("dialog.modal").waitFor();
		const kind = page.locator("dialog").getByRole("combobox").first(); // of event
		// The Enter that sent the command may have opened it.
		if ((await kind.getAttribute("aria-expanded")) !== "true") await kind.click();
		await page.locator("dialog").getByRole("option").first().click();
		await page.locator("dialog").getByLabel("What happened").fill("An invented development.");
		await submit(page);
		await says(page, "An invented development.");
		await press(page, "Save and announce");
		await says(page, "saved as version");
		await open(page, "announcements");
		await page.locator(".message", { hasText: "An invented development." }).waitFor({ timeout: 20_000 });
		await look(page, "1-update");
		assert.deepEqual(faults, []);
		await close();
	});

	await t.test("the clock walks through a year and can be stopped", async () => {
		const { page, faults, close } = await visit(b, url, phone);
		await page.locator("#clock").click();
		const dialog = page.getByRole("dialog", { name: "The clock" });
		await dialog.getByRole("button", { name: "+1 month" }).click();
		await dialog.getByRole("button", { name: "Stop" }).waitFor();
		await accessible(page, "the clock on its way");
		await look(page, "2-clock");
		await dialog.getByRole("button", { name: "Stop" }).click();
		await dialog.getByRole("button", { name: "Stop" }).waitFor({ state: "hidden" });
		await dialog.getByRole("button", { name: "+1 year" }).click();
		await dialog.getByRole("button", { name: "Stop" }).waitFor();
		await dialog.getByRole("button", { name: "Stop" }).waitFor({ state: "hidden", timeout: 180_000 });
		await dialog.getByRole("button", { name: "Close" }).click();
		assert.deepEqual(faults, []);
		await close();
	});

	await t.test("each kind came at the channel's hour", async () => {
		const { page, faults, close } = await visit(b, url, phone);
		const english = (await announced(page, "announcements")).filter((m) => !/New on record/.test(m.text));
		for (const [kind, words] of Object.entries(KINDS)) assert.ok(english.some((m) => words.test(m.text)), `${kind} was announced`);
		// What had to wait for its turn may be a few seconds late.
		for (const m of english) assert.equal(hour(m.at, "Europe/Berlin"), "09:00", m.text);
		assert.ok(english.length > 20, `${english.length} messages`);
		const persian = (await announced(page, "اعلان‌ها")).filter((m) => !/تازه در پرونده|An invented development/.test(m.text));
		assert.ok(persian.length > 20, `${persian.length} messages`);
		for (const m of persian) assert.equal(hour(m.at, "Asia/Tehran"), "18:00", m.text);

		await open(page, "announcements");
		for (const words of Object.values(KINDS)) assert.ok(await page.locator(".message", { hasText: new RegExp(words.source.replace("^", "")) }).count() > 0);
		await page.locator(".message", { hasText: "The term ends today" }).first().scrollIntoViewIfNeeded();
		await look(page, "3-year");
		assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390, "nothing is wider than the screen");
		await accessible(page, "announcements");
		assert.deepEqual(faults, []);
		await close();
	});

	await t.test("in Persian, light", async () => {
		const { page, faults, close } = await visit(b, url, { ...phone, colorScheme: "light" });
		await open(page, "اعلان‌ها");
		await page.locator(".message", { hasText: "۳۰۰ روز در بازداشت" }).first().scrollIntoViewIfNeeded();
		await look(page, "4-persian");
		await accessible(page, "announcements in Persian");
		assert.deepEqual(faults, []);
		await close();
	});

	await t.test("setting a channel up, and following, on a telephone", async () => {
		const { page, faults, close } = await visit(b, url, { role: "administrator", ...phone });
		await command(page, "/setup channel");
		await says(page, "In these channels");
		await look(page, "5-channels");
		await command(page, "/setup test");
		await says(page, "A test message was posted in");
		await look(page, "6-test");
		await command(page, "/follow Nemooneh Khiali");
		await says(page, "You follow this person from now on.");
		await look(page, "7-follow");
		assert.deepEqual(faults, []);
		await close();
	});
});
