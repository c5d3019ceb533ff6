// A bot on discord.js that does a little of everything. The Go test plays the
// people and reads what came of it; this side only has to work as it would
// against Discord. It says each step on a line of its own.
import {
  ActionRowBuilder, AttachmentBuilder, ButtonBuilder, ButtonStyle, Client, EmbedBuilder, Events,
  GatewayIntentBits, MessageFlags, ModalBuilder, SlashCommandBuilder, StringSelectMenuBuilder,
  TextInputBuilder, TextInputStyle,
} from 'discord.js';

const say = (step, more = {}) => console.log(JSON.stringify({ step, ...more }));

const client = new Client({
  intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages],
  rest: { api: process.env.SIM_API, retries: 0 },
  allowedMentions: { parse: [] },
});

const command = new SlashCommandBuilder()
  .setName('ask')
  .setDescription('Asks about something.')
  .addStringOption((o) => o.setName('about').setDescription('What to ask about.').setRequired(true).setAutocomplete(true))
  .addBooleanOption((o) => o.setName('private').setDescription('For you alone.'));

const controls = () => [
  new ActionRowBuilder().addComponents(
    new ButtonBuilder().setCustomId('again').setLabel('Again').setStyle(ButtonStyle.Primary),
    new ButtonBuilder().setCustomId('form').setLabel('Form').setStyle(ButtonStyle.Secondary),
    new ButtonBuilder().setCustomId('later').setLabel('Later').setStyle(ButtonStyle.Secondary),
  ),
  new ActionRowBuilder().addComponents(
    new StringSelectMenuBuilder().setCustomId('pick').setPlaceholder('Pick one')
      .addOptions({ label: 'First', value: '1' }, { label: 'Second', value: '2' }),
  ),
];

async function answer(i) {
  if (i.isAutocomplete()) {
    await i.respond([{ name: `about ${i.options.getFocused()}`, value: 'suggested' }]);
  } else if (i.isChatInputCommand()) {
    const about = i.options.getString('about', true);
    const ephemeral = i.options.getBoolean('private') ?? false;
    const response = await i.reply({
      embeds: [new EmbedBuilder().setTitle(about).setDescription(`in ${i.channel.name} of ${i.guild.name}`)],
      components: controls(),
      flags: ephemeral ? MessageFlags.Ephemeral : undefined,
      withResponse: true,
    });
    if (!response.resource.message.embeds[0].title) throw new Error('no message came back');
    await i.editReply({ content: `edited for ${i.user.username}` });
    await i.followUp({
      content: 'a file',
      files: [new AttachmentBuilder(Buffer.from('words'), { name: 'words.txt', description: 'some words' })],
    });
  } else if (i.isButton() && i.customId === 'again') {
    await i.update({ content: 'updated', components: controls() });
  } else if (i.isButton() && i.customId === 'later') {
    await i.deferReply({ flags: MessageFlags.Ephemeral });
    await i.editReply('late');
  } else if (i.isButton()) {
    await i.showModal(new ModalBuilder().setCustomId('story').setTitle('Story').addComponents(
      new ActionRowBuilder().addComponents(
        new TextInputBuilder().setCustomId('text').setLabel('Text').setStyle(TextInputStyle.Paragraph),
      ),
    ));
  } else if (i.isStringSelectMenu()) {
    await i.deferUpdate();
    await i.editReply({ content: `picked ${i.values.join()}` });
  } else if (i.isModalSubmit()) {
    await i.reply({ content: `read ${i.fields.getTextInputValue('text')}`, flags: MessageFlags.Ephemeral });
  }
}

client.on(Events.InteractionCreate, (i) => answer(i).catch((err) => say('error', { error: err.stack })));
client.on(Events.ShardResume, () => say('resumed'));
client.on(Events.ShardDisconnect, (e) => say('disconnected', { code: e.code }));
client.on(Events.Error, (err) => say('error', { error: err.stack }));
client.once(Events.ClientReady, async () => {
  try {
    await client.application.commands.set([command]);
    const channel = await client.channels.fetch(process.env.SIM_CHANNEL);
    const first = await channel.send({ content: 'hello', nonce: 'abc', enforceNonce: true });
    const second = await channel.send({ content: 'hello', nonce: 'abc', enforceNonce: true });
    const refused = await channel.send({ components: [...controls(), ...controls()] }).catch((err) => err);
    const history = await channel.messages.fetch({ limit: 10 });
    say('ready', { same: first.id === second.id, code: refused.code, messages: history.size });
  } catch (err) {
    say('error', { error: err.stack });
  }
});

process.stdin.on('end', () => client.destroy().then(() => process.exit(0))).resume();
client.login(process.env.SIM_TOKEN).catch((err) => {
  say('error', { error: err.stack });
  process.exit(1);
});
