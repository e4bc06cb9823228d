import { forbidden, invalid, unknown, type Case } from './refused-case.ts';

const nobody = `cus_${'0'.repeat(32)}`;
const notFound = { as: 'admin', status: 404, type: 'customer-not-found' } as const;
const noMailToken = { as: 'guest', status: 422, type: 'mail-token-invalid' } as const;

/** What an admin does with an account, without a body. */
const ofAdmins: Case[] = ['disablement', 'enablement', 'erasure'].flatMap((what): Case[] => {
  const path = `/accounts/${nobody}/${what}`;
  return [
    { title: `${what} of an account by a guest`, path, ...unknown },
    { title: `${what} of an account by support`, path, as: 'support', ...forbidden },
    { title: `${what} of an account by a service client`, path, ...forbidden },
    { title: `${what} of an account that does not exist`, path, ...notFound },
    {
      title: `${what} of a malformed account`,
      path: `/accounts/cus_1/${what}`,
      as: 'admin',
      ...invalid,
      pointer: '/id',
    },
    {
      title: `${what} of an account with a body`,
      path,
      body: { dryRun: true },
      as: 'admin',
      ...invalid,
    },
  ];
});

const lookUps: Case[] = [
  { title: 'a look-up by a guest', body: { email: 'ada@shop.example' }, ...unknown },
  {
    title: 'a look-up by the warehouse',
    body: { email: 'ada@shop.example' },
    as: 'warehouse' as const,
    ...forbidden,
  },
  { title: 'a look-up of nobody', body: { email: 'no-one@shop.example' }, ...notFound },
  {
    title: 'a look-up without an address',
    body: {},
    as: 'support' as const,
    ...invalid,
    pointer: '/email',
  },
  {
    title: 'a look-up of what is no address',
    body: { email: 'ada' },
    as: 'support' as const,
    ...invalid,
    pointer: '/email',
  },
].map((one) => ({ ...one, path: '/accounts/lookup' }));

const emailChanges: Case[] = [
  {
    title: 'a change of the e-mail by a guest',
    path: '/me/email-changes',
    body: { email: 'new@shop.example', password: 'guess' },
    ...unknown,
  },
  {
    title: 'a change of the e-mail by a service client',
    path: '/me/email-changes',
    body: { email: 'new@shop.example', password: 'guess' },
    ...forbidden,
  },
  {
    title: 'a change of the e-mail without the password',
    path: '/me/email-changes',
    body: { email: 'new@shop.example' },
    as: 'customer',
    ...invalid,
    pointer: '/password',
  },
  {
    title: 'a change to what is no e-mail',
    path: '/me/email-changes',
    body: { email: 'new', password: 'guess' },
    as: 'customer',
    ...invalid,
    pointer: '/email',
  },
  {
    title: 'a change of the e-mail with a token that was never mailed',
    path: '/email-changes/completion',
    body: { token: 'x'.repeat(43) },
    ...noMailToken,
  },
  {
    title: 'a change of the e-mail without a token',
    path: '/email-changes/completion',
    body: {},
    as: 'guest',
    ...invalid,
    pointer: '/token',
  },
  {
    title: 'an erasure of the own account by a guest',
    path: '/me/erasure',
    body: { password: 'x' },
    ...unknown,
  },
  {
    title: 'an erasure of the own account without the password',
    path: '/me/erasure',
    body: {},
    as: 'customer',
    ...invalid,
    pointer: '/password',
  },
];

/** Operations on accounts. */
export const accounts: Case[] = [...ofAdmins, ...lookUps, ...emailChanges];
