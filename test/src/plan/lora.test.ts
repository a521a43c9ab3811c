/** Which modules LoRA weights come on, and how many there are. */
import { describe, expect, it } from 'vitest';
import { estimate, makePlan, type RequestInput } from '../../../src/index.ts';

const trained = (request: RequestInput) =>
  makePlan({ method: 'lora', framework: 'trl', ...request }).share.trained.elements;
const MIXTRAL = 'mistralai/Mixtral-8x7B-v0.1';
const QWEN = 'Qwen/Qwen3-30B-A3B';

describe('LoRA on routed experts', () => {
  // print_trainable_parameters of PEFT 0.21 over transformers 5.18, rank 16, target_modules="all-linear".
  it.each([
    [MIXTRAL, 359_665_664],
    [QWEN, 996_507_648],
    ['Qwen/Qwen3-Next-80B-A3B-Instruct', 3_443_233_536],
    ['deepseek-ai/DeepSeek-V2-Lite', 358_994_944],
    ['deepseek-ai/DeepSeek-V3', 7_645_254_656],
    ['zai-org/GLM-4.5-Air', 1_815_963_648],
    ['MiniMaxAI/MiniMax-M2', 4_320_485_376],
    ['openai/gpt-oss-20b', 7_962_624],
  ])('all-linear of %s trains %d parameters with PEFT', (model, count) => {
    expect(trained({ model, rank: 16 })).toBe(count);
  });

  // h 2048, f 768, 128 experts, 48 layers, rank 16.
  it.each([
    ['gate and up in one at the rank', ['experts.gate_up_proj', 'experts.down_proj'], 2 * 2048 + 3 * 768],
    ['names of linears double the rank of the two', ['gate_proj', 'up_proj', 'down_proj'], 3 * 2048 + 5 * 768],
    ['down alone', ['experts.down_proj'], 2048 + 768],
  ])('%s', (_, targets, perExpert) => {
    expect(trained({ model: QWEN, targets })).toBe(128 * 16 * perExpert * 48);
  });

  it('a preset beside names reaches both', () => {
    const both = trained({ model: QWEN, targets: ['attention', 'experts.down_proj'] });
    expect(both).toBe(trained({ model: QWEN, targets: 'attention' }) + 128 * 16 * (2048 + 768) * 48);
  });

  it('other methods and other libraries pass stacked experts by', () => {
    expect(trained({ model: QWEN, overrides: { adaptsExperts: 'named' } })).toBe(
      trained({ model: QWEN, targets: 'attention' }),
    );
    const beside = makePlan({ model: QWEN, method: 'dora', framework: 'trl' }).share.trained.adapted;
    expect(beside.map(({ part }) => part)).not.toContain('expert-down');
  });

  it('PEFT keeps the experts with the product added: all layers without checkpointing, one with', () => {
    const peak = (request: Partial<RequestInput>) =>
      estimate({ model: MIXTRAL, method: 'lora', loraDtype: 'bf16', autocast: false, ...request }).peak.allocatedBytes;
    const experts = 8 * 3 * 4096 * 14336 * 2;
    const added = (request: Partial<RequestInput>) =>
      peak(request) - peak({ ...request, overrides: { adaptsExperts: 'linears' } });
    expect(added({ checkpointing: 'off' }) / (32 * experts)).toBeCloseTo(1, 1);
    expect(added({ checkpointing: 'on' }) / experts).toBeGreaterThan(1);
    expect(added({ checkpointing: 'on' }) / experts).toBeLessThan(2);
  });
});
