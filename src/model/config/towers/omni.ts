/**
 * Qwen's Omni models: a thinker that sees and hears, which is what trainers load, and a talker with a vocoder beside it. Source:
 * huggingface/transformers 5.18.0, src/transformers/models/qwen2_5_omni/modeling_qwen2_5_omni.py.
 */
import type { UnloadedFacts } from '../../../facts/types.ts';
import { child, size, type Fields } from '../fields.ts';
import { linear } from './elements.ts';
import { QWEN } from './qwen.ts';
import type { TowerReaders } from './reader.ts';

/** Whisper's encoder without biases on its keys and with positions that are sines; two tokens of its own. */
function audioTower(audio: Fields, hidden: number): number {
  const width = size(audio, 'd_model');
  const mlp = size(audio, 'encoder_ffn_dim');
  const bins = size(audio, 'num_mel_bins');
  const layer = 4 * linear(width, width) - width + linear(width, mlp) + linear(mlp, width) + 4 * width;
  const convolutions = linear(3 * bins, width) + linear(3 * width, width);
  return size(audio, 'encoder_layers') * layer + convolutions + 2 * width + linear(width, hidden) + 2 * hidden;
}

/** The vocoder's two networks have the same sizes in all releases. */
const VOCODER = 449_051_264;

/** The talker: a small Qwen2 over a projection of what the thinker made. */
function talker(outer: Fields): UnloadedFacts | undefined {
  const part = child(outer, 'talker_config', 'none');
  if (!part) return undefined;
  const width = size(part, 'hidden_size');
  const [heads, kv, head] = [
    size(part, 'num_attention_heads'),
    size(part, 'num_key_value_heads'),
    size(part, 'head_dim'),
  ];
  const made = size(part, 'embedding_size');
  const vocabulary = size(part, 'vocab_size');
  const attention = linear(width, heads * head) + 2 * linear(width, kv * head) + heads * head * width;
  const layer = attention + 3 * width * size(part, 'intermediate_size') + 2 * width;
  const tables = vocabulary * made + linear(made, width) + vocabulary * width;
  const elements = size(part, 'num_hidden_layers') * layer + width + tables + VOCODER;
  return { elements, label: 'talker and vocoder' };
}

export const OMNI = {
  qwen2_5_omni_thinker: { ...QWEN.qwen2_5_vl, audio: audioTower, unloaded: talker },
} satisfies TowerReaders;
