import { Type } from 'typebox';
import { Address } from '../address.ts';
import { type Operations, SIGNED_IN } from '../operation.ts';
import { IF_MATCH, IF_NONE_MATCH, NOT_MODIFIED } from '../request-headers.ts';
import {
  Account,
  Addresses,
  AddressResource,
  RequestMail,
  ChangeEmail,
  ChangePassword,
  ChangeProfile,
  EraseMe,
  Export,
  MailSent,
  ReadExport,
  Register,
  ResetPassword,
  THROTTLED,
  VerifyAddress,
} from './identity-api.ts';
import { text } from '../text.ts';

const email = 'ada@shop.example';
const password = 'seven green bottles';
const token = 'T0kenFromTheMailT0kenFromTheMailT0kenFromTh';
const address = {
  name: 'Ada Byron',
  lines: ['1 High Street'],
  city: 'London',
  postalCode: 'N1 1AA',
  country: 'GB',
};
const addressParams = Type.Object({ id: text({ maxLength: 64 }) });
const ADDRESS = { id: 'adr_5d41402abc4b2a76b9719d911017c592' };

const open = {
  registerAccount: {
    method: 'POST',
    path: '/accounts',
    summary: 'Registers an email address; the account is created when it is verified.',
    notes: [
      'A mail is sent to the address. Neither the answer nor its time reveals whether it has an account.',
      'A password has 8 to 128 characters of any script; common passwords and the email address ' +
        'itself are refused.',
      THROTTLED,
    ],
    access: 'public',
    body: Register,
    answers: { 202: { what: 'a mail is being sent', schema: MailSent } },
    problems: ['weak-password', 'too-many-tries'],
    example: { body: { email, password, name: 'Ada Byron' }, status: 202 },
  },
  verifyAddress: {
    method: 'POST',
    path: '/accounts/verification',
    summary:
      'Creates the account, with the password of the registration that the token belongs to.',
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
    summary: 'Sends the mail of a registration again, with a new token.',
    notes: [THROTTLED],
    access: 'public',
    body: RequestMail,
    answers: { 202: { what: 'a mail is being sent', schema: MailSent } },
    problems: ['too-many-tries'],
    example: { body: { email }, status: 202 },
  },
  requestPasswordReset: {
    method: 'POST',
    path: '/password-resets',
    summary: 'Mails a token to set a new password within 15 minutes.',
    notes: [THROTTLED],
    access: 'public',
    body: RequestMail,
    answers: { 202: { what: 'a mail is being sent', schema: MailSent } },
    problems: ['too-many-tries'],
    example: { body: { email }, status: 202 },
  },
  completePasswordReset: {
    method: 'POST',
    path: '/password-resets/completion',
    summary: 'Sets a new password with the token from the mail, and ends every session.',
    access: 'public',
    body: ResetPassword,
    answers: { 204: { what: 'the password is set' } },
    problems: ['weak-password', 'mail-token-invalid'],
    example: { body: { token, password: 'nine purple kettles' }, status: 204 },
  },
  completeEmailChange: {
    method: 'POST',
    path: '/email-changes/completion',
    summary:
      'Changes the email address of an account, with the token from the mail to the new one.',
    notes: ['Sessions go on. The old address gets a mail.'],
    access: 'public',
    body: VerifyAddress,
    answers: { 204: { what: 'the address is changed' } },
    problems: ['mail-token-invalid'],
    example: { body: { token }, status: 204 },
  },
} satisfies Operations;

const ERASURE = {
  access: SIGNED_IN,
  body: EraseMe,
  answers: { 204: { what: 'the account is erased' } },
  problems: ['wrong-credentials', 'too-many-tries', 'last-admin'],
  example: { body: { password }, status: 204 },
} satisfies Partial<Operations[string]>;

