/**
 * The words of the tables of facts: what each row is called, what people may write for it, what it says of itself, and where
 * that is from. Written again like the other golden files. Figures and switches do not stand here: their tests are beside
 * their tables.
 */
import { describe, expect, it } from 'vitest';
import { vram } from '../../commands/vram/vram.ts';
import { ATTENTIONS } from '../../src/facts/attentions.ts';
import { CHECKPOINTINGS } from '../../src/facts/checkpointings.ts';
import { DTYPES } from '../../src/facts/dtypes.ts';
import { FRAMEWORKS } from '../../src/facts/frameworks.ts';
import { KV_CACHES } from '../../src/facts/kv-caches.ts';
import { LOSSES } from '../../src/facts/losses.ts';
import { METHODS } from '../../src/facts/methods.ts';
import { OBJECTIVES } from '../../src/facts/objectives.ts';
import { OPTIMIZERS } from '../../src/facts/optimizers.ts';
import { PRECISIONS } from '../../src/facts/precisions.ts';
import { QUANTIZATIONS } from '../../src/facts/quantizations.ts';
import { SHARDINGS } from '../../src/facts/shardings.ts';
import { TARGETS } from '../../src/facts/targets.ts';
import { TOWER_TRAININGS } from '../../src/facts/tower-trainings.ts';

type Rows = Readonly<Record<string, object>>;
const TABLES: Readonly<Record<string, Rows>> = {
  attentions: ATTENTIONS,
  checkpointings: CHECKPOINTINGS,
  dtypes: DTYPES,
  frameworks: FRAMEWORKS,
  'kv-caches': KV_CACHES,
  losses: LOSSES,
  methods: METHODS,
  objectives: OBJECTIVES,
  optimizers: OPTIMIZERS,
  precisions: PRECISIONS,
  quantizations: QUANTIZATIONS,
  shardings: SHARDINGS,
  targets: TARGETS,
  'tower-trainings': TOWER_TRAININGS,
};

/** Of a row what is read as words; what it counts with is no matter of wording. */
const WORDS = ['label', 'short', 'summary', 'derivation', 'aliases', 'requires', 'instead', 'sources'];

interface Source {
  readonly title: string;
  readonly url: string;
}

function told(row: object): string {
  const words = Object.entries(row).filter(([name]) => WORDS.includes(name));
  return words
    .map(([name, value]) => (name === 'sources' ? sourcesOf(value) : `\n  ${name}: ${[value].flat().join(', ')}`))
    .join('');
}

function sourcesOf(sources: readonly Source[]): string {
  return sources.map(({ title, url }) => `\n  from ${title}\n       ${url}`).join('');
}

it.each(Object.entries(TABLES))('%s', async (name, rows) => {
  const text = Object.entries(rows).map(([id, row]) => `${id}${told(row)}\n`);
  await expect(text.join('\n')).toMatchFileSnapshot(`rows/${name}.txt`);
});

it.each(Object.entries(TABLES))('%s name the code, paper or page that each row is from', (_, rows) => {
  for (const row of Object.values(rows)) {
    for (const { title, url } of (row as { readonly sources?: readonly Source[] }).sources ?? []) {
      expect(title.length).toBeGreaterThan(8);
      expect(url).toMatch(/^https:\/\/[^ ]+$/);
    }
  }
});

describe('what people write', () => {
  const OPTIONS = {
    attn: ATTENTIONS,
    checkpointing: CHECKPOINTINGS,
    framework: FRAMEWORKS,
    kv_cache: KV_CACHES,
    loss: LOSSES,
    method: METHODS,
    objective: OBJECTIVES,
    optimizer: OPTIMIZERS,
    quant: QUANTIZATIONS,
    sharding: SHARDINGS,
    vision_tower: TOWER_TRAININGS,
  } as const satisfies Partial<Record<keyof typeof vram.options, Rows>>;
  it.each(Object.entries(OPTIONS))('for %s means its row', (name, rows) => {
    const { type, about } = vram.options[name as keyof typeof OPTIONS];
    const { example } = about;
    for (const [id, row] of Object.entries(rows)) {
      const { aliases = [] } = row as { readonly aliases?: readonly string[] };
      for (const written of [id, ...aliases])
        expect([written, type.parse(written, { name, example })]).toEqual([written, id]);
    }
  });
});
