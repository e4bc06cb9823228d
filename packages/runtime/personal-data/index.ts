export { destroyDataKey, ensureDataKey, findDataKey, forgetDataKeys } from './data-keys.ts';
export {
  derivedKey,
  keyIdOf,
  masterKeyOf,
  open,
  seal,
  SealBroken,
  type SealingKey,
} from './sealing.ts';
