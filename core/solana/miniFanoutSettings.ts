/**
 * Settings of a Helium mini-fanout as its account on chain holds them (helium-program-library, programs/mini-fanout, MiniFanoutV0
 * with namespace and delegates). What a run then pays is in rewards/miniFanout.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import {
  type Address,
  addDecoderSizePrefix,
  address,
  getAddressDecoder,
  getArrayDecoder,
  getBytesDecoder,
  getDiscriminatedUnionDecoder,
  getStructDecoder,
  getU8Decoder,
  getU32Decoder,
  getU64Decoder,
  getUtf8Decoder,
} from '@solana/kit'
import { z } from 'zod'
import { Problem } from '../model/problem'
import type { FanoutMember, FanoutTerm } from '../rewards/miniFanout'
import { sameBytes } from './sameBytes'

export const MINI_FANOUT_PROGRAM = address('mfanLprNnaiP4RX9Zz1BMcDosYHCqnG24H1fMEbi9Gn')
/** 32 zero bytes: what stands where no key is set. */
export const NO_KEY = address('11111111111111111111111111111111')

export interface MiniFanoutShare {
  wallet: Address
  /** Gets the wallet's share instead of it; null when nobody does. */
  delegate: Address | null
  term: FanoutTerm
  dustPicoUnits: bigint
  owedBaseUnits: bigint
}

export interface MiniFanoutSettings {
  /** May change all of this. */
  owner: Address
  namespace: Address
  mint: Address
  tokenAccount: Address
  taskQueue: Address
  /** The fanout itself, or no key, when nothing is scheduled. */
  nextTask: Address
  /** When it runs, in the words of its cron. */
  schedule: string
  shares: MiniFanoutShare[]
  /** With the namespace it makes the fanout's address. */
  seed: Uint8Array
}

const DISCRIMINATOR = sha256(utf8ToBytes('account:MiniFanoutV0')).subarray(0, 8)

const decodeText = () => addDecoderSizePrefix(getUtf8Decoder(), getU32Decoder())
const shareDecoder = getStructDecoder([
  ['wallet', getAddressDecoder()],
  ['delegate', getAddressDecoder()],
  [
    'term',
    getDiscriminatedUnionDecoder([
      ['share', getStructDecoder([['amount', getU32Decoder()]])],
      ['fixed', getStructDecoder([['amount', getU64Decoder()]])],
    ]),
  ],
  ['dust', getU64Decoder()],
  ['owed', getU64Decoder()],
])
/** Up to the seed: what follows (a task that runs before) pays nobody. */
const accountDecoder = getStructDecoder([
  ['owner', getAddressDecoder()],
  ['namespace', getAddressDecoder()],
  ['mint', getAddressDecoder()],
  ['tokenAccount', getAddressDecoder()],
  ['taskQueue', getAddressDecoder()],
  ['nextTask', getAddressDecoder()],
  ['rentRefund', getAddressDecoder()],
  ['bump', getU8Decoder()],
  ['schedule', decodeText()],
  ['queueAuthorityBump', getU8Decoder()],
  ['shares', getArrayDecoder(shareDecoder, { size: getU32Decoder() })],
  ['seed', addDecoderSizePrefix(getBytesDecoder(), getU32Decoder())],
])

/**
 * @param data all bytes of the account.
 * @throws Problem `fanout.not-one` for any other account, `fanout.unreadable` when it is cut short.
 */
export function readMiniFanoutAccount(data: Uint8Array): MiniFanoutSettings {
  if (!sameBytes(data.subarray(0, 8), DISCRIMINATOR)) {
    throw new Problem(
      'fanout.not-one',
      'The account is no mini-fanout: give the address of the fanout, not of its token account.',
    )
  }
  try {
    const {
      rentRefund: _refund,
      bump: _bump,
      queueAuthorityBump: _queueBump,
      shares,
      seed,
      ...rest
    } = accountDecoder.decode(data, 8)
    return {
      ...rest,
      seed: Uint8Array.from(seed),
      shares: shares.map(({ wallet, delegate, term, dust, owed }) => ({
        wallet,
        delegate: delegate === NO_KEY ? null : delegate,
        term:
          term.__kind === 'share'
            ? { kind: 'share', weight: BigInt(term.amount) }
            : { kind: 'fixed', amountBaseUnits: term.amount },
        dustPicoUnits: dust,
        owedBaseUnits: owed,
      })),
    }
  } catch (cause) {
    throw new Problem('fanout.unreadable', 'The mini-fanout has another form than is known here: its program was changed.', {
      cause,
    })
  }
}

const keySchema = z
  .string()
  .regex(/^[1-9A-HJ-NP-Za-km-z]{32,44}$/, 'must be base58 of 32 bytes')
  .transform((text) => address(text))
const wholeSchema = z.union([z.int().nonnegative(), z.string().regex(/^\d{1,20}$/)]).transform(BigInt)
const jsonSchema = z.object({
  owner: keySchema,
  namespace: keySchema,
  mint: keySchema,
  tokenAccount: keySchema,
  taskQueue: keySchema,
  nextTask: keySchema,
  schedule: z.string(),
  seed: z.array(z.int().min(0).max(255)),
  shares: z.array(
    z.object({
      wallet: keySchema,
      delegate: keySchema,
      share: z.union([
        z.strictObject({ share: z.strictObject({ amount: wholeSchema }) }),
        z.strictObject({ fixed: z.strictObject({ amount: wholeSchema }) }),
      ]),
      totalDust: wholeSchema,
      totalOwed: wholeSchema,
    }),
  ),
})

/**
 * The same from the account as JSON, in the names that Helium's own clients use.
 * @throws Problem `fanout.unreadable`
 */
export function readMiniFanoutJson(document: unknown): MiniFanoutSettings {
  const read = jsonSchema.safeParse(document)
  if (!read.success) {
    const [issue] = read.error.issues
    throw new Problem('fanout.unreadable', 'The file holds no settings of a mini-fanout: export its account again as JSON.', {
      cause: `${issue?.path.join('.')}: ${issue?.message}`,
    })
  }
  const { seed, shares, ...rest } = read.data
  return {
    ...rest,
    seed: Uint8Array.from(seed),
    shares: shares.map(({ wallet, delegate, share, totalDust, totalOwed }) => ({
      wallet,
      delegate: delegate === NO_KEY ? null : delegate,
      term:
        'share' in share ? { kind: 'share', weight: share.share.amount } : { kind: 'fixed', amountBaseUnits: share.fixed.amount },
      dustPicoUnits: totalDust,
      owedBaseUnits: totalOwed,
    })),
  }
}

/** What `runMiniFanout` takes. @param hasAccount whether the wallet, or its delegate, can receive the token. */
export function fanoutMembers(settings: MiniFanoutSettings, hasAccount: (receiver: Address) => boolean): FanoutMember[] {
  return settings.shares.map(({ wallet, delegate, term, dustPicoUnits, owedBaseUnits }) => ({
    term,
    dustPicoUnits,
    owedBaseUnits,
    hasAccount: hasAccount(delegate ?? wallet),
  }))
}
