/** The text of a problem without its correlation id, which is the only part that each answer has for itself. */
export function withoutCorrelationId(text: string): string {
  return text.replace(/,?"correlationId":"[^"]*"/, '');
}
