/** Catalogues as the providers publish them, and a server that serves them or breaks in a chosen way. */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { strToU8, zipSync } from 'fflate';

const GPU_INFO = `"{'Gpus': [{'Name': 'X', 'Count': 1.0, 'MemoryInfo': {'SizeInMiB': 80}}], 'TotalGpuMemoryInMiB': 80}"`;

export interface SkyRow {
  readonly instance?: string;
  readonly gpu?: string;
  readonly count?: string;
  readonly price?: string;
  readonly spot?: string;
  readonly region?: string;
}

/** A CSV in SkyPilot's columns. */
export function skypilotCsv(rows: readonly SkyRow[]): string {
  const lines = rows.map(({ instance = 'box', gpu = 'H100', count = '1.0', price = '2', spot = '', region = 'r1' }) =>
    [instance, gpu, count, '8.0', '64.0', price, region, GPU_INFO, spot].join(','),
  );
  return [
    'InstanceType,AcceleratorName,AcceleratorCount,vCPUs,MemoryGiB,Price,Region,GpuInfo,SpotPrice',
    ...lines,
    '',
  ].join('\n');
}

/** A zipped CSV in gpuhunt's columns. */
export function gpuhuntZip(lines: readonly string[]): Uint8Array {
  const header =
    'instance_name,location,price,cpu,memory,gpu_count,gpu_name,gpu_memory,spot,disk_size,gpu_vendor,flags';
  return zipSync({ 'readme.txt': strToU8('hello'), 'x.csv': strToU8([header, ...lines, ''].join('\n')) });
}

export interface Serving {
  readonly address: string;
  readonly asked: readonly string[];
  close(): Promise<void>;
}

export async function serve(listener: RequestListener): Promise<Serving> {
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    asked.push(request.url ?? '');
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A server that answers every path with one body. */
export function serveBody(body: string | Uint8Array, headers: Readonly<Record<string, string>> = {}): Promise<Serving> {
  return serve((_, response) => void response.writeHead(200, { 'content-type': 'text/csv', ...headers }).end(body));
}
