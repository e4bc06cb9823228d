/**
 * What breaks older clients since the last release, on purpose and told in CHANGELOG.md: the words of
 * breakingChanges(). A release empties the list.
 */
export const declaredBreaks: readonly string[] = [];
