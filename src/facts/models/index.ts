import type { ModelFacts } from '../types.ts';
import { APERTUS } from './apertus.ts';
import { AQUILA } from './aquila.ts';
import { ARCEE } from './arcee.ts';
import { BAICHUAN } from './baichuan.ts';
import { BIELIK } from './bielik.ts';
import { BITNET } from './bitnet.ts';
import { BLOOM } from './bloom.ts';
import { BREEZE } from './breeze.ts';
import { CEREBRAS } from './cerebras.ts';
import { COMMAND_R } from './command-r.ts';
import { CWM } from './cwm.ts';
import { DANUBE } from './danube.ts';
import { DBRX } from './dbrx.ts';
import { DEEPSEEK } from './deepseek.ts';
import { DOTS } from './dots.ts';
import { ELEUTHER } from './eleuther.ts';
import { ERNIE } from './ernie.ts';
import { EUROLLM } from './eurollm.ts';
import { EXAONE } from './exaone.ts';
import { FALCON } from './falcon.ts';
import { GEMMA } from './gemma.ts';
import { GLM } from './glm.ts';
import { GPT_2 } from './gpt-2.ts';
import { GPT_OSS } from './gpt-oss.ts';
import { GRANITE } from './granite.ts';
import { HUNYUAN } from './hunyuan.ts';
import { IDEFICS } from './idefics.ts';
import { INTERNLM } from './internlm.ts';
import { INTERNVL } from './internvl.ts';
import { JAMBA } from './jamba.ts';
import { KIMI } from './kimi.ts';
import { LFM2 } from './lfm2.ts';
import { LING } from './ling.ts';
import { LLAMA } from './llama.ts';
import { LLAVA } from './llava.ts';
import { LLM_JP } from './llm-jp.ts';
import { MAMBA } from './mamba.ts';
import { MIMO } from './mimo.ts';
import { MINICPM } from './minicpm.ts';
import { MINIMAX } from './minimax.ts';
import { MISTRAL } from './mistral.ts';
import { MOBILELLM } from './mobilellm.ts';
import { MPT } from './mpt.ts';
import { NEMOTRON } from './nemotron.ts';
import { OLMO } from './olmo.ts';
import { OPEN_LLAMA } from './open-llama.ts';
import { OPENCODER } from './opencoder.ts';
import { OPENELM } from './openelm.ts';
import { OPT } from './opt.ts';
import { ORION } from './orion.ts';
import { PALIGEMMA } from './paligemma.ts';
import { PHI } from './phi.ts';
import { QWEN } from './qwen.ts';
import { QWEN3 } from './qwen3.ts';
import { REKA } from './reka.ts';
import { REPLIT } from './replit.ts';
import { SALAMANDRA } from './salamandra.ts';
import { SALESFORCE } from './salesforce.ts';
import { SEED } from './seed.ts';
import { SKYWORK } from './skywork.ts';
import { SMOLLM } from './smollm.ts';
import { SOLAR } from './solar.ts';
import { STABLELM } from './stablelm.ts';
import { STARCODER } from './starcoder.ts';
import { TOGETHER } from './together.ts';
import { YI } from './yi.ts';

/** The catalogue: every model whose sizes have a source. A new family is a file and a line here. */
export const MODELS: readonly ModelFacts[] = [
  ...LLAMA,
  ...MISTRAL,
  ...QWEN,
  ...QWEN3,
  ...GEMMA,
  ...PHI,
  ...DEEPSEEK,
  ...KIMI,
  ...GLM,
  ...GPT_OSS,
  ...MINIMAX,
  ...GRANITE,
  ...OLMO,
  ...SMOLLM,
  ...FALCON,
  ...YI,
  ...STABLELM,
  ...COMMAND_R,
  ...STARCODER,
  ...ELEUTHER,
  ...GPT_2,
  ...OPT,
  ...BLOOM,
  ...LFM2,
  ...NEMOTRON,
  ...EXAONE,
  ...LLAVA,
  ...BAICHUAN,
  ...CEREBRAS,
  ...TOGETHER,
  ...OPEN_LLAMA,
  ...SALESFORCE,
  ...MPT,
  ...INTERNLM,
  ...ORION,
  ...SKYWORK,
  ...AQUILA,
  ...MINICPM,
  ...JAMBA,
  ...DBRX,
  ...MAMBA,
  ...HUNYUAN,
  ...ERNIE,
  ...SEED,
  ...APERTUS,
  ...ARCEE,
  ...DANUBE,
  ...SOLAR,
  ...BIELIK,
  ...SALAMANDRA,
  ...MIMO,
  ...LING,
  ...BITNET,
  ...INTERNVL,
  ...PALIGEMMA,
  ...IDEFICS,
  ...OPENCODER,
  ...REKA,
  ...CWM,
  ...EUROLLM,
  ...DOTS,
  ...OPENELM,
  ...REPLIT,
  ...MOBILELLM,
  ...BREEZE,
  ...LLM_JP,
];
