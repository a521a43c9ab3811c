/** `npm run bench:load`: many at once, and one who floods, on this machine alone. Exits 1 where a target is missed. */
import { slash, typing } from '../../test/adapters/discord/stand-in.ts';
import { percentile, reached, startProgram, type Program } from './program.ts';
import { HEAVY, MIXED, type Question } from './questions.ts';

let isMet = true;

/** One line: what was measured, and what it may be at most. */
function tell(what: string, value: number, most: number, unit = 'ms'): void {
  const holds = value <= most;
  isMet &&= holds;
  process.stdout.write(`${holds ? 'met   ' : 'MISSED'}  ${what}: ${value.toFixed(0)} ${unit} (at most ${most})\n`);
}

const program = await startProgram();
try {
  await fiftyAtOnce(program);
  await suggestionsBesideHeavy(program);
  await besideFlood(program);
} finally {
  await program.stop();
}
process.exitCode = isMet ? 0 : 1;

async function fiftyAtOnce({ slack, askSlack, askDiscord, discord }: Program): Promise<void> {
  const acknowledged = await Promise.all(MIXED.map(([command, text], at) => askSlack(command, text, `U${at}`)));
  tell('50 Slack commands at once, slowest acknowledgement', Math.max(...acknowledged), 1000);
  await reached(() => slack.answers.length >= MIXED.length);
  const asked = await Promise.all(MIXED.map((question) => askDiscord(slash(...optionsOf(question)))));
  tell('50 Discord commands at once, slowest acknowledgement', Math.max(...asked.map(({ ms }) => ms)), 1000);
  await reached(() => asked.every(({ token }) => discord.messagesOf(token).length > 0));
  await new Promise((resolve) => setTimeout(resolve, 1000));
  tell('Slack commands not answered exactly once', Math.abs(slack.answers.length - MIXED.length), 0, 'of 50');
  const wrong = asked.filter(({ token }) => discord.messagesOf(token).length !== 1).length;
  tell('Discord commands not answered exactly once', wrong, 0, 'of 50');
}

async function suggestionsBesideHeavy({ askDiscord, askSlack }: Program): Promise<void> {
  const heavy = HEAVY.map(([command, text], at) => askSlack(command, text, `H${at}`));
  const waited: number[] = [];
  for (const typed of ['ll', 'qwen', 'mist', '70', 'gem', 'phi', 'deep', 'gpt', 'o', 'k'].flatMap((one) => [
    one,
    `${one}a`,
  ])) {
    const option = { type: 3, name: 'model', value: typed, focused: true };
    waited.push((await askDiscord(typing('vram', [option]))).ms);
  }
  tell('20 heavy questions in flight, suggestions p99', percentile(waited, 99), 100);
  await Promise.all(heavy);
}

async function besideFlood({ url, askSlack }: Program): Promise<void> {
  const flood = { on: true, sent: 0 };
  const flooding = Array.from({ length: 8 }, async (_, client) => {
    while (flood.on && flood.sent < 2000) {
      const [, text] = HEAVY[(flood.sent + client) % HEAVY.length]!;
      flood.sent += 1;
      await fetch(`${url}/api/vram?q=${encodeURIComponent(`${text} rank:${1 + (flood.sent % 512)}`)}`).then((one) =>
        one.arrayBuffer(),
      );
    }
  });
  const acknowledged: number[] = [];
  const healthy: number[] = [];
  for (const [at, [command, text]] of MIXED.entries()) {
    acknowledged.push(await askSlack(command, `${text} accumulation:2`, `F${at}`));
    const began = performance.now();
    await fetch(`${url}/healthz`).then((one) => one.arrayBuffer());
    healthy.push(performance.now() - began);
  }
  flood.on = false;
  await Promise.all(flooding);
  tell(`one client floods the page (${flood.sent} sent), Slack acknowledgement p99`, percentile(acknowledged, 99), 300);
  tell('the same, /healthz slowest', Math.max(...healthy), 100);
}

/** A question as Discord sends it: the first option takes what is not named. */
function optionsOf([command, text]: Question): Parameters<typeof slash> {
  const named = [...text.matchAll(/(\w+):((?:(?! \w+:).)+)/g)].map(([, name = '', value = '']) => ({
    type: 3,
    name,
    value,
  }));
  const rest = text.replace(/\w+:(?:(?! \w+:).)+/g, '').trim();
  const [method] = /\b(qlora|lora|full)\b/.exec(rest) ?? [];
  const model = rest.replace(/\b(qlora|lora|full)\b/, '').trim();
  return [
    command,
    [
      ...(model ? [{ type: 3, name: 'model', value: model }] : []),
      ...(method ? [{ type: 3, name: 'method', value: method }] : []),
      ...named,
    ],
  ];
}
