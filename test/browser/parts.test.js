// Parts of the page that no command of today leads to, shown by themselves:
// forms, pictures, waiting, and what a hostile bot might send.
import test from "node:test";
import assert from "node:assert/strict";
import { accessible, browser, demo, visit } from "./demo.js";

const PIXEL = "/icon.svg";
const MESSAGE = {
	id: "1", channel_id: "2", timestamp: "2024-05-12T10:00:00Z", edited_timestamp: null, content: "", flags: 0,
	author: { id: "3", username: "Vigil", bot: true }, embeds: [], attachments: [], components: [],
};

// show puts a message at the log's end and returns its article.
async function show(page, message) {
	await page.evaluate(async (m) => {
		const { message } = await import("/js/message.js");
		const { World } = await import("/js/world.js");
		window.pressed = [];
		const acts = { press: (m, c, values) => window.pressed.push([c.custom_id, values]), dismiss: () => {} };
		const world = new World();
		document.getElementById("log").append(message(m, { world, acts, brief: false }));
	}, { ...MESSAGE, ...message });
	return page.locator("#log > .message").last();
}

// open shows a form whose submissions land in window.sent; the first is refused.
async function open(page, components) {
	await page.evaluate(async (components) => {
		const { openModal } = await import("/js/modal.js");
		const { Refused } = await import("/js/link.js");
		const { World } = await import("/js/world.js");
		window.sent = [];
		document.getElementById("clock").focus();
		openModal({ id: "1", title: "Suggest an update", components }, new World(), async (values) => {
			window.sent.push(values);
			if (window.sent.length === 1) throw new Refused("The date can't be read.");
		});
	}, components);
	return page.getByRole("dialog", { name: "Suggest an update" });
}

