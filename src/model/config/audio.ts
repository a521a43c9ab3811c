/** Audio towers as encoders of Whisper are, and whatever else a file nests that nobody counts. */
import type { AudioFacts } from '../../facts/towers.ts';
import { isObject, wholeOr, type Fields } from './fields.ts';
import { linear } from './towers/elements.ts';

/** openai/whisper: two convolutions of width 3 over the mel bins, learned positions, plain layers. */
const KERNEL = 3;

/** @returns undefined where the sizes are not there. */
export function plainAudio(audio: Fields, hidden: number): AudioFacts | undefined {
  const width = wholeOr(audio, 'hidden_size');
  const layers = wholeOr(audio, 'encoder_layers') || wholeOr(audio, 'num_hidden_layers');
  if (!width || !layers) return undefined;
  const mlp = wholeOr(audio, 'encoder_ffn_dim') || wholeOr(audio, 'intermediate_size') || 4 * width;
  const bins = wholeOr(audio, 'num_mel_bins') ?? 0;
  const positions = wholeOr(audio, 'max_source_positions') ?? 0;
  const layer = 4 * linear(width, width) + linear(width, mlp) + linear(mlp, width) + 4 * width;
  const convolutions = bins > 0 ? KERNEL * (bins + width) * width + 2 * width : 0;
  const output = wholeOr(audio, 'output_dim') || hidden;
  return {
    kind: 'counted',
    parameters: layers * layer + convolutions + positions * width + 2 * width + linear(width, output),
  };
}

const READ = /^(text|llm|language|thinker|vision|audio|quantization|compression|generation|rope)_config$/;

/** Nested parts with sizes of their own that no row asked for, in words. */
export function uncounted(outer: Fields): readonly string[] {
  const parts = outer.unread().flatMap(([name, value]) => {
    if (!/_config$/.test(name) || /att|layer/.test(name) || READ.test(name) || !isObject(value)) return [];
    const sized = Object.entries(value).some(([key, one]) => /size|dim|layers|depth/.test(key) && Number(one) >= 16);
    return sized ? [name.slice(0, 40)] : [];
  });
  return parts.length > 0 ? [`${parts.slice(0, 3).join(', ')} of "${outer.type.slice(0, 40)}" not counted`] : [];
}
