/** Every reader of an architecture, by `model_type`. */
import type { ConfigRow, ConfigRows } from '../parts.ts';
import { APERTUS } from './apertus.ts';
import { ARCEE } from './arcee.ts';
import { ARIA } from './aria.ts';
import { BAICHUAN } from './baichuan.ts';
import { BIGCODE } from './bigcode.ts';
import { BLOOM } from './bloom.ts';
import { COHERE } from './cohere.ts';
import { DEEPSEEK } from './deepseek.ts';
import { DOTS } from './dots.ts';
import { ELEUTHER } from './eleuther.ts';
import { ERNIE } from './ernie.ts';
import { EXAONE } from './exaone.ts';
import { FALCON } from './falcon.ts';
import { GEMMA } from './gemma.ts';
import { GEMMA_4 } from './gemma-4.ts';
import { GLM } from './glm.ts';
import { GPT } from './gpt.ts';
import { GPT_OSS } from './gpt-oss.ts';
import { GRANITE } from './granite.ts';
import { HUNYUAN } from './hunyuan.ts';
import { HYBRIDS } from './hybrids.ts';
import { INTERNLM } from './internlm.ts';
import { JAIS } from './jais.ts';
import { JETBRAINS } from './jetbrains.ts';
import { KIMI } from './kimi.ts';
import { LAGUNA } from './laguna.ts';
import { LATENT } from './latent.ts';
import { LFM2 } from './lfm2.ts';
import { LING } from './ling.ts';
import { LLAMA } from './llama.ts';
import { LLAMA_LIKE } from './llama-like.ts';
import { LONGCAT } from './longcat.ts';
import { MAMBA } from './mamba.ts';
import { MIMO } from './mimo.ts';
import { MINICPM } from './minicpm.ts';
import { MINIMAX } from './minimax.ts';
import { MISTRAL } from './mistral.ts';
import { MOSAIC } from './mosaic.ts';
import { NEMOTRON } from './nemotron.ts';
import { OLMO } from './olmo.ts';
import { OPENELM } from './openelm.ts';
import { OPT } from './opt.ts';
import { PERSIMMON } from './persimmon.ts';
import { PHI } from './phi.ts';
import { QWEN } from './qwen.ts';
import { RWKV } from './rwkv.ts';
import { STABLELM } from './stablelm.ts';

/** By family; no type stands in two of them. */
export const FAMILIES: readonly ConfigRows[] = [
  LLAMA,
  LLAMA_LIKE,
  MISTRAL,
  QWEN,
  GEMMA,
  GEMMA_4,
  PHI,
  GRANITE,
  OLMO,
  COHERE,
  FALCON,
  NEMOTRON,
  MINIMAX,
  DEEPSEEK,
  KIMI,
  GLM,
  LONGCAT,
  LATENT,
  MINICPM,
  GPT,
  GPT_OSS,
  ELEUTHER,
  OPT,
  BLOOM,
  MOSAIC,
  BIGCODE,
  PERSIMMON,
  STABLELM,
  EXAONE,
  ERNIE,
  HUNYUAN,
  LFM2,
  INTERNLM,
  BAICHUAN,
  OPENELM,
  LING,
  MAMBA,
  HYBRIDS,
  RWKV,
  MIMO,
  ARCEE,
  APERTUS,
  JAIS,
  ARIA,
  JETBRAINS,
  LAGUNA,
  DOTS,
];

export const READERS: ConfigRows = Object.fromEntries(FAMILIES.flatMap(Object.entries<ConfigRow>));
