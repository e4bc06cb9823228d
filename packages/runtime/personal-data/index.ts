export {
  DATA_KEYS_TABLE,
  destroyDataKey,
  ensureDataKey,
  findDataKey,
  forgetDataKeys,
} from './data-keys.ts';
export {
  derivedKey,
  keyIdOf,
  masterKeyOf,
  decrypt,
  encrypt,
  DecryptionError,
  type EncryptionKey,
} from './encryption.ts';
