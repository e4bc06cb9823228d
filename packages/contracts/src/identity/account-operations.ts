import { Type } from 'typebox';
import { type Operations, SIGNED_IN } from '../operation.ts';
import { IF_MATCH, IF_NONE_MATCH, NOT_MODIFIED } from '../request-headers.ts';
import { SLOWED } from './slowed.ts';
import {
  Account,
  Address,
  Addresses,
  AddressResource,
  AskForMail,
  ChangePassword,
  ChangeProfile,
  EraseMe,
  Export,
  MailSent,
  Register,
  ResetPassword,
  VerifyAddress,
} from './identity-api.ts';

const email = 'ada@shop.example';
const password = 'seven green bottles';
const token = 'T0kenOutOfTheMailT0kenOutOfTheMailT0kenOutO';
const address = {
  name: 'Ada Byron',
  line1: '1 High Street',
  city: 'London',
  postalCode: 'N1 1AA',
  country: 'United Kingdom',
};
const addressParams = Type.Object({ id: Type.String({ minLength: 1, maxLength: 64 }) });
const ADDRESS = { id: 'adr_5d41402abc4b2a76b9719d911017c592' };

const open = {
  registerAccount: {
    method: 'POST',
    path: '/accounts',
    summary: 'Registers an address; the account begins when it is verified.',
    notes: [
      'A mail goes to the address. The answer and its time do not say whether it has an account.',
      'A password has 8 to 128 characters of any script; common ones and the own address are ' +
        'refused.',
      SLOWED,
    ],
    access: 'public',
    body: Register,
    answers: { 202: { what: 'the mail is on its way', schema: MailSent } },
    problems: ['weak-password', 'too-many-tries'],
    example: { body: { email, password, name: 'Ada Byron' }, status: 202 },
  },
  verifyAddress: {
    method: 'POST',
    path: '/accounts/verification',
    summary: 'Begins the account, with the password that the token was made for.',
    access: 'public',
    body: VerifyAddress,
    answers: {
      201: { what: 'the new customer', schema: Type.Object({ customerId: Type.String() }) },
    },
    problems: ['mail-token-invalid'],
    example: { body: { token }, status: 201 },
  },
  requestVerification: {
    method: 'POST',
    path: '/accounts/verification-requests',
    summary: 'Sends the mail of a registration again, with another token.',
    notes: [SLOWED],
    access: 'public',
    body: AskForMail,
    answers: { 202: { what: 'the mail is on its way', schema: MailSent } },
    problems: ['too-many-tries'],
    example: { body: { email }, status: 202 },
  },
  requestPasswordReset: {
    method: 'POST',
    path: '/password-resets',
    summary: 'Mails a token that lets its reader choose another password within 15 minutes.',
    notes: [SLOWED],
    access: 'public',
    body: AskForMail,
    answers: { 202: { what: 'the mail is on its way', schema: MailSent } },
    problems: ['too-many-tries'],
    example: { body: { email }, status: 202 },
  },
  completePasswordReset: {
    method: 'POST',
    path: '/password-resets/completion',
    summary: 'Sets another password with the token of the mail; every session ends.',
    access: 'public',
    body: ResetPassword,
    answers: { 204: { what: 'the password is set' } },
    problems: ['weak-password', 'mail-token-invalid'],
    example: { body: { token, password: 'nine purple kettles' }, status: 204 },
  },
} satisfies Operations;

const own = {
  getMe: {
    method: 'GET',
    path: '/me',
    summary: 'Reads the account of the caller.',
    access: SIGNED_IN,
    headers: IF_NONE_MATCH,
    answers: {
      200: { what: 'the account', schema: Account, headers: ['ETag'] },
      ...NOT_MODIFIED,
    },
    problems: [],
    example: { status: 200 },
  },
  changeMe: {
    method: 'PATCH',
    path: '/me',
    summary: 'Changes the fields of the profile that are named; null takes one away.',
    access: SIGNED_IN,
    headers: IF_MATCH,
    body: ChangeProfile,
    answers: { 200: { what: 'the account as it is now', schema: Account, headers: ['ETag'] } },
    problems: ['precondition-failed'],
    example: { body: { name: 'Ada Lovelace', phone: '+44 20 7946 0000' }, status: 200 },
  },
  eraseMe: {
    method: 'DELETE',
    path: '/me',
    summary: 'Erases the caller: the key of their personal data is destroyed.',
    notes: [
      'The key of the personal data is destroyed, and with it what any app sealed.',
      'This cannot be undone. Orders stay, without who made them.',
      SLOWED,
    ],
    access: SIGNED_IN,
    body: EraseMe,
    answers: { 204: { what: 'nothing of the person can be read any more' } },
    problems: ['wrong-credentials', 'too-many-tries', 'last-admin'],
    example: { body: { password }, status: 204 },
  },
  changePassword: {
    method: 'PUT',
    path: '/me/password',
    summary: 'Changes the password; every other session ends.',
    notes: [SLOWED],
    access: SIGNED_IN,
    body: ChangePassword,
    answers: { 204: { what: 'the password is changed' } },
    problems: ['weak-password', 'wrong-credentials', 'too-many-tries'],
    example: {
      body: { currentPassword: password, password: 'eight yellow lanterns' },
      status: 204,
    },
  },
  exportMe: {
    method: 'GET',
    path: '/me/export',
    summary: 'Hands out everything that is known of the caller here.',
    access: SIGNED_IN,
    answers: { 200: { what: 'the data, as a file', schema: Export } },
    problems: [],
    example: { status: 200 },
  },
} satisfies Operations;

const addresses = {
  listAddresses: {
    method: 'GET',
    path: '/me/addresses',
    summary: 'Lists the addresses of the caller.',
    access: SIGNED_IN,
    headers: IF_NONE_MATCH,
    answers: {
      200: { what: 'the addresses', schema: Addresses, headers: ['ETag'] },
      ...NOT_MODIFIED,
    },
    problems: [],
    example: { status: 200 },
  },
  addAddress: {
    method: 'POST',
    path: '/me/addresses',
    summary: 'Adds an address.',
    access: SIGNED_IN,
    body: Address,
    answers: {
      201: {
        what: 'the address with its id',
        schema: AddressResource,
        headers: ['Location', 'ETag'],
      },
    },
    problems: ['too-many-addresses'],
    example: { body: address, status: 201 },
  },
  changeAddress: {
    method: 'PUT',
    path: '/me/addresses/:id',
    summary: 'Replaces an address.',
    notes: ['Its `ETag` is its `version` in quotes.'],
    access: SIGNED_IN,
    params: addressParams,
    headers: IF_MATCH,
    body: Address,
    answers: {
      200: { what: 'the address as it is now', schema: AddressResource, headers: ['ETag'] },
    },
    problems: ['address-not-found', 'precondition-failed'],
    example: { params: ADDRESS, body: { ...address, line1: '2 High Street' }, status: 200 },
  },
  removeAddress: {
    method: 'DELETE',
    path: '/me/addresses/:id',
    summary: 'Takes an address away.',
    access: SIGNED_IN,
    params: addressParams,
    answers: { 204: { what: 'it is gone' } },
    problems: ['address-not-found'],
    example: { params: ADDRESS, status: 204 },
  },
} satisfies Operations;

/** How accounts begin, and what people do with their own. */
export const accountOperations = { ...open, ...own, ...addresses } satisfies Operations;
