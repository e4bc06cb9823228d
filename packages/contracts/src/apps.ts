/**
 * The apps of the platform. The position of an app decides its ports in the local stack (41x1 for the
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

/** The name of an app in identifiers: `gift-cards` is `giftCards`. */
export function camelCase(app: string): string {
  return app.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** The same for types, and inside operation ids: `gift-cards` is `GiftCards`. */
export function pascalCase(app: string): string {
  const camel = camelCase(app);
  return camel.charAt(0).toUpperCase() + camel.slice(1);
}
