/** What nvidia-smi, rocm-smi, xpu-smi, npu-smi and PyTorch call devices, pasted as it stands. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseDevice } from '../../../src/fit/device.ts';

const corpus = readFileSync(new URL('../../fixtures/driver-names.tsv', import.meta.url), 'utf8');
const names = corpus
  .trim()
  .split('\n')
  .map((line) => line.split('\t') as [string, string]);

it.each(names)('%s is %s', (name, id) => {
  expect(parseDevice(name).gpu.id).toBe(id);
});

it.each(names)('%s is read where spaces are hyphens and letters small', (name, id) => {
  // A slash and brackets stay what they are; a MIG profile has a point of its own.
  expect(parseDevice(name.toLowerCase().replaceAll(' ', '-')).gpu.id).toBe(id);
});
