/**
 * The small interfaces of the services, a file each. Commands and adapters know these, never an implementation;
 * `adapters/main.ts` makes the implementations and hands them on.
 */
export type * from './ports/charts.ts';
export type * from './ports/hub.ts';
export type * from './ports/limits.ts';
export type * from './ports/links.ts';
export type * from './ports/log.ts';
export type * from './ports/meters.ts';
export type * from './ports/prices.ts';
export type * from './ports/store.ts';
