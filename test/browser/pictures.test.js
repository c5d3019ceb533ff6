// The README's pictures. `npm run pictures` writes them into docs/pictures;
// otherwise they go to a folder that is thrown away, which shows that they can
// still be taken.
import test from "node:test";
import { mkdtemp, rm } from "node:fs/promises";
import { mkdirSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import assert from "node:assert/strict";
import { ask, browser, command, demo, fill, phone, press, save, says, submit, visit } from "./demo.js";

const keep = process.argv.includes("--pictures");

test("pictures", async (t) => {
	let folder = fileURLToPath(new URL("../../docs/pictures/", import.meta.url));
	if (keep) mkdirSync(folder, { recursive: true });
	else {
		folder = await mkdtemp(join(tmpdir(), "vigil-pictures-"));
		t.after(() => rm(folder, { recursive: true }));
	}
	const url = await demo(t);
	const b = await browser(t);
	const take = async (page, name) => {
		await page.mouse.move(0, 0);
		await page.evaluate(() => document.fonts.ready);
		await page.screenshot({ path: join(folder, name), animations: "disabled", caret: "hide" });
		assert.ok(statSync(join(folder, name)).size > 10_000);
	};

	await t.test("the card of one case, dark", async () => {
		const { page, close } = await visit(b, url, { viewport: { width: 1180, height: 1080 }, deviceScaleFactor: 1.5 });
		await ask(page, "/case rasulof", "Rasoulof");
		await take(page, "case.png");
		await close();
	});

	await t.test("sentences in Persian, light", async () => {
		const { page, close } = await visit(b, url, { colorScheme: "light", viewport: { width: 1180, height: 1080 }, deviceScaleFactor: 1.5 });
		await page.getByRole("button", { name: "پرسش" }).click();
		await page.locator("#room-name", { hasText: "پرسش" }).waitFor();
		await ask(page, "/sentences رسول‌اف", /رسول/);
		await take(page, "sentences-fa.png");
		await close();
	});

	await t.test("a search on a phone, dark", async () => {
		const { page, close } = await visit(b, url, { role: "administrator", viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true });
		await ask(page, "/search country:IR", /\d/);
		await take(page, "phone.png");
		await close();
	});

	await t.test("questions and their answers on a phone, dark", async () => {
		const { page, close } = await visit(b, url, { ...phone, colorScheme: "dark" });
		await ask(page, "/ask How long has Nemooneh Khiali been in prison?", /days in custody/);
		await ask(page, "/ask and what is her sentence?", /5 years/); // invented people: nothing is said of anybody
		await take(page, "ask.png");
		await close();
	});

	await t.test("a timeline on a phone, light", async () => {
		const { page, close } = await visit(b, url, { ...phone, colorScheme: "light" });
		await ask(page, "/timeline Nemooneh Khiali", /custody begins/);
		await page.locator(".message").last().evaluate((m) => m.scrollIntoView({ block: "start" }));
		await take(page, "timeline.png");
		await close();
	});

	await t.test("a sentence entered on a phone: the form, and what it comes to", async () => {
		const { page, close } = await visit(b, url, { role: "curator", ...phone });
		await command(page, "/curate new"); // somebody invented: nothing untrue is written about anybody
		await fill(page, ["Arvand Nemoonehpour"]);
		await submit(page);
		await save(page);
		await press(page, "Add a sentence");
		await fill(page, ["12 May 2024", "Branch 26, Nowhere", "8 years prison\n74 lashes", "his lawyer", "https://example.org/invented"]);
		await take(page, "curate-form.png");
		await submit(page);
		await page.getByRole("button", { name: "Save", exact: true }).last().waitFor();
		await take(page, "curate-preview.png");
		await save(page);
		await press(page, "Show");
		await says(page, "Mark as checked");
		await press(page, "History");
		await says(page, "History: Arvand Nemoonehpour");
		await take(page, "curate-history.png");
		await close();
	});

	await t.test("a suggestion in the curators' room", async () => {
		const member = await visit(b, url, phone);
		await command(member.page, "/suggest");
		await fill(member.page, ["Arvand Nemoonehpour", "An invented piece of news, for this picture.", "May 2025", "https://example.org/invented"]);
		await submit(member.page);
		await member.close();
		const { page, close } = await visit(b, url, { role: "curator", ...phone });
		await page.locator(".place", { hasText: "casework" }).evaluate((n) => n.click());
		await page.getByRole("button", { name: "Approve", exact: true }).last().waitFor();
		await take(page, "curate-review.png");
		await close();
	});
});
