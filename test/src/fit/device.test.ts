import { describe, expect, it } from 'vitest';
import { deviceNotes, looksLikeDevice, MAX_COUNT, parseDevice, suggestDevices } from '../../../src/fit/device.ts';
import { UserError } from '../../../src/errors.ts';
import { gpus } from '../../../src/facts/gpus.ts';
import { growsAtMost, QUADRATIC } from '../../cost.ts';

function refusal(typed: string): UserError {
  try {
    parseDevice(typed);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error(`${typed} was accepted`);
}

describe('parseDevice', () => {
  it.each([
    ['4090', 'rtx-4090', 1],
    ['RTX4090', 'rtx-4090', 1],
    ['NVIDIA GeForce RTX 4090', 'rtx-4090', 1],
    ['2x3090', 'rtx-3090', 2],
    ['2 x 3090', 'rtx-3090', 2],
    ['3090x2', 'rtx-3090', 2],
    ['3090 x 2', 'rtx-3090', 2],
    ['2×4090', 'rtx-4090', 2],
    ['2 3090s', 'rtx-3090', 2],
    ['dual 3090', 'rtx-3090', 2],
    ['x2 3090', 'rtx-3090', 2],
    ['2x3090 48gb', 'rtx-3090', 2],
    ['4x 24gb', 'rtx-4090', 4],
    ['24x2', 'rtx-4090', 2],
    ['8xa100-80gb', 'a100-80gb-sxm', 8],
    ['NVIDIA-A100-SXM4-80GB', 'a100-80gb-sxm', 1],
    ['a100 40gb', 'a100-40gb-sxm', 1],
    ['40gb a100 pcie', 'a100-40gb-pcie', 1],
    ['h100', 'h100-sxm', 1],
    ['8x h100 sxm5', 'h100-sxm', 8],
    ['h100 nvl', 'h100-nvl', 1],
    ['h100 94gb', 'h100-nvl', 1],
    ['b200 192gb', 'b200', 1],
    ['l40s', 'l40s', 1],
    ['L40', 'l40', 1],
    ['a10g', 'a10g', 1],
    ['rtx 6000 ada', 'rtx-6000-ada', 1],
    ['rtx 6000', 'rtx-6000-ada', 1],
    ['quadro rtx 6000', 'quadro-rtx-6000', 1],
    ['rtx pro 6000', 'rtx-pro-6000-blackwell-ws', 1],
    ['a6000', 'rtx-a6000', 1],
    ['4060 ti 16gb', 'rtx-4060-ti-16gb', 1],
    ['4060ti 8g', 'rtx-4060-ti-8gb', 1],
    ['4090 laptop', 'rtx-4090-laptop', 1],
    ['4090 48gb', 'rtx-4090-48gb', 1],
    ['7900xtx', 'rx-7900-xtx', 1],
    ['mi300x', 'mi300x', 1],
    ['gaudi 2', 'gaudi2', 1],
    ['dgx spark', 'dgx-spark', 1],
    ['strix halo', 'ryzen-ai-max-395', 1],
    ['m3 max 64gb', 'apple-m3-max-64gb', 1],
    ['M4MAX 64GB', 'apple-m4-max-64gb', 1],
    ['MacBook Pro M3 Max 64 GB', 'apple-m3-max-64gb', 1],
    ['mac 64gb', 'apple-m4-max-64gb', 1],
    ['mac studio m2 ultra 192gb', 'apple-m2-ultra-192gb', 1],
    ['a100 1g.5gb', 'a100-mig-1g-5gb', 1],
    ['h100 MIG 3g.40gb', 'h100-mig-3g-40gb', 1],
    ['t4', 't4', 1],
    ['colab', 't4', 1],
    ['Google Colab', 't4', 1],
    ['colab pro', 'a100-40gb-sxm', 1],
    ['kaggle', 't4', 2],
    ['kaggle p100', 'p100-16gb', 1],
    ['runpod a40', 'a40', 1],
    ['dgx h100', 'h100-sxm', 8],
    ['gpu:4090', 'rtx-4090', 1],
  ])('reads %s as %s, %i of it', (typed, id, count) => {
    const choice = parseDevice(typed);
    expect([choice.gpu.id, choice.count, choice.given]).toEqual([id, count, typed]);
  });

  it.each([
    [['48', '48gb', '48g', '48GiB', '48 GB', '48gb gpu'], 'rtx-6000-ada'],
    [['24', '24gb vram', '24576mib'], 'rtx-4090'],
    [['12'], 'rtx-3060-12gb'],
    [['16'], 'rtx-4080'],
    [['32'], 'rtx-5090'],
    [['40'], 'a100-40gb-sxm'],
    [['80'], 'a100-80gb-sxm'],
    [['96'], 'rtx-pro-6000-blackwell-ws'],
    [['141'], 'h200-sxm'],
    [['192'], 'mi300x'],
  ])('reads the sizes %j as the most common card of the label', (sizes, id) => {
    for (const size of sizes) expect(parseDevice(size)).toMatchObject({ gpu: { id }, count: 1, byLabel: true });
  });

  it('names the other cards of a label, among them those with less', () => {
    const { sameLabel } = parseDevice('48');
    expect(sameLabel.map((gpu) => gpu.id)).toEqual(expect.arrayContaining(['rtx-a6000', 'l40s', 'a40']));
    expect(deviceNotes(parseDevice('48')).join(' ')).toContain('L40S (44.4 GiB)');
    expect(deviceNotes(parseDevice('24')).join(' ')).toContain('L4 (22.2 GiB)');
  });

  it('names what else an ambiguous name may mean', () => {
    const ids = (typed: string) => parseDevice(typed).alternatives.map((gpu) => gpu.id);
    expect(ids('a100')).toContain('a100-40gb-sxm');
    expect(ids('m3 max')).toContain('apple-m3-max-64gb');
    expect(ids('4090')).toEqual([]);
    expect(deviceNotes(parseDevice('a100'))[0]).toContain('A100 40GB SXM');
  });

  it('takes a size between labels as a capacity, and says that it guesses', () => {
    const { gpu, byLabel, sameLabel } = parseDevice('2x 47gb');
    expect(gpu).toMatchObject({ name: '47 GB card', labelGb: 47, usableBasis: 'guessed' });
    expect(gpu.usableGib).toBeCloseTo(47 * 0.94);
    expect([byLabel, sameLabel]).toEqual([true, []]);
    expect(deviceNotes(parseDevice('47')).join(' ')).toContain('guess');
  });

  it('guesses what a rarer version of a card gives', () => {
    const { gpu } = parseDevice('3060 8gb');
    expect(gpu).toMatchObject({ name: 'RTX 3060 8GB', labelGb: 8, usableBasis: 'guessed' });
    expect(gpu.usableGib).toBeCloseTo(7.52);
  });

  it.each([
    ['0x4090', 'asks for 0 devices; 1 to 512'],
    ['1000x h100', 'asks for 1000 devices; 1 to 512'],
    ['h100 x 1000', 'asks for 1000 devices'],
    ['1000x 24gb', 'asks for 1000 devices'],
    ['rtx 4090 x0', 'asks for 0 devices'],
    ['3060 24gb', 'comes with 8 GB or 12 GB, not 24 GB'],
    ['m1 max 16gb', 'comes with 32 GB or 64 GB, not 16 GB'],
    ['gpu:0', 'from 1 to 512 GB'],
    ['0', 'from 1 to 512 GB'],
    ['5tb', 'from 1 to 512 GB'],
    ['600gb', 'from 1 to 512 GB'],
    ['-1', 'no known device'],
    ['', 'no known device'],
    ['rtx 4091', 'RTX 4090'],
    ['6000', 'no known device'],
    ['4090+3090', 'mixes devices'],
    ['tpu v5e', 'not a device Headroom models'],
    ['a'.repeat(5000), 'no known device'],
  ])('refuses %s in one sentence', (typed, says) => {
    const error = refusal(typed);
    expect(error.code).toBe('unknown-gpu');
    expect(error.message).toContain(says);
    expect(error.message.length).toBeLessThan(200);
  });

  it('multiplies the count by that of a place', () => {
    expect(parseDevice('2x kaggle').count).toBe(4);
    expect(refusal(`${MAX_COUNT}x dgx h100`).message).toContain('asks for 4096 devices');
  });

  it('finds every row by its id, its name and, unless several share it, its aliases', () => {
    for (const gpu of gpus) {
      for (const text of [gpu.id, gpu.name]) expect(parseDevice(text).gpu.id, text).toBe(gpu.id);
      for (const alias of gpu.aliases ?? []) {
        const { gpu: first, alternatives } = parseDevice(alias);
        expect([first.id, ...alternatives.map((other) => other.id)], alias).toContain(gpu.id);
      }
    }
  });
});

describe('suggestDevices', () => {
  it('offers the most common cards for nothing typed', () => {
    expect(suggestDevices('', 3).map(({ gpu }) => gpu.id)).toEqual(['rtx-4090', 'rtx-3090', 'rtx-3060-12gb']);
    expect(suggestDevices('', 25)).toHaveLength(25);
  });

  it('keeps the count, and every value parses to its device', () => {
    expect(suggestDevices('2x40', 1)[0]?.value).toMatch(/^2x /);
    for (const typed of ['', 'a1', '24', 'm3', 'rtx 40', 'h', '3x 48', 'mig']) {
      for (const { gpu, value } of suggestDevices(typed, 25)) expect(parseDevice(value).gpu.id, value).toBe(gpu.id);
    }
  });

  it('puts the card first that was typed, else the nearest', () => {
    expect(suggestDevices('4090', 1)[0]?.gpu.id).toBe('rtx-4090');
    expect(suggestDevices('l4', 1)[0]?.gpu.id).toBe('l4');
    expect(suggestDevices('rtx 4091', 25).map(({ gpu }) => gpu.id)).toContain('rtx-4090');
  });
});

describe('looksLikeDevice', () => {
  it.each(['2x3090', '4090', 'h100', '48gb', '48', '47gb', 'l4', 't4', 'a100-80gb', '0x4090', '5tb', 'colab', 'm3'])(
    'claims %s',
    (word) => expect(looksLikeDevice(word)).toBe(true),
  );

  it.each(
    '70b 8b 200b 4k 32k 2048 qlora lora full bf16 nf4 int8 8bit r16 7b 8x7b llama-3-8b gemma-4 phi-4 gpt-oss-20b 1e9 6000 -1 o1 yes'.split(
      ' ',
    ),
  )('leaves %s', (word) => expect(looksLikeDevice(word)).toBe(false));
});

const HOSTILE = ['1', 'x', ' ', '1x', 'a ', '9 ', 'mac ', '+', '1g.', 'dual ', '×'];

it.each(HOSTILE)('takes time in proportion to its input: %j', (part) => {
  const read = (length: number) => {
    const text = part.repeat(length).slice(0, length);
    looksLikeDevice(text);
    suggestDevices(text, 25);
    return refusalOrChoice(text);
  };
  expect(read(40)).toBeDefined();
  expect(growsAtMost(QUADRATIC, read, 1500)).toBe(true);
});

function refusalOrChoice(text: string): unknown {
  try {
    return parseDevice(text);
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return error;
  }
}
