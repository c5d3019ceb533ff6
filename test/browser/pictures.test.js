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
import { ask, browser, demo, visit } from "./demo.js";

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
});
