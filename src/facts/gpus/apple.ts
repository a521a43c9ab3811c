/**
 * Apple silicon: a chip, the memory it is sold with, its bandwidth and fp32 rate (the peak to reckon with).
 * The smaller Max parts have a narrower bus and fewer cores: 30 of 40 on the M3 Max, 32 of 40 on the M4 and M5 Max.
 */
import { appleGpu } from './architectures.ts';
import type { GpuRow } from './row.ts';

const chips = [
  { chip: 'M1', memoryGb: [8, 16], bandwidthGbS: 68, bits: 128, gbps: 4.266, fp32: 2.6, year: 2020 },
  { chip: 'M1 Pro', memoryGb: [16, 32], bandwidthGbS: 200, bits: 256, gbps: 6.4, fp32: 5.2, year: 2021 },
  { chip: 'M1 Max', memoryGb: [32, 64], bandwidthGbS: 400, bits: 512, gbps: 6.4, fp32: 10.4, year: 2021 },
  { chip: 'M1 Ultra', memoryGb: [64, 128], bandwidthGbS: 800, bits: 1024, gbps: 6.4, fp32: 21.0, year: 2022 },
  { chip: 'M2', memoryGb: [8, 16, 24], bandwidthGbS: 100, bits: 128, gbps: 6.4, fp32: 3.6, year: 2022 },
  { chip: 'M2 Pro', memoryGb: [16, 32], bandwidthGbS: 200, bits: 256, gbps: 6.4, fp32: 6.8, year: 2023 },
  { chip: 'M2 Max', memoryGb: [32, 64, 96], bandwidthGbS: 400, bits: 512, gbps: 6.4, fp32: 13.5, year: 2023 },
  { chip: 'M2 Ultra', memoryGb: [64, 128, 192], bandwidthGbS: 800, bits: 1024, gbps: 6.4, fp32: 27.2, year: 2023 },
  { chip: 'M3', memoryGb: [8, 16, 24], bandwidthGbS: 100, bits: 128, gbps: 6.4, fp32: 4.1, year: 2023 },
  { chip: 'M3 Pro', memoryGb: [18, 36], bandwidthGbS: 150, bits: 192, gbps: 6.4, fp32: 7.4, year: 2023 },
  { chip: 'M3 Max', memoryGb: [36, 96], bandwidthGbS: 300, bits: 384, gbps: 6.4, fp32: 10.7, year: 2023 },
  { chip: 'M3 Max', memoryGb: [48, 64, 128], bandwidthGbS: 400, bits: 512, gbps: 6.4, fp32: 14.2, year: 2023 },
  { chip: 'M3 Ultra', memoryGb: [96, 256, 512], bandwidthGbS: 819, bits: 1024, gbps: 6.4, fp32: 28.4, year: 2025 },
  { chip: 'M4', memoryGb: [16, 24, 32], bandwidthGbS: 120, bits: 128, gbps: 7.5, fp32: 4.6, year: 2024 },
  { chip: 'M4 Pro', memoryGb: [24, 48, 64], bandwidthGbS: 273, bits: 256, gbps: 8.533, fp32: 9.2, year: 2024 },
  { chip: 'M4 Max', memoryGb: [36], bandwidthGbS: 410, bits: 384, gbps: 8.533, fp32: 14.7, year: 2024 },
  { chip: 'M4 Max', memoryGb: [48, 64, 128], bandwidthGbS: 546, bits: 512, gbps: 8.533, fp32: 18.4, year: 2024 },
  { chip: 'M5', memoryGb: [16, 24, 32], bandwidthGbS: 153.6, bits: 128, gbps: 9.6, fp32: 5.7, year: 2025 },
  { chip: 'M5 Pro', memoryGb: [24, 48, 64], bandwidthGbS: 307, bits: 256, gbps: 9.6, fp32: 11.4, year: 2026 },
  { chip: 'M5 Max', memoryGb: [36], bandwidthGbS: 460, bits: 384, gbps: 9.6, fp32: 18.2, year: 2026 },
  { chip: 'M5 Max', memoryGb: [48, 64, 128], bandwidthGbS: 614, bits: 512, gbps: 9.6, fp32: 22.8, year: 2026 },
] as const satisfies readonly {
  chip: string;
  memoryGb: readonly number[];
  bandwidthGbS: number;
  bits: number;
  gbps: number;
  fp32: number;
  year: number;
}[];

/** Metal's default working-set limit (llama.cpp logs); newer macOS gives 16 GB machines 74 %. */
const workingSet = (gb: number): number => gb * (gb <= 32 ? 2 / 3 : 3 / 4);

export const apple: readonly GpuRow[] = chips.flatMap(({ chip, memoryGb, bandwidthGbS, bits, gbps, fp32, year }) =>
  memoryGb.map((gb) => ({
    ...appleGpu,
    id: `apple-${chip.toLowerCase().replace(' ', '-')}-${gb}gb`,
    name: `Apple ${chip} ${gb}GB`,
    category: 'apple',
    labelGb: gb,
    driverTotalMib: null,
    driverTotalObserved: false,
    usableGib: workingSet(gb),
    usableBasis: 'estimated',
    bandwidthGbS,
    memoryBus: { bits, gbps },
    shaders: null,
    tflops: { bf16: null, fp16: null, fp32, fp8: null },
    tdpW: null,
    year,
    notes: "Usable is Metal's default working-set limit; sysctl iogpu.wired_limit_mb raises it.",
    sources: ['llmfit', 'huggingface'],
  })),
);
