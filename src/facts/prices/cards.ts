/** What cards cost to buy, new, when they came out: renting is set against it. In dollars. */
import type { Source } from '../types.ts';

const ANNOUNCED: Source = { title: "NVIDIA's suggested prices at launch" };

export interface CardPrice {
  readonly usd: number;
  /** The year of the price. */
  readonly year: number;
  readonly source: Source;
}

const price = (usd: number, year: number): CardPrice => ({ usd, year, source: ANNOUNCED });

/** By the id of the device. */
export const CARD_PRICES: Readonly<Record<string, CardPrice>> = {
  'rtx-3060-12gb': price(329, 2021),
  'rtx-3090': price(1499, 2020),
  'rtx-3090-ti': price(1999, 2022),
  'rtx-4060-ti-16gb': price(499, 2023),
  'rtx-4070': price(599, 2023),
  'rtx-4070-super': price(599, 2024),
  'rtx-4070-ti': price(799, 2023),
  'rtx-4070-ti-super': price(799, 2024),
  'rtx-4080': price(1199, 2022),
  'rtx-4080-super': price(999, 2024),
  'rtx-4090': price(1599, 2022),
  'rtx-5060-ti-16gb': price(429, 2025),
  'rtx-5070': price(549, 2025),
  'rtx-5070-ti': price(749, 2025),
  'rtx-5080': price(999, 2025),
  'rtx-5090': price(1999, 2025),
  'rtx-a6000': price(4650, 2020),
  'rtx-6000-ada': price(6800, 2022),
};
