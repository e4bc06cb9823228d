/** Words in names of files, folders and apps that say nothing, and what to write instead. */
export const EMPTY_WORDS: Readonly<Record<string, string>> = {
  utils: 'the name of what it does',
  util: 'the name of what it does',
  helpers: 'the name of what it does',
  helper: 'the name of what it does',
  common: 'the name of the one thing that is in it',
  shared: 'packages/contracts or packages/runtime/<block>',
  misc: 'a file for each thing in it',
  manager: 'a verb: what it starts, keeps or ends',
  base: 'a function that is passed in',
};
