/** `.env.example`, from what the variables say of themselves. */
import { z } from 'zod';
import type { Platform } from '../../../adapters/adapter.ts';
import { metaOf } from '../../../adapters/env.ts';
import { settingsEnv } from '../../../adapters/settings.ts';

/** The text of `.env.example`: every variable with what it is and where to get it, none of them set. */
export function envExample(platforms: readonly Platform[]): string {
  return [
    '# Copy this to .env and fill in what you need; everything may stay empty. A platform with none of its variables set',
    '# stays off. Variables of the environment go before those of this file.',
    exampleSection('General', settingsEnv),
    ...platforms
      .filter(({ env }) => Object.keys(env.shape).length > 0)
      .map(({ name, env }) => exampleSection(name, env)),
    '',
  ].join('\n');
}

function exampleSection(title: string, env: z.ZodObject): string {
  const variables = Object.entries(env.shape).map(([name, field]) => {
    const { description, where } = metaOf(field);
    const preset = z.safeParse(field as z.ZodType, undefined).data;
    const lines = [description, where && `Get it: ${where}`, isPlain(preset) && `Unless set: ${String(preset)}`];
    return [...lines.filter(Boolean).map((line) => `# ${line}`), `${name}=`].join('\n');
  });
  return `\n# ----- ${title} -----\n\n${variables.join('\n\n')}`;
}

/** A preset that reads as it is written; the description tells any other. */
function isPlain(preset: unknown): boolean {
  return preset !== undefined && (typeof preset !== 'object' || Array.isArray(preset));
}
