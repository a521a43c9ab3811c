/** The framework's preset, and the switches that a row's words set otherwise. */
import type { FrameworkId, FrameworkSwitches } from '../../../src/facts/frameworks.ts';
import { wordsOf, type Row } from '../rows.ts';

const RULES: readonly (readonly [RegExp, FrameworkId])[] = [
  [/unsloth/, 'unsloth'],
  [/axolotl/, 'axolotl'],
  [/llama-?factory/, 'llama-factory'],
  [/swift/, 'ms-swift'],
  [/torchtune|fsdp_qlora|torchao/, 'torchtune'],
  // Runs with a recipe of 2026, of whose linears the table speaks; the others are of 2024 and 2025.
  [/titan.*linears\)/, 'torchtitan'],
  [/titan|prime-rl/, 'torchtitan-2025'],
  [/litgpt/, 'litgpt'],
  [/trl (\w+trainer )?[1-9]|trl>=1/, 'trl'],
  [/trl|sfttrainer/, 'trl-2024'],
];

/** The first rule whose words the row's framework has; the plain trainer of transformers otherwise. */
export function frameworkOf(row: Row): FrameworkId {
  const words = wordsOf(row.framework);
  return RULES.find(([pattern]) => pattern.test(words))?.[1] ?? 'transformers';
}

/** Switches that the row states: kernels by name, k-bit preparation, experts. The preset decides the others. */
export function switchesOf(row: Row): FrameworkSwitches {
  return {
    keepsLogits: keepsLogits(row),
    fusedKernels: fusedKernels(row),
    fusedMlp: fusedMlp(row),
    reentrant: reentrant(row),
    upcastsQuantizedBase: upcasts(row),
    quantizesExperts: quantizesExperts(row),
  };
}

/** Liger and foak replace norms, rotary embedding and the gated MLP. */
function fusedKernels(row: Row): true | undefined {
  const plugins = JSON.stringify(row.secondary?.['plugins'] ?? '');
  return /foak|liger/.test(wordsOf(row.framework, plugins)) ? true : undefined;
}

/**
 * foak replaces the MLP only where LoRA is on all of its linears, and none of its rows' recipes has it there
 * (fms_acceleration_foak/models/mistral.py at 05cdbe66).
 */
function fusedMlp(row: Row): false | undefined {
  return /foak/.test(wordsOf(row.framework, JSON.stringify(row.secondary?.['plugins'] ?? ''))) ? false : undefined;
}

/** transformers' Trainer asked for reentrant checkpoints until version 5. */
function reentrant(row: Row): true | undefined {
  return /transformers 4\.|torch 2\.[0-5]\b/.test(wordsOf(row.framework)) &&
    !/titan|tune|litgpt/.test(wordsOf(row.framework))
    ? true
    : undefined;
}

/** The accelerated-peft plugins skip PEFT's k-bit preparation; GPTQ layers go without it too, as does pure 16 bit. */
function upcasts(row: Row): boolean | undefined {
  const words = wordsOf(row.framework, row.quantization, row.compute_dtype);
  if (/no fp32 upcast|accelerated-peft|fms-acceleration(?!.*baseline)|gptq|pure/.test(words)) return false;
  return /baseline-peft/.test(words) ? true : undefined;
}

function quantizesExperts(row: Row): true | undefined {
  const words = wordsOf(row.quantization, row.model);
  return row.secondary?.['quantize_moe_experts'] === true || /experts|linearized/.test(words) ? true : undefined;
}

/** Versions of before the end of 2024: transformers 4.45 and what went with it. */
function keepsLogits(row: Row): true | undefined {
  return /torch 2\.[0-4]\b|transformers 4\.([0-3]\d|4[0-5])\b/.test(wordsOf(row.framework)) ? true : undefined;
}
