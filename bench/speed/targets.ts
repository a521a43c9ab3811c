/** What is measured, in rows; a row with a limit is a target, and missing it fails the run. */

export interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: 'µs' | 'ms' | '×';
  /** Times are divided by the yardstick before they are held against it. */
  readonly limit?: number;
  /** A ratio that is to be reached, not to be kept under. */
  readonly atLeast?: true;
  /** What it consists of, or whose figure the worst one is. */
  readonly remark?: string;
}

/** A part of the benchmark, run by its name. */
export interface Section {
  readonly name: string;
  readonly measure: (options: Options) => Promise<readonly Row[]>;
}

interface Options {
  /** Where the checkouts of other calculators lie. */
  readonly peers: string | undefined;
}

interface Judged extends Row {
  /** The value in the reference's time. */
  readonly scaled: number;
  /** Undefined where there is no limit. */
  readonly isMet: boolean | undefined;
}

/** @param yardstick of the run; ratios need none. */
export function judged(row: Row, yardstick: number): Judged {
  const scaled = row.unit === '×' ? row.value : row.value / yardstick;
  const { limit } = row;
  if (limit === undefined) return { ...row, scaled, isMet: undefined };
  return { ...row, scaled, isMet: row.atLeast ? scaled >= limit : scaled <= limit };
}

/** The rows as lines of text. */
export function tableOf(rows: readonly Judged[]): string {
  const width = Math.max(...rows.map(({ name }) => name.length));
  return rows
    .map(({ name, value, scaled, unit, limit, atLeast, isMet, remark = '' }) => {
      const figures = [value, scaled].map((figure) => digits(figure).padStart(9));
      const target = limit === undefined ? '' : `${atLeast ? '≥' : '≤'} ${limit}`;
      const verdict = isMet === undefined ? '' : isMet ? 'met' : 'MISSED';
      return `${name.padEnd(width)} ${figures.join(' ')} ${unit.padEnd(2)} ${target.padEnd(7)} ${verdict.padEnd(6)} ${remark}`.trimEnd();
    })
    .join('\n');
}

/** Three figures. */
function digits(value: number): string {
  if (Number.isNaN(value)) return '–';
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
