/** Steps of a payout: main takes each and tells of all moves, and the records keep them. */

import type { LedgerPrompt } from '#core/contract/consoleContract'
import type { CallContext } from '#core/contract/createDispatcher'
import type { ConfirmationFile } from '#core/treasury/model/confirmationFile'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import { consoleClient } from '../../platform/consoleClient'
import { saveKnownPayout, saveMoves } from './savePayout'

/** What a call that asks a device is given beside its input. */
export interface DeviceContext {
  signal: AbortSignal
  onProgress: CallContext<LedgerPrompt>['progress']
}

export interface DeviceChoice {
  deviceId: string
  derivationPath: string
}

/** @throws Problem those of `treasury.draft` and of the write */
export async function draftPayout(payout: PayoutFileV4, isAnotherPeriod: boolean): Promise<void> {
  const { moves } = await consoleClient.call('treasury.draft', { payout, isAnotherPeriod })
  await saveKnownPayout(payout, moves)
}

/** A payout that comes from elsewhere, verified anew by main. @throws Problem `payout.does-not-hold` */
export async function learnPayout(payout: PayoutFileV4): Promise<void> {
  const { moves } = await consoleClient.call('treasury.learn', { payout, moves: [] })
  await saveKnownPayout(payout, moves)
}

/** @param by who has looked at it, by name */
export async function proposePayout(payoutId: string, by: string): Promise<void> {
  const { moves } = await consoleClient.call('treasury.propose', { payoutId, by })
  await saveMoves(payoutId, moves)
}

/** @throws Problem `ledger.*`, `payout.*` or of the write */
export async function signPayout(
  payoutId: string,
  at: number,
  device: DeviceChoice & { isAnotherPeriod: boolean },
  context: DeviceContext,
): Promise<void> {
  const { moves } = await consoleClient.call('treasury.sign', { payoutId, at, ...device }, context)
  await saveMoves(payoutId, moves)
}

/** Signs what uses up the nonce of a transaction that is void. */
export async function cancelOnDevice(payoutId: string, at: number, device: DeviceChoice, context: DeviceContext): Promise<void> {
  const { moves } = await consoleClient.call('treasury.cancel', { payoutId, at, ...device }, context)
  await saveMoves(payoutId, moves)
}

/** @throws Problem `confirmation.*` */
export async function takeConfirmation(confirmation: ConfirmationFile): Promise<void> {
  const { moves } = await consoleClient.call('treasury.takeConfirmation', { confirmation })
  await saveMoves(confirmation.payoutSha256, moves)
}

export async function voidPayout(payoutId: string, reason: string): Promise<void> {
  const { moves } = await consoleClient.call('treasury.void', { payoutId, reason })
  await saveMoves(payoutId, moves)
}
