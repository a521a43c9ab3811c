/** gpt-oss: experts with biases, attention sinks. Source of each row: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py. */
import { layerCount, type Fields } from '../fields.ts';
import { experts, windowed, type ConfigRows, type Decoded } from '../parts.ts';

function gptOss(fields: Fields): Decoded {
  return {
    qkvBias: true,
    outBias: true,
    attentionSinks: true,
    ...windowed(fields, 2),
    ...experts(fields, layerCount(fields), { fusedExperts: true, expertBias: true, routerBias: true }),
  };
}

export const GPT_OSS = {
  gpt_oss: gptOss,
} satisfies ConfigRows;
