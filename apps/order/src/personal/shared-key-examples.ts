// What orders without an account hold that were placed before each had a key of its own.
import { derivedKey, masterKeyOf, encrypt } from '@commerce/runtime/personal-data';

/** Seals as it was done with the one key of all of them; `place` is an order's, or of its remarks. */
export function sealedWithSharedKey(masterKey: string, text: string, place: string): string {
  const { id, bytes } = masterKeyOf(masterKey);
  return encrypt({ id, bytes: derivedKey(bytes, 'orders/persons') }, text, place);
}
