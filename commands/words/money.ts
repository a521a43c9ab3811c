/** How hours, dollars and prices are written. */
import { formatCount, SEGMENTS, type Offer, type TrainingTime } from '../../src/index.ts';

/** `$8.52`, `$11.4`, `$1,234`. */
export function formatDollars(usd: number): string {
  return `$${figure(usd)}`;
}

/** Three significant digits: `8.52`, `11.4`, `1,234`. */
export function figure(amount: number): string {
  if (amount < 10) return amount.toFixed(2);
  return amount < 100 ? String(Number(amount.toFixed(1))) : formatCount(amount);
}

/** `$11.4 (8.90 to 14.2)` */
export function formatCost({ usd, lowUsd, highUsd }: Offer): string {
  return `${formatDollars(usd)} (${figure(lowUsd)} to ${figure(highUsd)})`;
}

/** `45 min`, `7.1 h`, `130 h`. */
export function formatHours(seconds: number): string {
  if (seconds < 3600) return `${Math.max(1, Math.round(seconds / 60))} min`;
  const hours = seconds / 3600;
  return `${hours < 100 ? hours.toFixed(1) : formatCount(hours)} h`;
}

/** `7.1 h (5.7 to 8.9 h)` */
export function formatTime({ seconds, lowSeconds, highSeconds }: TrainingTime): string {
  return `${formatHours(seconds)} (${formatHours(lowSeconds).replace(' h', '')} to ${formatHours(highSeconds)})`;
}

/** `RunPod, GPU cloud, $1.39/h, 2026-07`; marked where it is old or more GPUs are paid for than used. */
export function formatOffer({ price, paidGpus, stale }: Offer, gpuCount: number): string {
  const { providerLabel, segment, usdPerGpuHour } = price;
  return [
    providerLabel,
    SEGMENTS[segment].label,
    `$${usdPerGpuHour.toFixed(2)}/h${paidGpus > 1 ? ` × ${paidGpus} GPUs` : ''}${paidGpus > gpuCount ? ' (rented whole)' : ''}`,
    dateOf({ price, stale }),
  ].join(', ');
}

/** The day of a price as far as it is known, marked when it is old. */
export function dateOf({ price, stale }: Pick<Offer, 'price' | 'stale'>): string {
  return stale ? `${price.date}, old` : price.date;
}

/** `77 M`, `1.5 G` tokens. */
export function formatTokens(tokens: number): string {
  const [scale, unit] = tokens >= 1e9 ? [1e9, 'G'] : tokens >= 1e6 ? [1e6, 'M'] : [1e3, 'k'];
  return `${Number((tokens / scale).toPrecision(3))} ${unit}`;
}
