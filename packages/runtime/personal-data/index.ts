export {
  DATA_KEYS_TABLE,
  destroyDataKey,
  ensureDataKey,
  findDataKey,
  forgetDataKeys,
} from './data-keys.ts';
export {
  openRootSecret,
  ROOT_SECRETS_TABLE,
  rootSecretFromBefore,
  WrongMasterKeyError,
} from './root-secret.ts';
export {
  derivedKey,
  keyIdOf,
  masterKeyOf,
  decrypt,
  encrypt,
  DecryptionError,
  type EncryptionKey,
} from './encryption.ts';
