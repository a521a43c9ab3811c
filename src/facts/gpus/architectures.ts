/** What all cards of an architecture share: their runtime and abilities. */
import type { GpuRow } from './row.ts';

/** What the rows of one architecture share; a row overrides what it does differently. */
type Architecture = Pick<
  GpuRow,
  | 'vendor'
  | 'runtime'
  | 'architecture'
  | 'computeCapability'
  | 'capabilities'
  | 'unified'
  | 'nvlinkGbS'
  | 'shaderFlops'
  | 'tensorRatios'
>;

const nvidia = { vendor: 'nvidia', runtime: 'cuda', unified: false, nvlinkGbS: null, shaderFlops: 2 } as const;
const amd = { vendor: 'amd', runtime: 'rocm', unified: false, nvlinkGbS: null, shaderFlops: 2 } as const;
const intel = {
  vendor: 'intel',
  runtime: 'xpu',
  computeCapability: null,
  unified: false,
  nvlinkGbS: null,
  shaderFlops: 2,
} as const;

/**
 * bf16 from 8.0, fp8 from 8.9; FlashAttention-2 from 8.0, AMD MI200 and later, RDNA 3 and 4 (its README); bitsandbytes
 * 4-bit from 6.0, AMD gfx908 and later, RDNA 2 to 4, Intel Arc, Metal, Gaudi in part (its README's table).
 */
const before8 = { bf16: false, flashAttention2: false, fp8: false, bitsandbytes4bit: true };
export const from80 = { bf16: true, flashAttention2: true, fp8: false, bitsandbytes4bit: true };
const from89 = { bf16: true, flashAttention2: true, fp8: true, bitsandbytes4bit: true };
const noFlash = { bf16: true, flashAttention2: false, fp8: false, bitsandbytes4bit: true };
const noFlashFp8 = { bf16: true, flashAttention2: false, fp8: true, bitsandbytes4bit: true };

/*
 * tensorRatios: GeForce parts with fp32 accumulation run at half the rate of workstation and data-centre parts of the same
 * silicon; Hopper and data-centre Blackwell run tensor cores at a lower clock than shaders (NVIDIA's architecture papers).
 */
