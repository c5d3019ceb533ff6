// What this page knows: the world as one of its people sees it. Discord's own
// JSON for messages and commands; see internal/discordsim/web*.go for the rest.

/** World keeps the state and applies news to it. */
export class World {
	me = "";
	users = []; // {id, name, bot, role: member|curator|administrator}
	servers = []; // {id, name, roles: [{id, name}], channels: [{id, name, topic}]}
	directs = []; // {id, name}: channels of direct messages
	commands = {}; // by channel id
	messages = {}; // by channel id, the oldest first
	unread = new Set(); // channel ids
	here = ""; // the channel that is shown

	/** reset takes the whole state. */
	reset(state) {
		Object.assign(this, { me: state.as, users: state.users, servers: state.servers, directs: state.directs, commands: state.commands, messages: state.messages });
		for (const id of this.unread) if (!this.channel(id)) this.unread.delete(id);
	}

	/** channel finds a channel with the server it belongs to; null when there is none. */
	channel(id) {
		for (const server of this.servers) {
			const channel = server.channels.find((c) => c.id === id);
			if (channel) return { ...channel, server };
		}
		const direct = this.directs.find((d) => d.id === id);
		return direct ? { ...direct, server: null } : null;
	}

	/** first is the channel to show when none was asked for. */
	first() {
		return this.servers[0]?.channels[0]?.id ?? this.directs[0]?.id ?? "";
	}

	user(id) {
		return this.users.find((u) => u.id === id) ?? null;
	}

	/** commandsHere are Discord's command objects that can be used in a channel. */
	commandsHere() {
		return this.commands[this.here] ?? [];
	}

	/** put adds or replaces a message; it says which. */
	put(message) {
		const list = (this.messages[message.channel_id] ??= []);
		const at = list.findIndex((m) => m.id === message.id);
		if (at >= 0) {
			list[at] = message;
			return "replaced";
		}
		list.push(message);
		if (message.channel_id !== this.here) this.unread.add(message.channel_id);
		return "added";
	}

	remove(channel, id) {
		this.messages[channel] = (this.messages[channel] ?? []).filter((m) => m.id !== id);
	}

	/** naming gives names to the mentions in a text: people, roles, channels. */
	naming = (what, id) => {
		if (what === "@") {
			const user = this.user(id);
			return user && `@${user.name}`;
		}
		if (what === "#") {
			const channel = this.channel(id);
			return channel && `#${channel.name}`;
		}
		const role = this.servers.flatMap((s) => s.roles).find((r) => r.id === id);
		return role && `@${role.name.replace(/^@/, "")}`;
	};
}
