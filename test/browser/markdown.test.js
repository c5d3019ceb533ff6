// The page's markdown, run in the browser that will run it.
import test from "node:test";
import assert from "node:assert/strict";
import { browser, demo, visit } from "./demo.js";

const CASES = [
	["plain", "hello", "<p>hello</p>"],
	["emphasis", "**b** *i* _i_ __u__ ~~s~~ `c`", "<p><strong>b</strong> <em>i</em> <em>i</em> <u>u</u> <s>s</s> <code>c</code></p>"],
	["nested", "***both*** **a *b* c**", "<p><strong><em>both</em></strong> <strong>a <em>b</em> c</strong></p>"],
	["escapes", "\\*a\\* \\_b\\_ \\# \\\\", "<p>*a* _b_ # \\</p>"],
	["escape in bold", "**a\\** b**", "<p><strong>a** b</strong></p>"],
	["snake case", "a_b_c and _d_", "<p>a_b_c and <em>d</em></p>"],
	["html is text", "<img src=x onerror=alert(1)>", "<p>&lt;img src=x onerror=alert(1)&gt;</p>"],
	["unclosed", "**a `b ~~c", "<p>**a `b ~~c</p>"],
	["stars alone", "2 * 3 * 4", "<p>2 * 3 * 4</p>"],
	["lines", "a\nb", "<p>a</p><p>b</p>"],
	["bold over lines", "**a\nb**", "<p><strong>a</strong></p><p><strong>b</strong></p>"],
	["heading", "## Two\n-# small", "<p>Two</p><p>small</p>"],
	["no heading", "#nope\n####  no", "<p>#nope</p><p>####  no</p>"],
	["list", "- a\n- b\n  - c", "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>"],
	["numbers", "3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'],
	["quote", "> a\n> b\nc", "<blockquote><p>a</p><p>b</p></blockquote><p>c</p>"],
	["long quote", ">>> a\nb", "<blockquote><p>a</p><p>b</p></blockquote>"],
	["code block", "```go\nx := **1**\n```", "<pre><code>x := **1**</code></pre>"],
	["link", "[a *b*](https://example.org/x_(y))", '<p><a href="https://example.org/x_(y)">a <em>b</em></a></p>'],
	["link in brackets", "see (https://example.org/a).", '<p>see (<a href="https://example.org/a">https://example.org/a</a>).</p>'],
	["no script links", "[a](javascript:alert(1))", "<p>[a](javascript:alert(1))</p>"],
	["no data links", "<data:text/html,x>", "<p>&lt;data:text/html,x&gt;</p>"],
	["everyone", "@everyone", "<p><span><bdi>@everyone</bdi></span></p>"],
	["command", "</case:123>", "<p><span>/case</span></p>"],
	["right to left", "سلام **دنیا**", '<p dir="rtl">سلام <strong>دنیا</strong></p>'],
	["isolated name first", "\u2068محمد\u2069 is free", '<p dir="ltr">\u2068محمد\u2069 is free</p>'],
	["only an isolated name", "\u2068محمد\u2069", '<p>\u2068محمد\u2069</p>'],
];

test("markdown", async (t) => {
	const b = await browser(t);
	const { page, faults } = await visit(b, await demo(t));
	for (const [name, text, want] of CASES) {
		await t.test(name, async () => {
			const got = await page.evaluate(async (text) => {
				const { words } = await import("/js/words.js");
				const box = document.createElement("div");
				box.append(...words(text));
				for (const n of box.querySelectorAll("*")) for (const a of [...n.attributes]) if (!["href", "start", "dir"].includes(a.name)) n.removeAttribute(a.name);
				return box.innerHTML;
			}, text);
			const bare = want.includes("dir=") ? got : got.replaceAll(/ dir="ltr"/g, "");
			assert.equal(bare, want);
		});
	}
	await t.test("a hostile text takes no time", async () => {
		const ms = await page.evaluate(async () => {
			const { blocks } = await import("/js/markdown.js");
			const start = performance.now();
			for (const bad of ["**_".repeat(1300), "[".repeat(4000), "`".repeat(3999), "||".repeat(2000), "_a ".repeat(1300), "<t:".repeat(1300), "> ".repeat(2000), "* ".repeat(2000)]) blocks(bad);
			return performance.now() - start;
		});
		assert.ok(ms < 2000, `${ms} ms`);
	});
	await t.test("a spoiler hides until it is opened", async () => {
		const seen = await page.evaluate(async () => {
			const { words } = await import("/js/words.js");
			const [p] = words("||secret||");
			document.body.append(p);
			const text = p.querySelector("[aria-hidden]");
			const before = getComputedStyle(text).visibility;
			p.querySelector("button").click();
			const after = getComputedStyle(text).visibility;
			p.remove();
			return [before, after];
		});
		assert.deepEqual(seen, ["hidden", "visible"]);
	});
	assert.deepEqual(faults, []);
});
