/** Charts of every kind with figures like those of real answers, for looking at and for timing. */
import type { ChartSegment, ChartSpec } from '../../src/ports.ts';
import { GIB } from '../../src/units.ts';

const NAMES = {
  weights: 'Base model weights',
  'lora-weights': 'LoRA weights',
  gradients: 'Gradients',
  'optimizer-states': 'Optimizer states',
  activations: 'Activations',
  block: 'Block in flight',
  logits: 'Logits and loss',
  workspace: 'Workspace',
  runtime: 'CUDA context',
  fragmentation: 'Fragmentation',
} as const;

type Amounts = Partial<Record<keyof typeof NAMES, number>>;

function segmentsOf(gib: Amounts): readonly ChartSegment[] {
  return Object.entries(gib).map(([id, amount]) => ({
    id,
    label: NAMES[id as keyof typeof NAMES],
    bytes: amount * GIB,
  }));
}

const usable = (name: string, gib: number) => ({ label: `${name}: ${gib} GiB usable`, bytes: gib * GIB });

const QLORA = segmentsOf({
  weights: 36.8,
  'lora-weights': 0.77,
  gradients: 0.77,
  'optimizer-states': 1.54,
  activations: 2.52,
  block: 0.44,
  logits: 0.4,
  workspace: 0.44,
  runtime: 0.6,
  fragmentation: 0.9,
});
const FULL = segmentsOf({
  weights: 14.96,
  gradients: 14.96,
  'optimizer-states': 59.8,
  activations: 4.1,
  block: 1.6,
  logits: 2.9,
  runtime: 0.6,
  fragmentation: 2,
});
const SMALL = segmentsOf({
  weights: 5.2,
  'lora-weights': 0.16,
  gradients: 0.16,
  'optimizer-states': 0.3,
  activations: 1.3,
  logits: 0.5,
  runtime: 0.6,
});

const STEP = ['Load', 'Forward', 'Loss', 'Backward', 'Optimizer step'] as const;
const STEP_AMOUNTS: readonly Amounts[] = [
  { weights: 36.8, 'lora-weights': 0.77, runtime: 0.6, fragmentation: 0.9 },
  {
    weights: 36.8,
    'lora-weights': 0.77,
    'optimizer-states': 1.54,
    activations: 2.5,
    block: 1.4,
    runtime: 0.6,
    fragmentation: 0.9,
  },
  {
    weights: 36.8,
    'lora-weights': 0.77,
    'optimizer-states': 1.54,
    activations: 2.5,
    logits: 3.1,
    runtime: 0.6,
    fragmentation: 0.9,
  },
  {
    weights: 36.8,
    'lora-weights': 0.77,
    gradients: 0.77,
    'optimizer-states': 1.54,
    activations: 2.5,
    block: 2.9,
    workspace: 0.5,
    runtime: 0.6,
    fragmentation: 0.9,
  },
  {
    weights: 36.8,
    'lora-weights': 0.77,
    gradients: 0.77,
    'optimizer-states': 1.54,
    workspace: 1.2,
    runtime: 0.6,
    fragmentation: 0.9,
  },
];
const FULL_STEP: readonly Amounts[] = [
  { weights: 14.96, runtime: 0.6 },
  { weights: 14.96, 'optimizer-states': 29.9, activations: 8.1, runtime: 0.6 },
  { weights: 14.96, 'optimizer-states': 29.9, activations: 8.1, logits: 12.9, runtime: 0.6 },
  { weights: 14.96, 'optimizer-states': 29.9, gradients: 14.96, activations: 8.1, block: 2.4, runtime: 0.6 },
  { weights: 14.96, 'optimizer-states': 29.9, gradients: 14.96, workspace: 3, runtime: 0.6 },
];

function ramp(base: number, perToken: number): readonly { tokens: number; bytes: number }[] {
  return [512, 1024, 2048, 4096, 8192, 16384, 32768].map((tokens) => ({
    tokens,
    bytes: (base + perToken * tokens) * GIB,
  }));
}

const range = (low: number, high: number) => ({ lowBytes: low * GIB, highBytes: high * GIB });