export const pascal61 = {
  ...nvidia,
  architecture: 'Pascal',
  computeCapability: '6.1',
  capabilities: before8,
  tensorRatios: [],
} satisfies Architecture;
export const turing = {
  ...nvidia,
  architecture: 'Turing',
  computeCapability: '7.5',
  capabilities: before8,
  tensorRatios: [4, 8],
} satisfies Architecture;
/** The GTX 16 has Turing's shaders and none of its tensor cores. */
export const turing16 = { ...turing, tensorRatios: [2] } satisfies Architecture;
export const ampere86 = {
  ...nvidia,
  architecture: 'Ampere',
  computeCapability: '8.6',
  capabilities: from80,
  tensorRatios: [2, 4],
} satisfies Architecture;
export const ada = {
  ...nvidia,
  architecture: 'Ada',
  computeCapability: '8.9',
  capabilities: from89,
  tensorRatios: [2, 4],
} satisfies Architecture;
export const blackwell120 = {
  ...nvidia,
  architecture: 'Blackwell',
  computeCapability: '12.0',
  capabilities: from89,
  tensorRatios: [2, 4],
} satisfies Architecture;
export const pascal60 = {
  ...nvidia,
  architecture: 'Pascal',
  computeCapability: '6.0',
  capabilities: before8,
  tensorRatios: [2],
} satisfies Architecture;
export const volta = {
  ...nvidia,
  architecture: 'Volta',
  computeCapability: '7.0',
  capabilities: before8,
  tensorRatios: [8],
} satisfies Architecture;
export const ampere80 = {
  ...nvidia,
  architecture: 'Ampere',
  computeCapability: '8.0',
  capabilities: from80,
  tensorRatios: [16],
} satisfies Architecture;
export const hopper = {
  ...nvidia,
  architecture: 'Hopper',
  computeCapability: '9.0',
  capabilities: from89,
  tensorRatios: [14.77, 13.93],
} satisfies Architecture;
export const blackwell100 = {
  ...nvidia,
  architecture: 'Blackwell',
  computeCapability: '10.0',
  capabilities: from89,
  tensorRatios: [29.2, 30, 31.25],
} satisfies Architecture;
export const blackwellUltra = {
  ...nvidia,
  architecture: 'Blackwell Ultra',
  computeCapability: '10.3',
  capabilities: from89,
  tensorRatios: [30, 31.25],
} satisfies Architecture;
export const blackwell121 = {
  ...nvidia,
  architecture: 'Blackwell',
  computeCapability: '12.1',
  capabilities: from89,
  tensorRatios: [4],
} satisfies Architecture;
export const blackwell110 = {
  ...nvidia,
  architecture: 'Blackwell',
  computeCapability: '11.0',
  capabilities: from89,
  tensorRatios: [32],
} satisfies Architecture;
export const ampere87 = {
  ...nvidia,
  architecture: 'Ampere',
  computeCapability: '8.7',
  capabilities: from80,
  tensorRatios: [4],
} satisfies Architecture;
export const vega20 = {
  ...amd,
  architecture: 'Vega 20',
  computeCapability: 'gfx906',
  capabilities: { ...before8, bitsandbytes4bit: false },
  tensorRatios: [2],
} satisfies Architecture;
export const rdna2 = {
  ...amd,
  architecture: 'RDNA2',
  computeCapability: 'gfx1030',
  capabilities: before8,
  tensorRatios: [2],
} satisfies Architecture;
export const rdna3Gfx1101 = {
  ...amd,
  architecture: 'RDNA3',
  computeCapability: 'gfx1101',
  capabilities: from80,
  tensorRatios: [2],
  shaderFlops: 4,
} satisfies Architecture;
export const rdna3Gfx1100 = {
  ...amd,
  architecture: 'RDNA3',
  computeCapability: 'gfx1100',
  capabilities: from80,
  tensorRatios: [2],
  shaderFlops: 4,
} satisfies Architecture;
export const rdna4 = {
  ...amd,
  architecture: 'RDNA4',
  computeCapability: 'gfx1201',
  capabilities: from89,
  tensorRatios: [4],
  shaderFlops: 4,
} satisfies Architecture;
export const rdna35 = {
  ...amd,
  architecture: 'RDNA3.5',
  computeCapability: 'gfx1151',
  capabilities: from80,
  tensorRatios: [2],
  shaderFlops: 4,
} satisfies Architecture;
export const cdna = {
  ...amd,
  architecture: 'CDNA',
  computeCapability: 'gfx908',
  capabilities: noFlash,
  tensorRatios: [8],
} satisfies Architecture;
export const cdna2 = {
  ...amd,
  architecture: 'CDNA2',
  computeCapability: 'gfx90a',
  capabilities: from80,
  tensorRatios: [8],
} satisfies Architecture;
export const cdna3 = {
  ...amd,
  architecture: 'CDNA3',
  computeCapability: 'gfx942',
  capabilities: from89,
  tensorRatios: [8],
  shaderFlops: 4,
} satisfies Architecture;
export const cdna4 = {
  ...amd,
  architecture: 'CDNA4',
  computeCapability: 'gfx950',
  capabilities: from89,
  tensorRatios: [16],
  shaderFlops: 4,
} satisfies Architecture;
export const xeHpg = {
  ...intel,
  architecture: 'Xe-HPG',
  capabilities: noFlash,
  tensorRatios: [7],
} satisfies Architecture;
export const xe2 = {
  ...intel,
  architecture: 'Xe2',
  capabilities: noFlash,
  tensorRatios: [8, 8.5],
} satisfies Architecture;
export const gaudi = {
  ...intel,
  runtime: 'hpu',
  architecture: 'Gaudi',
  capabilities: noFlashFp8,
  tensorRatios: [],
} satisfies Architecture;
/** LLaMA-Factory and ms-swift train on it by torch_npu, with fused attention and without bitsandbytes (their documents on NPUs). */
export const ascend910b = {
  vendor: 'huawei',
  runtime: 'cann',
  architecture: 'Da Vinci',
  computeCapability: null,
  capabilities: { ...from80, bitsandbytes4bit: false },
  unified: false,
  nvlinkGbS: null,
  shaderFlops: 2,
  tensorRatios: [],
} satisfies Architecture;
export const appleGpu = {
  vendor: 'apple',
  runtime: 'metal',
  architecture: 'Apple GPU',
  computeCapability: null,
  capabilities: noFlash,
  unified: true,
  nvlinkGbS: null,
  shaderFlops: 2,
  tensorRatios: [],
} satisfies Architecture;
