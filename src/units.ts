/** Bytes inside, GiB at the edge: every computed value is in bytes until one of these functions prints it. */

const KIB = 1024;
export const MIB = 1024 ** 2;
export const GIB = 1024 ** 3;

/** `44.3 GiB`, `512 MiB`; one decimal above 1 GiB unless told otherwise. Negative values keep their sign. */
export function formatBytes(bytes: number, decimals = 1): string {
  const size = Math.abs(bytes);
  if (size >= 0.95 * GIB || bytes === 0) return `${(bytes / GIB).toFixed(decimals)} GiB`;
  if (size >= 100 * MIB) return `${(bytes / GIB).toFixed(Math.max(decimals, 2))} GiB`;
  if (size >= MIB) return `${(bytes / MIB).toFixed(0)} MiB`;
  return `${(bytes / KIB).toFixed(0)} KiB`;
}

/** `41,943,040`: a count with separators, the same in every locale. */
export function formatCount(count: number): string {
  return Math.round(count).toLocaleString('en-US');
}

/** `70.6B`, `41.9M`: parameters as people write them. */
export function formatParameters(count: number): string {
  if (count >= 0.9995e9) return `${trim(count / 1e9)}B`;
  if (count >= 0.9995e6) return `${trim(count / 1e6)}M`;
  return count >= 1e3 ? `${trim(count / 1e3)}K` : String(Math.round(count));
}

/** How a share is told at the end of a working: ` ÷ 4 GPUs`, or that nothing of it is on one. */
export function divided(shards: number): string {
  if (shards === 1) return '';
  return Number.isFinite(shards) ? ` ÷ ${shards} GPUs` : ', in host memory';
}

/** Three significant digits without trailing zeros. */
function trim(value: number): string {
  return String(Number(value.toPrecision(3)));
}
