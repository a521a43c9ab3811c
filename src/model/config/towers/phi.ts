/** Phi-4 multimodal: one release, whose towers its files describe in words of their own. */
import type { SharedTowers } from './reader.ts';

/** Parameters of `embed_tokens_extend` in its files: 5,574,460,384 in all, of which 4,666,493,952 are the text model and its two LoRAs. */
export const PHI_4: SharedTowers = {
  vision: { kind: 'counted', parameters: 441_550_016 },
  audio: { kind: 'counted', parameters: 466_416_416 },
};
