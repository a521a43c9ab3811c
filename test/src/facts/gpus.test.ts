import { describe, expect, it } from 'vitest';
import { gpuById, gpus, gpuSources, gpusOfLabel, usableBytes } from '../../../src/facts/gpus.ts';
import { commonest } from '../../../src/facts/gpus/commonest.ts';
import { places } from '../../../src/facts/gpus/places.ts';

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
    ['rx-7900-xtx', 24560, 23.68, 'estimated'],
    ['gaudi3', null, 120.32, 'guessed'],
    ['dgx-spark', null, 112, 'guessed'],
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
    const ids = [...commonest, ...places.flatMap((place) => [place.gpu, ...('also' in place ? place.also : [])])];
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