test("parts", async (t) => {
	const b = await browser(t);
	const { page, faults } = await visit(b, await demo(t));

	await t.test("a form: labels, what is needed, a refusal that loses nothing", async () => {
		const form = await open(page, [
			{ type: 18, label: "What happened", description: "In your own words", component: { type: 4, style: 2, custom_id: "what", min_length: 5 } },
			{ type: 1, components: [{ type: 4, style: 1, custom_id: "when", label: "Date", required: false, value: "12 May 2024" }] },
			{ type: 18, label: "Kind", component: { type: 3, custom_id: "kind", options: [{ label: "Release", value: "r" }, { label: "Sentence", value: "s", description: "A court's" }] } },
			{ type: 18, label: "Also", component: { type: 3, custom_id: "also", required: false, min_values: 0, max_values: 2, options: ["a", "b", "c"].map((v) => ({ label: v, value: v })) } },
		]);
		await accessible(page, "a form");
		const what = form.getByLabel("What happened");
		assert.ok(await what.evaluate((n) => n === document.activeElement), "the first field has the focus");
		await form.getByRole("button", { name: "Submit" }).click();
		assert.equal(await what.getAttribute("aria-invalid"), "true");
		await what.fill("He was released.");
		await page.keyboard.press("Tab");
		await page.keyboard.press("Tab");
		await page.keyboard.type("sen");
		await accessible(page, "a form with an open select");
		await page.keyboard.press("Enter");
		await page.keyboard.press("Tab");
		for (const key of ["ArrowDown", "Enter", "ArrowDown", "ArrowDown", "Enter", "ArrowUp", "Enter"]) await page.keyboard.press(key);
		await page.keyboard.press("Escape"); // leaves the list, not the form, and takes nothing
		assert.ok(await form.isVisible());
		for (const key of ["ArrowDown", "Enter", "ArrowDown", "Enter", "Tab"]) await page.keyboard.press(key);
		await form.getByRole("button", { name: "Submit" }).click();
		await form.getByText("The date can't be read.").waitFor();
		assert.equal(await what.inputValue(), "He was released.");
		await form.getByRole("button", { name: "Submit" }).click();
		await form.waitFor({ state: "detached" });
		const sent = await page.evaluate(() => window.sent);
		assert.deepEqual(sent[1], { what: "He was released.", when: "12 May 2024", kind: ["s"], also: ["a", "b"] });
		assert.equal(await page.evaluate(() => document.activeElement.id), "clock", "the focus goes back to where it was");
	});

	await t.test("a form can be left", async () => {
		const form = await open(page, [{ type: 1, components: [{ type: 4, style: 1, custom_id: "x", label: "X" }] }]);
		await page.keyboard.press("Escape");
		await form.waitFor({ state: "detached" });
		assert.deepEqual(await page.evaluate(() => window.sent), []);
	});

	await t.test("the bot is thinking", async () => {
		const m = await show(page, { flags: 128 + 64 });
		assert.match(await m.innerText(), /Vigil is thinking…[\s\S]*Only you can see this/);
	});

	await t.test("pictures have their words; those from elsewhere aren't fetched", async () => {
		const m = await show(page, {
			attachments: [{ id: "1", filename: "t.png", url: PIXEL, content_type: "image/png", description: "Eight years on a line", size: 1 }, { id: "2", filename: "book.json", url: "/x", content_type: "application/json", size: 2048 }],
			embeds: [{ title: "Card", image: { url: "https://pictures.example/a.png" }, color: 0 }],
		});
		assert.equal(await m.getByRole("img", { name: "Eight years on a line" }).count(), 1);
		assert.match(await m.locator(".file").innerText(), /book\.json\s+2\.0 KB/);
		assert.equal(await m.locator(".card img").count(), 0);
		await accessible(page, "pictures");
	});

	await t.test("buttons and selects press what they say", async () => {
		const m = await show(page, { components: [
			{ type: 1, components: [{ type: 2, style: 1, label: "Go", custom_id: "go" }, { type: 2, style: 2, label: "Off", custom_id: "off", disabled: true }, { type: 2, style: 5, label: "Out", url: "https://example.org/" }] },
			{ type: 1, components: [{ type: 3, custom_id: "pick", placeholder: "Which", options: [{ label: "One", value: "1" }, { label: "Two", value: "2" }] }] },
		] });
		await m.getByRole("button", { name: "Go" }).click();
		assert.ok(await m.getByRole("button", { name: "Off" }).isDisabled());
		assert.equal(await m.getByRole("link", { name: "Out" }).getAttribute("rel"), "noopener noreferrer");
		const select = m.getByRole("combobox", { name: "Which" });
		await select.focus();
		for (const key of ["ArrowDown", "ArrowDown"]) await page.keyboard.press(key);
		assert.equal((await page.evaluate(() => window.pressed)).length, 1, "walking through a select chooses nothing");
		await page.keyboard.press("Enter");
		assert.deepEqual(await page.evaluate(() => window.pressed), [["go", null], ["pick", ["2"]]]);
	});

	await t.test("nothing that a bot sends becomes markup or a script", async () => {
		const bad = "<b onmouseover=alert(1)>x</b>";
		const m = await show(page, {
			content: bad, author: { id: "3", username: bad, bot: true }, interaction: { type: 2, name: bad, user: { username: bad } },
			embeds: [{ title: bad, url: "javascript:alert(1)", description: `[a](javascript:alert(1)) ${bad}`, footer: { text: bad }, fields: [{ name: bad, value: bad }], author: { name: bad, url: "data:text/html,x" } }],
			attachments: [{ id: "1", filename: bad, url: "javascript:alert(1)", size: 1 }],
			components: [{ type: 1, components: [{ type: 2, style: 5, label: bad, url: "javascript:alert(1)" }] }],
		});
		assert.equal(await m.locator("b").count(), 0);
		const links = await m.locator("a").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
		assert.ok(links.every((href) => !/^(javascript|data):/i.test(href ?? "")), String(links));
	});

	assert.deepEqual(faults, []);
});
