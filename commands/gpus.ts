/** `/vram-gpus`: the devices the bot knows, with what of their memory can be used. */
import { gpus, suggestDevices, usableBytes, UserError, type GpuFacts } from '../src/index.ts';
import { defineCommand } from './core/command.ts';
import { text } from './options/types/text.ts';
import type { Reply } from './core/reply.ts';
import { ANSWER_OPTIONS } from './options/answer.ts';

/** Rows of the table; the data has all. */
const MOST_ROWS = 20;

export const vramGpus = defineCommand({
  name: 'vram-gpus',
  about: {
    summary: 'The cards and machines the bot knows, and what of their memory can be used.',
    examples: ['', 'rtx 40', '48gb', 'm4 max'],
  },
  options: {
    search: {
      about: {
        summary: 'Part of a name, a maker, or a size.',
        example: 'rtx 40',
        aliases: ['gpu', 'name', 'q', 'find'],
      },
      type: text({
        maxLength: 60,
        looks: { must: () => true },
        suggest: (typed) => suggestDevices(typed, 25).map(({ gpu }) => ({ name: gpu.name, value: gpu.name })),
      }),
      otherwise: { text: 'the most common' },
      offering: { takesRest: true },
    },
    public: ANSWER_OPTIONS.public,
  },
  run({ search, public: everyone }): Reply {
    const found = search === undefined ? gpus : findDevices(search);
    if (found.length === 0) throw unknown(search ?? '');
    const shown = found.slice(0, MOST_ROWS);
    const more = found.length > shown.length ? `, the ${shown.length} most common are shown` : '';
    return {
      title: search === undefined ? 'Devices' : `Devices: ${search}`,
      summary: `${found.length} ${found.length === 1 ? 'device' : 'devices'}${more}.`,
      tone: 'info',
      visibility: everyone ? 'everyone' : 'caller',
      blocks: [
        {
          type: 'table',
          columns: [
            { label: 'Device', align: 'left' },
            { label: 'GB', align: 'right' },
            { label: 'Usable GiB', align: 'right' },
            { label: 'Can', align: 'left' },
          ],
          rows: shown.map((gpu) => [gpu.name, String(gpu.labelGb), usableText(gpu), abilities(gpu)]),
        },
        {
          type: 'text',
          text: 'Usable is what one process can have; ~ marks figures that nobody measured. FA2: FlashAttention-2.',
        },
        {
          type: 'actions',
          actions: shown.slice(0, 5).map((gpu) => ({
            label: `What fits on ${gpu.name}`,
            command: 'vram-fit',
            args: { gpu: gpu.name },
          })),
        },
      ],
      data: { gpus: found.map(({ commonness: _, ...gpu }) => ({ ...gpu, usableBytes: usableBytes(gpu) })) },
    };
  },
});

/** By whose they are, or by name. */
function findDevices(search: string): readonly GpuFacts[] {
  const word = search.toLowerCase().replace(/s$/, '');
  const made = gpus.filter(({ vendor }) => vendor === (word === 'mac' ? 'apple' : word));
  return made.length > 0 ? made : suggestDevices(search, gpus.length).map(({ gpu }) => gpu);
}

function unknown(search: string): UserError {
  return new UserError(
    'unknown-gpu',
    `No device is called "${search}".`,
    'Try a part of its name, a maker, or a size: 4090, amd, 48gb.',
  );
}

function usableText({ usableGib, usableBasis }: GpuFacts): string {
  return `${usableBasis === 'measured' ? '' : '~'}${usableGib.toFixed(1)}`;
}

function abilities({ capabilities, runtime }: GpuFacts): string {
  if (runtime === 'metal') return 'MLX';
  const { bf16, fp8, flashAttention2, bitsandbytes4bit } = capabilities;
  return [
    ...(bf16 ? ['bf16'] : ['no bf16']),
    ...(fp8 ? ['fp8'] : []),
    ...(flashAttention2 ? ['FA2'] : []),
    ...(bitsandbytes4bit ? [] : ['no bitsandbytes']),
  ].join(', ');
}
