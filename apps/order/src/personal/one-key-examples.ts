// Encrypted texts of orders that were placed before each order without an account had its own key.
import { derivedKey, encrypt, masterKeyOf } from 'dapr-actor-runtime/personal-data';

/** Encrypts with the key that these orders share; `place` is that of an order or of its notes. */
export function encryptedWithSharedKey(rootSecret: string, text: string, place: string): string {
  const { id, bytes } = masterKeyOf(rootSecret);
  return encrypt({ id, bytes: derivedKey(bytes, 'orders/persons') }, text, place);
}
