/** The customer in every order of the benchmarks. */
export const BENCH_CUSTOMER = {
  shippingAddress: {
    name: 'B. Enchmark',
    lines: ['1 Bench Street'],
    city: 'London',
    postalCode: 'SW1A 1AA',
    country: 'GB',
  },
  contact: { email: 'bench@shop.example' },
};
