/**
 * The apps of the platform. The position decides an app's ports in the local set (41x1 for the
 * first). A new app is its folder, its contract and one line at the end of this list.
 */
export const appNames = [
  'order',
  'inventory',
  'payment',
  'catalog',
  'gateway',
  'identity',
] as const;

export type AppName = (typeof appNames)[number];