const own = {
  getMe: {
    method: 'GET',
    path: '/me',
    summary: "Reads the caller's account.",
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
    summary: 'Changes the given fields of the profile; null removes one.',
    access: SIGNED_IN,
    headers: IF_MATCH,
    body: ChangeProfile,
    answers: { 200: { what: 'the changed account', schema: Account, headers: ['ETag'] } },
    problems: ['precondition-failed'],
    example: { body: { name: 'Ada Lovelace', phone: '+44 20 7946 0000' }, status: 200 },
  },
  eraseMe: {
    method: 'DELETE',
    path: '/me',
    summary: "Erases the caller's account and destroys the key of their personal data.",
    notes: [
      'With the key, everything that any app encrypted with it becomes unreadable.',
      'This cannot be undone. Orders remain, without personal data.',
      'Some proxies and libraries drop the body of a `DELETE`: `POST /me/erasure` does the same.',
      THROTTLED,
    ],
    ...ERASURE,
  },
  requestErasure: {
    method: 'POST',
    path: '/me/erasure',
    summary: "Erases the caller's account, as `DELETE /me` does.",
    notes: [THROTTLED],
    ...ERASURE,
  },
  changePassword: {
    method: 'PUT',
    path: '/me/password',
    summary: 'Changes the password and ends every other session.',
    notes: [THROTTLED],
    access: SIGNED_IN,
    body: ChangePassword,
    answers: { 204: { what: 'the password is changed' } },
    problems: ['weak-password', 'wrong-credentials', 'too-many-tries'],
    example: {
      body: { currentPassword: password, password: 'eight yellow lanterns' },
      status: 204,
    },
  },
  requestEmailChange: {
    method: 'POST',
    path: '/me/email-changes',
    summary: 'Mails a token to a new email address, to change to it within an hour.',
    notes: [
      'Until then the old address stays. Another request replaces this one; a changed password ends it.',
      'The answer is the same for an address that has an account of its own; then nobody gets a token.',
      THROTTLED,
    ],
    access: SIGNED_IN,
    body: ChangeEmail,
    answers: { 202: { what: 'a mail is being sent', schema: MailSent } },
    problems: ['wrong-credentials', 'too-many-tries'],
    example: { body: { email: 'ada.lovelace@shop.example', password }, status: 202 },
  },
  exportMe: {
    method: 'GET',
    path: '/me/export',
    summary: 'Exports everything that is stored about the caller: account, activity and orders.',
    notes: [
      'It has the newest 50 orders. If there are more, `nextOrdersCursor` is the `ordersCursor` of the ' +
        'next export, which has the following ones.',
      'While the order app does not answer there is no export (503), rather than one without orders.',
    ],
    access: SIGNED_IN,
    query: ReadExport,
    answers: { 200: { what: 'the data, as a file', schema: Export } },
    problems: [],
    example: { status: 200 },
  },
} satisfies Operations;

const addresses = {
  listAddresses: {
    method: 'GET',
    path: '/me/addresses',
    summary: "Lists the caller's postal addresses.",
    notes: [
      'They have the parts and the rules of the addresses of an order. The country `ZZ` is one that was ' +
        'saved in words and is not known: the words are the last line. Such an address cannot be ordered to.',
    ],
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
    summary: 'Adds a postal address.',
    access: SIGNED_IN,
    body: Address,
    answers: {
      201: {
        what: 'the address with its id',
        schema: AddressResource,
        headers: ['Location', 'ETag'],
      },
    },
    problems: ['incomplete-address', 'too-many-addresses'],
    example: { body: address, status: 201 },
  },
  changeAddress: {
    method: 'PUT',
    path: '/me/addresses/:id',
    summary: 'Replaces a postal address.',
    notes: ['The `ETag` is the `version` in quotes.'],
    access: SIGNED_IN,
    params: addressParams,
    headers: IF_MATCH,
    body: Address,
    answers: {
      200: { what: 'the changed address', schema: AddressResource, headers: ['ETag'] },
    },
    problems: ['incomplete-address', 'address-not-found', 'precondition-failed'],
    example: { params: ADDRESS, body: { ...address, lines: ['2 High Street'] }, status: 200 },
  },
  removeAddress: {
    method: 'DELETE',
    path: '/me/addresses/:id',
    summary: 'Removes a postal address.',
    access: SIGNED_IN,
    params: addressParams,
    answers: { 204: { what: 'the address is removed' } },
    problems: ['address-not-found'],
    example: { params: ADDRESS, status: 204 },
  },
} satisfies Operations;

/** Registration, and what people do with their own accounts. */
export const accountOperations = { ...open, ...own, ...addresses } satisfies Operations;
