// The page itself: people, themes, small screens, keyboard, clock, the line to
// the server.
import test from "node:test";
import assert from "node:assert/strict";
import { accessible, ask, be, browser, cuttable, demo, visit } from "./demo.js";

test("the page", async (t) => {
	const url = await demo(t);
	const b = await browser(t);

	await t.test("each person sees the commands they may use", async () => {
		const { page, faults, close } = await visit(b, url);
		for (const role of ["member", "curator", "administrator"]) {
			await be(page, role);
			await page.locator("#compose").focus();
			await page.keyboard.type("/");
			await page.getByRole("option", { name: "/case" }).waitFor();
			await page.keyboard.press("Escape");
			await page.locator("#compose").fill("");
		}
		await accessible(page, "the page");
		assert.deepEqual(faults, []);
		await close();
	});

	await t.test("two people see each other's messages, live; markdown stays text where it is escaped", async () => {
		const one = await visit(b, url, { role: "member" });
		const two = await visit(b, url, { role: "administrator" });
		const said = `Hello **there** <img src=x onerror="alert(1)"> ${Date.now()}`;
		await one.page.locator("#compose").fill(said);
		await one.page.keyboard.press("Enter");
		const seen = two.page.locator(".message", { hasText: said.slice(-13) });
		await seen.locator("strong", { hasText: "there" }).waitFor();
		assert.equal(await seen.locator("img").count(), 0);
		assert.deepEqual([...one.faults, ...two.faults], []);
		await one.close();
		await two.close();
	});

	await t.test("dark, light and as the system", async () => {
		const { page, close } = await visit(b, url, { colorScheme: "light" });
		const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
		const light = await ground();
		await page.locator("#theme").click(); // dark
		const dark = await ground();
		assert.notEqual(dark, light);
		await accessible(page, "the dark page");
		await page.reload();
		await page.locator(".place[aria-current]").waitFor();
		assert.equal(await ground(), dark, "the choice is kept");
		await page.locator("#theme").click(); // light
		assert.equal(await ground(), light);
		await accessible(page, "the light page");
		await page.emulateMedia({ colorScheme: "dark" });
		assert.equal(await ground(), light, "a choice outweighs the system");
		await page.locator("#theme").click(); // as the system
		assert.equal(await ground(), dark);
		await close();
	});

	for (const [width, height] of [[390, 844], [360, 640]]) {
		await t.test(`on a phone of ${width} × ${height}`, async () => {
			const { page, faults, close } = await visit(b, url, { viewport: { width, height }, hasTouch: true, isMobile: true });
			const answer = await ask(page, "/search country:IR", /\d/);
			await answer.scrollIntoViewIfNeeded();
			const wide = await page.evaluate(() => [document.documentElement.scrollWidth, [...document.querySelectorAll("#log *")].filter((n) => n.getClientRects().length && n.getBoundingClientRect().right > innerWidth + 1).map((n) => n.className)]);
			assert.deepEqual(wide, [width, []], "nothing is wider than the screen");
			assert.equal(await page.locator("#side").evaluate((n) => n.inert), true, "what is hidden can't be tabbed to");
			await page.locator("#menu").tap();
			await page.locator(".place[aria-current]").waitFor();
			await accessible(page, "the drawer");
			await page.keyboard.press("Escape");
			assert.equal(await page.evaluate(() => document.activeElement.id), "menu");
			await accessible(page, "the phone's page");
			assert.deepEqual(faults, []);
			await close();
		});
	}

	await t.test("by keyboard alone, from the first key on", async () => {
		const { page, close } = await visit(b, url);
		await page.evaluate(() => document.activeElement.blur());
		const focused = () => page.evaluate(() => {
			const n = document.activeElement;
			const s = getComputedStyle(n.matches(".actor input") ? n.closest("label") : n.matches("#line input") ? n.closest(".line") : n);
			return { what: n.id || n.className || n.tagName, shown: s.outlineStyle !== "none" || s.boxShadow !== "none" || s.borderStyle !== "none" };
		});
		const seen = [];
		for (let i = 0; i < 1000; i++) { // each control of each message is a stop
			await page.keyboard.press("Tab");
			const f = await focused();
			seen.push(f.what);
			assert.ok(f.shown, `the focus on ${f.what} can be seen`);
			if (f.what === "compose") break;
		}
		assert.equal(seen[0], "skip", "the first stop leads past the side");
		for (const stop of ["clock", "theme", "log", "compose"]) assert.ok(seen.includes(stop), `${stop} can be reached: ${seen.join(" → ")}`);
		await page.keyboard.type("/help");
		await page.getByRole("option", { name: "/help" }).waitFor();
		await page.keyboard.press("Enter");
		await page.keyboard.press("Enter");
		await page.locator(".message", { hasText: "/case" }).last().waitFor();
		await close();
	});

	await t.test("a line that was typed can be taken up again", async () => {
		const { page, close } = await visit(b, url);
		await ask(page, "/search country:IR", /\d/);
		await page.locator("#compose").focus();
		await page.keyboard.press("ArrowUp");
		assert.equal(await page.getByRole("combobox", { name: /^country/ }).inputValue(), "IR");
		await page.getByRole("button", { name: "Remove country" }).click();
		assert.equal(await page.getByRole("combobox", { name: /^country/ }).count(), 0);
		await page.keyboard.press("Backspace");
		assert.equal(await page.locator("#compose").inputValue(), "/search");
		await close();
	});

	await t.test("direct messages", async () => {
		const { page, faults, close } = await visit(b, url);
		await page.locator(".places section", { hasText: "Direct messages" }).locator(".place").first().click();
		await page.locator(".start", { hasText: "direct messages" }).waitFor();
		const answer = await ask(page, "/help", /\S/);
		assert.ok(await answer.isVisible());
		assert.deepEqual(faults, []);
		await close();
	});

	await t.test("the clock goes forward and not back", async () => {
		const { page, faults, close } = await visit(b, url);
		const before = await page.locator("#now").getAttribute("datetime");
		await page.locator("#clock").click();
		const dialog = page.getByRole("dialog", { name: "The clock" });
		await accessible(page, "the clock's dialog");
		await dialog.getByRole("button", { name: "+1 day" }).click();
		await page.waitForFunction((before) => Date.parse(document.getElementById("now").dateTime) - Date.parse(before) >= 86_000_000, before);
		await page.keyboard.press("Escape");
		await dialog.waitFor({ state: "detached" });
		const refused = await page.evaluate(async () => {
			const r = await fetch("api/clock", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ to: "2001-01-01T00:00:00Z" }) });
			return [r.status, (await r.json()).error];
		}).catch((e) => [0, String(e)]);
		assert.equal(refused[0], 422);
		assert.match(refused[1], /forward/);
		assert.deepEqual(faults.filter((f) => !f.includes("422")), []);
		await close();
	});

	await t.test("a line that was cut comes back, and nothing is missed", async (t) => {
		const wire = await cuttable(t, url);
		const one = await visit(b, wire.url, { role: "member" });
		const two = await visit(b, url, { role: "administrator" });
		await wire.cut();
		await one.page.locator("#link", { hasText: "Reconnecting" }).waitFor();
		const said = `while you were away ${Date.now()}`;
		await two.page.locator("#compose").fill(said);
		await two.page.keyboard.press("Enter");
		await two.page.locator(".message", { hasText: said }).waitFor();
		await wire.mend();
		await one.page.locator(".message", { hasText: said }).waitFor();
		assert.equal(await one.page.locator(".message", { hasText: said }).count(), 1);
		await one.page.locator("#link:empty").waitFor({ state: "attached" });
		await one.close();
		await two.close();
	});

	await t.test("another site can't use the page", async () => {
		const at = (path, headers) => fetch(new URL(path, url), { method: "POST", headers: { "Content-Type": "application/json", ...headers }, body: "{}" }).then((r) => r.status);
		assert.equal(await at("/api/clock", { Origin: "http://evil.example" }), 403);
		assert.equal(await at("/api/clock", {}), 403);
	});

	await t.test("motion is reduced where that is asked for", async () => {
		const { page, close } = await visit(b, url, { reducedMotion: "reduce" });
		const moving = await page.evaluate(() => {
			const dots = document.createElement("span");
			dots.className = "dots";
			dots.append(document.createElement("i"));
			document.body.append(dots);
			return getComputedStyle(dots.firstChild).animationName;
		});
		assert.equal(moving, "none");
		await close();
	});
});
