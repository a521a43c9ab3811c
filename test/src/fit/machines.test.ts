/** Machines that people name in place of a card: rented instance types, notebooks, boards. */
import { describe, expect, it } from 'vitest';
import { parseDevice } from '../../../src/fit/device.ts';
import { MACHINES } from '../../../src/facts/machines.ts';
import { SNAPSHOT } from '../../../src/facts/prices/snapshot.ts';

/** What catalogues write in place of a type where there is none. */
const NO_NAME = ['8x', '1x', 'serverless flex'];
/** Names of a card of which their provider rents another version than most people have. */
const OTHER_CARD: Readonly<Record<string, string>> = {
  A100: 'a100-40gb-sxm',
  'rtx-pro-6000': 'rtx-pro-6000-blackwell-server',
};

/** One provider's name for what it rents. */
function listed(providers: readonly string[]) {
  const rows = SNAPSHOT.filter(([provider, , , instance]) => instance !== null && providers.includes(provider));
  return [
    ...new Map(
      rows.map(([, gpu, count, instance]) => [instance ?? '', [instance ?? '', gpu, count] as const]),
    ).values(),
  ];
}

const BY_TYPE = 'aws gcp azure lambda nebius oci hyperstack verda digitalocean vultr latitude'.split(' ');

describe('instance types of the price snapshot', () => {
  it.each(listed(BY_TYPE))('%s is %s, %d of it', (instance, gpu, count) => {
    expect(parseDevice(instance)).toMatchObject({ gpu: { id: gpu }, count });
    expect(parseDevice(instance.toUpperCase())).toMatchObject({ gpu: { id: gpu }, count });
  });

  it.each(
    listed(['huggingface-jobs', 'vast', 'runpod', 'jarvislabs', 'paperspace', 'scaleway', 'coreweave']).filter(
      ([instance]) => !NO_NAME.includes(instance) && !Object.hasOwn(OTHER_CARD, instance.replace(/x\d+$/, '')),
    ),
  )('%s is %s, %d of it', (instance, gpu, count) => {
    const read = parseDevice(instance);
    expect([read.gpu, ...read.alternatives].map(({ id }) => id)).toContain(gpu);
    expect(read.count).toBe(count);
  });

  it.each([
    ['ml.g5.12xlarge', 'a10g', 4],
    ['NC24ads A100 v4', 'a100-80gb-pcie', 1],
    ['standard_nd96isr_h100_v5', 'h100-sxm', 8],
    ['2x p4d.24xlarge', 'a100-40gb-sxm', 16],
    ['a3-mega', 'h100-sxm', 8],
    ['dgx h100', 'h100-sxm', 8],
    // Modal, Lightning, RunPod.
    ['H100:8', 'h100-sxm', 8],
    ['A100-80GB:4', 'a100-80gb-sxm', 4],
    ['T4_X_4', 't4', 4],
    ['L40S_X_8', 'l40s', 8],
    ['NVIDIA A100 80GB PCIe', 'a100-80gb-pcie', 1],
    ['mi250x', 'mi250x-gcd', 2],
    ['4x mi250x', 'mi250x-gcd', 8],
  ])('%s is %s, %d of it', (typed, gpu, count) => {
    expect(parseDevice(typed)).toMatchObject({ gpu: { id: gpu }, count });
  });
});

describe('a machine', () => {
  it.each([
    ['g5.xlarge', 16, 250],
    ['p5.48xlarge', 2048, 30_720],
    ['gpu-h100-sxm_8gpu-128vcpu-1600gb', 1600, null],
    ['a2-ultragpu-1g', 170, 375],
    ['t4-small', 15, 50],
    ['kaggle', 29, 73],
  ])('%s has %d GiB of memory and %s GB of disk', (typed, ramGib, diskGb) => {
    expect(parseDevice(typed).machine?.host).toEqual({ ramGib, diskGb });
  });

  it.each([
    ['colab', 12, null],
    ['kaggle', 12, 30],
    ['kaggle p100', 12, 30],
  ])('%s costs nothing for %d hours a session and %s a week', (typed, perSession, perWeek) => {
    expect(parseDevice(typed).machine?.free).toEqual({ perSession, perWeek });
  });

  it('that is rented is not free, and a card is no machine', () => {
    expect(parseDevice('colab pro').machine?.free).toBeUndefined();
    expect(parseDevice('g5.xlarge').machine?.free).toBeUndefined();
    expect(parseDevice('rtx 4090').machine).toBeNull();
  });

  it('is known with its memory, where its provider publishes it', () => {
    const without = MACHINES.filter(({ host, names }) => !host && SNAPSHOT.some((row) => row[3] === names[0]));
    expect(without.length).toBeLessThanOrEqual(UNKNOWN_HOSTS);
  });
});

/** Types of clouds whose documents were not at hand: Verda, Hyperstack, DigitalOcean, and a few of Azure, Lambda and Vultr. */
const UNKNOWN_HOSTS = 51;
