import { describe, expect, it } from 'vitest';
import { gpuById, gpus, gpuSources, gpusOfLabel, usableBytes } from '../../../src/facts/gpus.ts';
import { commonest, rarer } from '../../../src/facts/gpus/commonest.ts';
import { MACHINES } from '../../../src/facts/machines.ts';
import type { GpuFacts } from '../../../src/facts/gpus.ts';
import { CARD_PRICES, UNPRICED } from '../../../src/facts/prices/cards.ts';

describe('the hardware catalogue', () => {
  it('has one row an id and one an unambiguous name', () => {
    expect(new Set(gpus.map((gpu) => gpu.id)).size).toBe(gpus.length);
    const names = gpus.map((gpu) => gpu.name);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });

  // PyTorch's own totals, except where the driver's (in MiB) less the usual loss is the best there is.
  it.each([
    ['rtx-4090', 24564, 23.64, 'measured'],
    ['rtx-3060-12gb', 12288, 11.76, 'measured'],
    ['rtx-5090', 32607, 31.36, 'measured'],
    ['l40s', 46068, 44.39, 'measured'],
    ['l4', 23034, 22.16, 'measured'],
    ['t4', 15360, 14.74, 'measured'],
    ['rtx-a6000', 49140, 47.5, 'measured'],
    ['a100-40gb-sxm', 40960, 39.56, 'measured'],
    ['a100-80gb-sxm', 81920, 79.32, 'measured'],
    ['h100-sxm', 81559, 79.1, 'measured'],
    ['h200-sxm', 143771, 139.8, 'measured'],
    ['rtx-3090', 24576, 23.69, 'estimated'],
    ['rx-7900-xtx', 24560, 23.98, 'measured'],
    ['gaudi3', null, 120.32, 'guessed'],
    ['dgx-spark', null, 112, 'estimated'],
    ['mi250x-gcd', 65520, 63.98, 'measured'],
    ['mi355x', null, 287.98, 'measured'],
    ['gb200', 189471, 184.31, 'measured'],
    ['ascend-910b', null, 61.27, 'measured'],
    ['apple-m1-16gb', null, 10.67, 'estimated'],
    ['apple-m3-max-64gb', null, 48, 'estimated'],
  ])('%s: the driver says %s MiB, %f GiB are usable (%s)', (id, driverTotalMib, usableGib, usableBasis) => {
    const gpu = gpuById(id);
    expect(gpu).toMatchObject({ driverTotalMib, usableBasis });
    expect(gpu?.usableGib).toBeCloseTo(usableGib, 2);
  });

  it('lets nobody use the whole label, nor more than the driver has', () => {
    for (const gpu of gpus) {
      expect(gpu.usableGib, gpu.id).toBeGreaterThan(gpu.labelGb * 0.6);
      expect(gpu.usableGib, gpu.id).toBeLessThan(gpu.labelGb);
      if (gpu.driverTotalMib !== null) expect(gpu.usableGib, gpu.id).toBeLessThanOrEqual(gpu.driverTotalMib / 1024);
    }
  });

  it('gives abilities by generation: bf16 and FlashAttention-2 from Ampere, fp8 from Ada', () => {
    for (const gpu of gpus.filter((row) => row.runtime === 'cuda')) {
      const generation = Number(gpu.computeCapability);
      expect(gpu.capabilities.bf16, gpu.id).toBe(generation >= 8);
      expect(gpu.capabilities.flashAttention2, gpu.id).toBe(generation >= 8);
      expect(gpu.capabilities.fp8, gpu.id).toBe(generation >= 8.9);
      expect(gpu.tflops.bf16 === null || gpu.capabilities.bf16, gpu.id).toBe(true);
    }
  });

  it('sets no dense rate above what tensor cores do per shader flop', () => {
    for (const gpu of gpus) {
      const { bf16, fp32, bf16Measured } = gpu.tflops;
      if (bf16 !== null && fp32 !== null) expect(bf16 / fp32, gpu.id).toBeLessThanOrEqual(33);
      if (bf16 !== null && bf16Measured !== undefined) expect(bf16Measured, gpu.id).toBeLessThan(bf16);
    }
  });

  it('names a source for every row, and uses every source', () => {
    const used = new Set(gpus.flatMap((gpu) => gpu.sources));
    expect(gpus.filter((gpu) => gpu.sources.length === 0)).toEqual([]);
    expect([...used].toSorted()).toEqual(Object.keys(gpuSources).toSorted());
  });

  it('ranks and places only devices it has', () => {
    const ids = [...commonest, ...MACHINES.flatMap(({ gpu, also = [] }) => [gpu, ...also])];
    expect(ids.filter((id) => gpuById(id) === undefined)).toEqual([]);
    expect(new Set(commonest).size).toBe(commonest.length);
  });

  it('offers no MIG slice for a plain size', () => {
    expect(gpusOfLabel(40).map((gpu) => gpu.id)).toEqual(['a100-40gb-sxm', 'a100-40gb-pcie']);
  });

  it('counts in bytes', () => {
    expect(usableBytes({ usableGib: 1.5 })).toBe(1.5 * 1024 ** 3);
  });
});

