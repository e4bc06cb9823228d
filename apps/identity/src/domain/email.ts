/** The form under which an address is looked up: addresses that differ in case are one person's. */
export function canonicalEmail(email: string): string {
  return email.normalize('NFC').toLowerCase();
}
