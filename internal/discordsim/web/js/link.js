// The line to the server: actions by POST, news by server-sent events.

/** Refused is an action that the server turned down; its message is for people. */
export class Refused extends Error {}

/** post does an action. The answer is JSON; a refusal throws Refused. */
export async function post(path, body) {
	let response;
	try {
		response = await fetch(`api/${path}`, {
			method: "POST",
			headers: { "Content-Type": "application/json" },
			body: JSON.stringify(body),
		});
	} catch {
		throw new Refused("The demo doesn't answer. Is it still running?");
	}
	const answer = await response.json().catch(() => ({}));
	if (!response.ok) throw new Refused(answer.error ?? `The demo answered ${response.status}.`);
	return answer;
}

/**
 * listen follows the world as one person sees it. on.state gets the whole of
 * it, first and whenever news may have been missed; on.news one change at a
 * time; on.line says whether the line is up. Returned: a function that hangs up.
 */
export function listen(as, on) {
	let source;
	let retry;
	let tries = 0;
	let closed = false;
	const dial = () => {
		// EventSource reconnects by itself after a cut and sends Last-Event-ID;
		// after a refusal it gives up, and is replaced here.
		source = new EventSource(`api/events?as=${encodeURIComponent(as)}`);
		source.onopen = () => {
			tries = 0;
			on.line(true);
		};
		source.addEventListener("state", (e) => on.state(JSON.parse(e.data)));
		source.addEventListener("news", (e) => on.news(JSON.parse(e.data)));
		source.onerror = () => {
			if (closed) return;
			on.line(false);
			if (source.readyState === EventSource.CLOSED) {
				retry = setTimeout(dial, Math.min(8000, 500 * 2 ** tries++));
			}
		};
	};
	dial();
	return () => {
		closed = true;
		clearTimeout(retry);
		source.close();
	};
}