/** How far two figures of one thing are apart, as a share. */
function apart(a: number, b: number): number {
  return Math.abs(a / b - 1);
}

/** The whole cards: no slices, no computers whose memory is the system's. */
const cards = gpus.filter(({ category }) => category !== 'mig' && category !== 'apple' && category !== 'unified');

/** Cards whose tensor cores are cut down on their own, for export. */
const CUT_DOWN = ['h20'];
/** Runtimes that report to PyTorch all that the driver has. */
const WHOLE: readonly GpuFacts['runtime'][] = ['rocm', 'xpu'];
/** Devices whose figures nobody read anywhere. */
const MOST_REMEMBERED = 16;
/** Sources round fp32 rates to a teraflop, bandwidths to a tenth of a terabyte, Apple both to two figures. */
const ROUNDED = 0.018;
const ROUNDED_BY_APPLE = 0.03;

describe('figures of a device prove each other', () => {
  it('bandwidth: data lines × rate of each', () => {
    for (const { id, bandwidthGbS, memoryBus, category } of gpus.filter((gpu) => gpu.category !== 'mig')) {
      if (bandwidthGbS === null || memoryBus === null) throw new Error(`${id} does not say its bus`);
      const rounded = category === 'apple' ? ROUNDED_BY_APPLE : ROUNDED;
      expect(apart((memoryBus.bits * memoryBus.gbps) / 8, bandwidthGbS), id).toBeLessThan(rounded);
    }
  });

  it('memory: chips of 1, 1.5, 2, 3 GB or a pair of them on each 32 lines; stacks of 4 to 36 GB on each 1,024', () => {
    const chips = [0.5, 1, 1.5, 2, 3, 4, 6];
    const stacks = [4, 8, 16, 24, 36];
    for (const { id, labelGb, alsoSoldAsGb = [], memoryBus } of cards) {
      const bits = memoryBus?.bits ?? 0;
      const [unit, sizes, spare] = bits >= 1024 ? ([1024, stacks, 0.93] as const) : ([32, chips, 1] as const);
      const fits = [labelGb, ...alsoSoldAsGb].some((gb) =>
        sizes.some((size) => gb <= size * (bits / unit) && gb >= spare * size * (bits / unit)),
      );
      expect(fits, `${id}: ${labelGb} GB on ${bits} lines`).toBe(true);
    }
  });

  it('fp32: shaders × flops a clock × boost clock', () => {
    for (const { id, tflops, shaders, shaderFlops } of gpus) {
      if (shaders === null || tflops.fp32 === null) continue;
      expect(apart((shaderFlops * shaders.count * shaders.boostMhz) / 1e6, tflops.fp32), id).toBeLessThan(ROUNDED);
    }
    const unclocked = cards
      .filter(({ shaders, runtime }) => shaders === null && runtime !== 'hpu' && runtime !== 'cann')
      .map(({ id }) => id);
    expect(unclocked.toSorted()).toEqual(['a10g', 'b100', 'gb200', 'gb300', 'h20', 'rtx-pro-6000-blackwell-server']);
  });

  it('tensor rates: a grade of the architecture, or none; fp8 twice as fast', () => {
    for (const { id, tflops, tensorRatios } of cards) {
      const tensor = Math.max(tflops.bf16 ?? 0, tflops.fp16 ?? 0);
      if (tensor === 0 || tflops.fp32 === null || CUT_DOWN.includes(id)) continue;
      const nearest = Math.min(...tensorRatios.map((ratio) => apart(tensor / tflops.fp32!, ratio)));
      expect(nearest, `${id}: ${tensor / tflops.fp32}`).toBeLessThan(0.02);
      if (tflops.fp8 !== null) expect(apart(tflops.fp8, 2 * tensor), id).toBeLessThan(ROUNDED);
    }
  });

  it("driver's total: the label, or the label less ECC; usable: that less 0.1 to 1.2 GiB", () => {
    for (const { id, labelGb, alsoSoldAsGb = [], driverTotalMib, usableGib, runtime } of cards) {
      if (driverTotalMib === null) continue;
      const total = driverTotalMib / 1024;
      const shares = [labelGb, ...alsoSoldAsGb].map((gb) => total / gb);
      expect(
        shares.some((share) => (share > 0.993 && share <= 1) || (share > 0.93 && share < 0.94)),
        `${id}: ${shares.join(' ')}`,
      ).toBe(true);
      expect(total - usableGib, id).toBeGreaterThan(WHOLE.includes(runtime) ? -0.01 : 0.09);
      expect(total - usableGib, id).toBeLessThan(1.2);
    }
  });

  it('a guess is the label less 6 %, and says so', () => {
    for (const { id, labelGb, usableGib, usableBasis, driverTotalMib } of cards) {
      expect(usableBasis === 'guessed', id).toBe(apart(usableGib, 0.94 * labelGb) < 1e-9 && driverTotalMib === null);
    }
  });

  it('a MIG slice has its shares of a card that has a row', () => {
    for (const { id, slice, tflops, bandwidthGbS, labelGb, usableGib } of gpus.filter(
      ({ category }) => category === 'mig',
    )) {
      const whole: GpuFacts | undefined = slice && gpuById(slice.of);
      if (!slice || !whole) throw new Error(`${id} is a slice of nothing`);
      const share = ([part, of]: readonly [number, number]) => part / of;
      expect(apart(bandwidthGbS!, share(slice.memory) * whole.bandwidthGbS!), id).toBeLessThan(ROUNDED);
      for (const rate of ['bf16', 'fp32', 'fp8'] as const) {
        if (whole.tflops[rate] === null) expect(tflops[rate], id).toBe(null);
        else expect(apart(tflops[rate]!, share(slice.compute) * whole.tflops[rate]), id).toBeLessThan(ROUNDED);
      }
      expect(usableGib, id).toBeLessThanOrEqual(share(slice.memory) * whole.usableGib + 0.5);
      expect(apart(labelGb, share(slice.memory) * whole.labelGb), id).toBeLessThan(0.13);
    }
  });
});

describe('a device is in every list, or named as one that is not', () => {
  const whole = gpus.filter(({ category }) => category !== 'mig').map(({ id }) => id);

  it('of how common it is', () => {
    expect([...commonest, ...rarer].toSorted()).toEqual(whole.toSorted());
  });

  it('of launch prices, computers of Apple apart', () => {
    const priced = gpus.filter(({ category }) => category !== 'mig' && category !== 'apple').map(({ id }) => id);
    expect([...Object.keys(CARD_PRICES), ...UNPRICED].toSorted()).toEqual(priced.toSorted());
  });
});

it('rests on general knowledge alone for a few devices, and never for more of them', () => {
  const remembered = gpus.filter(({ sources }) => sources.every((source) => source === 'vendor'));
  expect(remembered.length).toBeLessThanOrEqual(MOST_REMEMBERED);
});
