/** The picture of an answer: its first chart, drawn in time or told in text instead. */
import type { Block, Reply } from '../../commands/core/reply.ts';
import { whereFailed } from '../../src/errors.ts';
import type { Charts, ChartSpec, Log } from '../../src/ports.ts';
import { LIMITS } from './limits.ts';
import { cut, NOTHING, plain } from './text.ts';

/** Somebody waits; text is there at once. */
const WAIT_MS = 1500;

export interface Picture {
  /** The block that need not be told in text any more. */
  readonly block: Block;
  readonly name: string;
  readonly description: string;
  readonly png: Uint8Array;
}

/** Never rejects; undefined without a chart, and where it could not be drawn in time. */
export async function pictureOf(reply: Reply, charts: Charts | undefined, log: Log): Promise<Picture | undefined> {
  const block = reply.blocks.find(({ type }) => type === 'chart');
  if (block?.type !== 'chart' || !charts) return undefined;
  try {
    const png = await inTime(charts.png(block.chart, 'dark'));
    return png && { block, name: `${block.chart.kind}.png`, description: describe(block.chart), png };
  } catch (error) {
    log.warn({ failure: whereFailed(error) }, 'discord: a chart could not be drawn');
    return undefined;
  }
}

function describe({ alt, title }: ChartSpec): string {
  return cut(plain(alt || title || ''), LIMITS.fileDescription) || NOTHING;
}

async function inTime<T>(work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), WAIT_MS);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
