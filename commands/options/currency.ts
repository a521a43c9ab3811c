/** Costs in another currency, at a rate that the person gives: no rate of ours would be today's. */
import type { Offer } from '../../src/index.ts';
import { invalidValue } from '../core/mistakes.ts';
import { defineOptions, type OptionType } from '../core/option.ts';
import { figure } from '../words/money.ts';

export interface Currency {
  /** As in ISO 4217: `EUR`. */
  readonly code: string;
  /** How many of it a dollar is. */
  readonly perDollar: number;
}

const ALLOWED = 'a code and how many of it a dollar is';

const currencyType: OptionType<Currency> = {
  kind: 'text',
  allowed: ALLOWED,
  parse(given, option) {
    const [, before, number = '', after] =
      /^\s*([a-z]{3})?\s*[:=@]?\s*(\d{1,9}(?:\.\d{1,9})?)\s*([a-z]{3})?\s*$/i.exec(given) ?? [];
    const code = (before ?? after)?.toUpperCase();
    const perDollar = Number(number);
    if (code === undefined || (before && after) || !(perDollar > 0)) throw invalidValue(given, option, ALLOWED);
    return { code, perDollar };
  },
};

export const { currency: CURRENCY_OPTION } = defineOptions({
  currency: {
    about: {
      summary: 'Costs in another currency too: its code and how many of it a dollar is.',
      example: 'EUR 0.92',
      aliases: ['cur', 'exchange_rate'],
    },
    type: currencyType,
    otherwise: { text: 'dollars alone' },
  },
});

/** `, 5.04 EUR (4.03 to 6.30)`; nothing without a currency. */
export function inCurrency({ usd, lowUsd, highUsd }: Offer, currency: Currency | undefined): string {
  if (currency === undefined) return '';
  const { code, perDollar } = currency;
  const [middle, low, high] = [usd, lowUsd, highUsd].map((dollars) => figure(dollars * perDollar));
  return `, ${middle} ${code} (${low} to ${high})`;
}
