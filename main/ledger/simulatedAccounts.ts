/** The first accounts of the simulated Ledger's public seed: owners of Safes to practise with. */
export const SIMULATED_ACCOUNTS = [
  { path: "44'/60'/0'/0/0", address: '0xDad77910DbDFdE764fC21FCD4E74D71bBACA6D8D' },
  { path: "44'/60'/0'/0/1", address: '0xd692Cb1346262F584D17B4B470954501f6715a82' },
  { path: "44'/60'/0'/0/2", address: '0xfeb0594A0561d0DF76EA8b2F52271538e6704f75' },
] as const
