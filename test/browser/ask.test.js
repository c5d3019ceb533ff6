// The main job, in the browser: somebody asks about a case and reads a sourced
// answer, in English and in Persian.
import test from "node:test";
import assert from "node:assert/strict";
import { accessible, ask, be, browser, demo, visit } from "./demo.js";

test("asking", async (t) => {
	const url = await demo(t);
	const b = await browser(t);
	const { page, faults } = await visit(b, url);
	const line = page.locator("#line");
	const list = page.locator("#suggestions");

	await t.test("/case rasulof, by keyboard, with completion", async () => {
		await page.locator("#compose").focus();
		await page.keyboard.type("/ca");
		await list.getByRole("option", { name: "/case" }).waitFor();
		await page.keyboard.press("Tab");
		await line.locator(".command", { hasText: "/case" }).waitFor();
		await page.keyboard.type("rasulof");
		const first = list.getByRole("option").first();
		await first.filter({ hasText: "Rasoulof" }).waitFor();
		assert.equal(await first.getAttribute("aria-selected"), "true");
		const input = page.getByRole("combobox", { name: /^person/ });
		assert.equal(await input.getAttribute("aria-activedescendant"), await first.getAttribute("id"));
		await accessible(page, "the composer with choices");
		await page.keyboard.press("Enter"); // takes the choice
		assert.match(await input.inputValue(), /Rasoulof/);
		await page.keyboard.press("Enter"); // sends
		const answer = page.locator(".message", { has: page.locator(".card") }).last();
		await answer.locator(".card-title", { hasText: "Rasoulof" }).waitFor();
		assert.match(await answer.locator(".used").innerText(), /used\s+\/case/);
		assert.match(await answer.locator(".card").innerText(), /source/i);
		assert.equal(await answer.locator(".note").count(), 0, "the answer is for everybody");
		await accessible(page, "a card");
	});

	await t.test("a button of the card answers in private", async () => {
		const card = page.locator(".message", { has: page.locator(".card") }).last();
		await card.getByRole("button", { name: "Sources" }).click();
		const answer = page.locator(".message.private").last();
		await answer.locator(".card").waitFor();
		assert.match(await answer.locator(".note").innerText(), /Only you can see this/);
		const id = await answer.getAttribute("data-id");
		await answer.getByRole("button", { name: "Dismiss message" }).click();
		await page.locator(`.message[data-id="${id}"]`).waitFor({ state: "detached" });
	});

	await t.test("/sentences with a Persian name", async () => {
		const answer = await ask(page, "/sentences رسول‌اف", "Rasoulof");
		const text = await answer.innerText();
		assert.match(text, /8 years/);
		assert.match(text, /according to|reported|says|source/i);
	});

	await t.test("/search country:IR, paged in place", async () => {
		const answer = await ask(page, "/search country:IR", "Rasoulof");
		assert.match(await answer.innerText(), /Panahi/);
		const id = await answer.getAttribute("data-id");
		const same = page.locator(`.message[data-id="${id}"]`);
		const first = await same.locator(".card").first().innerText();
		const next = same.getByRole("button", { name: /next/i });
		await next.focus();
		await page.keyboard.press("Enter");
		await page.waitForFunction(([id, was]) => document.querySelector(`.message[data-id="${id}"] .card`).innerText !== was, [id, first]);
		const inside = await page.evaluate((id) => document.querySelector(`.message[data-id="${id}"]`).contains(document.activeElement), id);
		assert.ok(inside, "the focus stays with the message that was paged");
		await same.getByRole("button", { name: /prev|back/i }).click();
		await page.waitForFunction(([id, was]) => document.querySelector(`.message[data-id="${id}"] .card`).innerText === was, [id, first]);
	});

	await t.test("/ask, whom “he” stands for, and what can be asked", async () => {
		const answer = await ask(page, "/ask What is Rasoulof's sentence?", "8 years");
		assert.match(await answer.innerText(), /Sources/);
		await ask(page, "/ask When was he born?", "Rasoulof");
		const refused = await ask(page, "/ask What is the capital of France?", "No answer");
		assert.match(await refused.getAttribute("class"), /private/);
		await refused.getByRole("button", { name: "Examples" }).click();
		await page.locator(".message", { hasText: "What can be asked" }).last().waitFor();
	});

	await t.test("a private answer is seen by the asker alone", async () => {
		const answer = await ask(page, "/case person:rasulof private:true", "Rasoulof");
		assert.match(await answer.getAttribute("class"), /private/);
		const id = await answer.getAttribute("data-id");
		await be(page, "curator");
		assert.equal(await page.locator(`.message[data-id="${id}"]`).count(), 0);
		await be(page, "member");
		await page.locator(`.message[data-id="${id}"]`).waitFor();
	});

	await t.test("a quick Enter sends what was typed, not what was suggested before", async () => {
		const before = await page.locator(".message").count();
		await page.locator("#compose").focus();
		await page.keyboard.type("/case ");
		await list.getByRole("option").nth(1).waitFor(); // for an empty name
		await page.keyboard.type("rasulof");
		await page.keyboard.press("Enter");
		await page.locator(".message").nth(before).filter({ hasText: "Rasoulof" }).waitFor();
	});

	await t.test("nobody of that name: private, with the way on", async () => {
		const answer = await ask(page, "/case Zzyzx Qwortle", /\S/);
		assert.match(await answer.getAttribute("class"), /private/);
	});

	await t.test("a needed option that is missing is said at once", async () => {
		await page.locator("#compose").focus();
		await page.keyboard.type("/case ");
		await page.getByRole("option").first().waitFor(); // an empty name is completed too
		await page.keyboard.press("Escape");
		await page.keyboard.press("Enter");
		await page.locator("#complaint", { hasText: "person: needed" }).waitFor();
		assert.equal(await page.getByRole("combobox", { name: /^person/ }).getAttribute("aria-invalid"), "true");
		await page.keyboard.press("Escape");
		await page.locator("#compose").waitFor();
	});

	await t.test("/help, and from there to Persian", async () => {
		await be(page, "curator");
		const help = await ask(page, "/help", "/case");
		const select = help.getByRole("combobox").first();
		await select.focus();
		await page.keyboard.press("ArrowDown");
		const persian = page.getByRole("option", { name: "فارسی" });
		await persian.waitFor();
		await accessible(page, "an open select");
		await persian.click();
		await page.locator(".message", { hasText: /[آ-ی]{3}/ }).last().waitFor();
		const answer = await ask(page, "/case rasulof", /رسول/);
		const card = answer.locator(".card");
		assert.equal(await card.getAttribute("dir"), "rtl");
		assert.match(await card.innerText(), /[۰-۹]/);
		await accessible(page, "a Persian card");
		// And back, as others try the same demo.
		await help.getByRole("combobox").first().click();
		await page.getByRole("option", { name: "English" }).click();
		await help.locator('.card[dir="ltr"]').waitFor();
	});

	assert.deepEqual(faults, []);
});
