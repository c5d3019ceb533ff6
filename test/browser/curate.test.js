// Curating on a telephone, in the demo: a case from nothing to published, a
// wrong sentence undone, a suggestion approved, the case withdrawn.
import test from "node:test";
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { ask, browser, command, demo, fill, phone, press, save, says, submit, visit } from "./demo.js";

// With PICTURES set to a folder, each step leaves one there to look at.
const look = async (page, name) => {
	if (!process.env.PICTURES) return;
	mkdirSync(process.env.PICTURES, { recursive: true });
	await page.screenshot({ path: `${process.env.PICTURES}/${name}.png`, animations: "disabled" });
};

test("curating on a telephone", async (t) => {
	const url = await demo(t);
	const b = await browser(t);
	const somebody = "Golnar Sakhtegi"; // invented, and of no other test

	await t.test("from nothing to published, in less than five minutes", async () => {
		const began = Date.now();
		const { page, faults, close } = await visit(b, url, { role: "curator", ...phone });
		await command(page, "/curate new");
		await fill(page, [somebody]);
		await submit(page);
		await save(page);
		await press(page, "Add a sentence");
		await fill(page, ["12 May 2024", "Branch 26, Nowhere", "8 years prison\n74 lashes", "her lawyer", "https://example.org/one"]);
		await submit(page);
		await says(page, "74 lashes");
		await look(page, "1-sentence");
		await save(page);
		await press(page, "Add another");
		await fill(page, ["about 2019", "", "1 year suspended\nfine 50,000,000 IRR"]);
		await submit(page);
		await save(page);
		await press(page, "Add an event");
		await page.locator("dialog.modal").waitFor();
		await page.locator("dialog").getByRole("combobox").first().click(); // what kind of event
		await page.locator("dialog").getByRole("option").first().click();
		await page.locator("dialog").getByLabel("What happened").fill("She spoke to nobody in particular.");
		await look(page, "2-event");
		await submit(page);
		await save(page);
		await press(page, "Add a source");
		await fill(page, ["https://example.org/two", "Invented Wire"]);
		await submit(page);
		await save(page);
		await press(page, "Publish");
		await says(page, "Not published yet");
		await look(page, "2-publish");
		await press(page, "Publish");
		await says(page, "is public now");
		assert.ok(Date.now() - began < 300_000);
		const wide = await page.evaluate(() => document.documentElement.scrollWidth);
		assert.equal(wide, 390, "nothing is wider than the screen");
		assert.deepEqual(faults, []);
		await close();

		const member = await visit(b, url, phone);
		await ask(member.page, `/sentences ${somebody}`, "74 lashes");
		await look(member.page, "3-member");
		await member.close();
	});

	await t.test("a wrong sentence is undone", async () => {
		const { page, close } = await visit(b, url, { role: "curator", ...phone });
		await command(page, `/curate sentence ${somebody}`);
		await fill(page, ["1 June 2024", "", "99 lashes"]);
		await submit(page);
		await save(page);
		await press(page, "Undo");
		await fill(page, ["nobody else reports it"]);
		await submit(page);
		await says(page, "Not undone yet");
		await says(page, "removed Day of the ruling: 1 June 2024");
		assert.doesNotMatch(await page.locator(".message").last().innerText(), /example\.org/, "nothing else goes with it");
		await look(page, "4-undo");
		await press(page, "Undo");
		await says(page, "is back");
		await close();
	});

	await t.test("a suggestion is approved", async () => {
		const member = await visit(b, url, phone);
		await command(member.page, "/suggest");
		await fill(member.page, [somebody, "An invented piece of news.", "May 2025", "https://example.org/three"]);
		await submit(member.page);
		await look(member.page, "5-suggested");
		await member.close();
		const { page, close } = await visit(b, url, { role: "curator", ...phone });
		await page.locator(".place", { hasText: "casework" }).evaluate((n) => n.click());
		await page.locator(".message", { hasText: "An invented piece of news." }).getByRole("button", { name: "Approve", exact: true }).click();
		await page.locator(".message", { hasText: "An invented piece of news." }).getByText(/Approved/).waitFor();
		await look(page, "6-approved");
		await close();
	});

	await t.test("the case is withdrawn, and what showed it goes", async () => {
		const { page, close } = await visit(b, url, { role: "curator", ...phone });
		await page.locator(".message", { hasText: "74 lashes" }).first().waitFor();
		await command(page, `/curate withdraw ${somebody}`); // which leads to the reason, since it is needed
		await page.getByRole("combobox", { name: /^reason/ }).fill("she asks us to");
		await page.keyboard.press("Enter");
		await says(page, "Not withdrawn yet");
		await look(page, "7-withdraw");
		await press(page, "Withdraw");
		await says(page, "Withdrawn");
		await look(page, "8-withdrawn");
		await close();
		const member = await visit(b, url, phone);
		await member.page.locator(".message", { hasText: "74 lashes" }).waitFor({ state: "detached" });
		await ask(member.page, `/case ${somebody}`, "Nobody called");
		await member.close();
	});
});
