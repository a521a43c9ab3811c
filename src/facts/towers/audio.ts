/** Audio towers with their projectors. Source: the modelling code in huggingface/transformers and Blaizzy/mlx-vlm that the models' rows name. */
import { multimodalEmbedder } from './gemma3n.ts';
import { biased } from './plain.ts';

/** One kind of audio tower. */
interface AudioRow<Facts> {
  /** Elements of the tower and its projector to the text model's width. */
  elements(audio: Facts, hiddenSize: number): number;
}

interface ConformerFacts {
  readonly kind: 'conformer';
  readonly hiddenSize: number;
  readonly layers: number;
  readonly heads: number;
  readonly convKernel: number;
  readonly convChannels: readonly [number, number];
  readonly subsampledBins: number;
  /** Tokens of its own (Gemma 3n). */
  readonly extraVocab?: number;
  /** Width of the output projection, where there is one (Gemma 4). */
  readonly outputDim?: number;
}

interface ProjectionFacts {
  readonly kind: 'projection';
  readonly embedDim: number;
}

interface CountedFacts {
  /** Not derived: what the model's own class has, with the projector. */
  readonly kind: 'counted';
  readonly parameters: number;
}

export type AudioFacts = ConformerFacts | ProjectionFacts | CountedFacts;

const conformer: AudioRow<ConformerFacts> = {
  elements(audio, hiddenSize) {
    const { hiddenSize: width, outputDim, extraVocab } = audio;
    const [first, second] = audio.convChannels;
    const kernel = 3 ** 2;
    const subsampling = kernel * first + first + kernel * first * second + second;
    const input = audio.subsampledBins * second * width;
    const output = outputDim === undefined ? 0 : biased(width, outputDim);
    const projector =
      extraVocab === undefined ? (outputDim ?? width) * hiddenSize : multimodalEmbedder(extraVocab, width, hiddenSize);
    return subsampling + input + audio.layers * conformerLayer(audio) + output + projector;
  },
};

/** Two half feed-forwards, attention with relative positions, a gated convolution, a last norm. */
function conformerLayer({ hiddenSize: width, heads, convKernel }: ConformerFacts): number {
  const feedForward = 2 * width * 4 * width + 2 * width;
  const attention = 5 * width ** 2 + width / heads + 2 * width;
  const convolution = 3 * width ** 2 + convKernel * width + 2 * width;
  return 2 * feedForward + attention + convolution + width;
}

const AUDIO_TOWERS = {
  conformer,
  projection: { elements: ({ embedDim }, hiddenSize) => embedDim * hiddenSize },
  counted: { elements: ({ parameters }) => parameters },
} as const satisfies { [Kind in AudioFacts['kind']]: AudioRow<Extract<AudioFacts, { kind: Kind }>> };

/** The row of an audio tower's kind. */
export function audioTower({ kind }: AudioFacts): AudioRow<AudioFacts> {
  return AUDIO_TOWERS[kind];
}
