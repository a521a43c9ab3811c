import { describe, expect, it } from 'vitest';
import { REPORTS } from '../../bench/reports/reports.ts';
import { scored } from '../../bench/reports/score.ts';
import { GIB } from '../../src/index.ts';

const report = (id: string) => REPORTS.find((one) => one.id === id)!;

describe('field reports', () => {
  it('say where they stand and what was read, each once', () => {
    expect(new Set(REPORTS.map(({ id }) => id)).size).toBe(REPORTS.length);
    for (const { source, date, outcome, reported_gib: figure, reads } of REPORTS) {
      expect(source).toMatch(/[#\d]/);
      expect(date).toMatch(/^20\d\d/);
      expect(['ok', 'oom']).toContain(outcome);
      expect(reads).toMatch(/^(allocated|device|unstated|host memory)(, after loading)?$/);
      if (figure !== null) expect(figure).toBeGreaterThan(0);
    }
  });

  it('compare the figure that was read: after loading there is less than at the peak', async () => {
    const asked = report('report-1a');
    const [loaded, peak] = await Promise.all([scored(asked), scored({ ...asked, reads: 'device' })]);
    expect(loaded.said!.bytes).toBeLessThan(peak.said!.bytes);
    expect(loaded.error).toBeCloseTo(loaded.said!.bytes / (27.12 * GIB) - 1, 10);
  });

  it.each([
    ['ok', '8b lora gpu:80', true],
    ['ok', '70b full gpu:24', false],
    ['ok', '8b lora gpu:80 frobnicate:1', false],
    ['oom', '70b full gpu:24', true],
    ['oom', '8b lora gpu:80', false],
  ] as const)('of a run that ended %s, asked as %s: the verdict is right: %s', async (outcome, request, isRight) => {
    const { isVerdictRight } = await scored({ ...report('report-2'), outcome, request });
    expect(isVerdictRight).toBe(isRight);
  });

  it('count a figure as missed where the request is refused', async () => {
    const refused = await scored({ ...report('report-2'), request: 'no such model' });
    expect(refused).toMatchObject({ said: undefined, error: undefined, isInRange: false });
    expect(refused.refusal).toMatch(/model/);
  });

  it('are answered but for what is named', async () => {
    const all = await Promise.all(REPORTS.map(scored));
    const refused = all.filter(({ said }) => said === undefined).map(({ report: { id } }) => id);
    // Experts across tensor ranks are refused, and no option speaks of one host's memory alone.
    expect(refused).toEqual(['report-16a', 'report-72']);
  });
});