export const SAMPLES = {
  'memory-fits': {
    kind: 'memory',
    alt: 'fits',
    title: 'Llama 3.3 70B · QLoRA · RTX 6000 Ada',
    segments: QLORA,
    range: range(42.9, 47.1),
    capacity: usable('RTX 6000 Ada', 47.4),
  },
  'memory-tight': {
    kind: 'memory',
    alt: 'tight',
    title: 'Llama 3.3 70B · QLoRA · A40',
    segments: QLORA,
    range: range(43.1, 47.9),
    capacity: usable('A40', 45.9),
  },
  'memory-no': {
    kind: 'memory',
    alt: 'no',
    title: 'Llama 3.1 8B · full · RTX 4090',
    segments: FULL,
    range: range(95.2, 109.1),
    capacity: usable('RTX 4090', 23.6),
  },
  'memory-small': {
    kind: 'memory',
    alt: 'small',
    title: 'Llama 3.1 8B · QLoRA · H100 80GB',
    segments: SMALL,
    range: range(7.2, 9.9),
    capacity: usable('H100 80GB', 79.2),
  },
  'memory-open': {
    kind: 'memory',
    alt: 'open',
    title: '千问 Qwen3 🚀 32B with a very long name that does not end before the edge · LoRA',
    segments: FULL,
    range: range(95.2, 109.1),
    capacity: undefined,
  },
  'phases-qlora': {
    kind: 'phases',
    alt: 'phases',
    title: 'One step of Llama 3.3 70B · QLoRA',
    phases: STEP.map((label, i) => ({ label, segments: segmentsOf(STEP_AMOUNTS[i] ?? {}) })),
    capacity: usable('RTX 6000 Ada', 47.4),
  },
  'phases-full': {
    kind: 'phases',
    alt: 'phases',
    title: 'One step of Llama 3.1 8B · full',
    phases: STEP.map((label, i) => ({ label, segments: segmentsOf(FULL_STEP[i] ?? {}) })),
    capacity: usable('A40', 45.9),
  },
  'compare-methods': {
    kind: 'comparison',
    alt: 'methods',
    title: 'Llama 3.1 8B by method',
    rows: [
      { label: 'QLoRA', segments: SMALL, highBytes: 9.9 * GIB },
      {
        label: 'LoRA',
        segments: segmentsOf({
          weights: 14.96,
          'lora-weights': 0.16,
          gradients: 0.16,
          'optimizer-states': 0.3,
          activations: 3.3,
          logits: 1.5,
          runtime: 0.6,
        }),
        highBytes: 24.9 * GIB,
      },
      { label: 'Full', segments: FULL, highBytes: 109.1 * GIB },
    ],
    capacity: usable('RTX 4090', 23.6),
  },
  'compare-gpus': {
    kind: 'comparison',
    alt: 'gpus',
    title: 'Llama 3.3 70B · QLoRA by card',
    rows: [
      ['RTX 4090', 23.6],
      ['RTX 6000 Ada', 47.4],
      ['A40', 45.9],
      ['H100 80GB SXM5 with a long name', 79.2],
      ['H200', 139.8],
    ].map(([label, gib]) => ({
      label: String(label),
      segments: QLORA,
      highBytes: 47.1 * GIB,
      capacityBytes: Number(gib) * GIB,
    })),
    capacity: undefined,
  },
  cost: {
    kind: 'cost',
    alt: 'cost',
    title: 'Llama 3.1 8B · LoRA · 10M tokens',
    points: [
      { label: 'RTX 4090', hours: 5.1, dollars: 2.1, remark: 'cheapest' },
      { label: 'L40S', hours: 3.9, dollars: 3.9 },
      { label: 'RTX 6000 Ada', hours: 3.7, dollars: 3.6 },
      { label: 'A100 80GB', hours: 2.9, dollars: 4.6 },
      { label: 'H100 SXM', hours: 1.3, dollars: 3.7 },
      { label: 'H200', hours: 1.15, dollars: 4.2 },
      { label: '8× H100 SXM', hours: 0.22, dollars: 5.4, remark: 'fastest' },
      { label: 'A10', hours: 8.8, dollars: 6.3 },
    ],
  },
  'cost-narrow': {
    kind: 'cost',
    alt: 'cost',
    title: 'Llama 3.1 8B · LoRA · 10M tokens',
    points: [
      { label: 'A100 80GB', hours: 29, dollars: 46, remark: 'cheapest' },
      { label: 'H100 SXM', hours: 13, dollars: 57 },
      { label: 'H200', hours: 12.5, dollars: 58 },
      { label: 'B200', hours: 6, dollars: 66, remark: 'fastest' },
    ],
  },
  sequence: {
    kind: 'sequence',
    alt: 'sequence',
    title: 'Llama 3.1 8B: memory against sequence length',
    curves: [
      { label: 'QLoRA', points: ramp(7, 0.0012) },
      { label: 'LoRA', points: ramp(17, 0.0014) },
      { label: 'LoRA, no checkpointing', points: ramp(17, 0.006) },
    ],
    cards: [
      { label: 'RTX 4090', bytes: 23.6 * GIB },
      { label: 'RTX 6000 Ada', bytes: 47.4 * GIB },
      { label: 'H100 80GB', bytes: 79.2 * GIB },
    ],
  },
} as const satisfies Record<string, ChartSpec>;
