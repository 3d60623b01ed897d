import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { tokenSchema } from '#core/model/money'
import type { RewardsAnswers } from '#core/networks/rewardsAnswers'
import type { RewardsTokenPreview } from '../../data/imports/importPreview'

interface RewardsTokenFieldsProps {
  known: RewardsTokenPreview
  isReading: boolean
  onAnswer: (answers: RewardsAnswers) => void
}

/** What a table of hotspot and amount does not say: which token, with how many decimals, of which network. */
export function RewardsTokenFields({ known, isReading, onAnswer }: RewardsTokenFieldsProps) {
  const [symbol, setSymbol] = useState(known.symbol)
  const [decimals, setDecimals] = useState(known.token ? String(known.token.decimals) : '')
  const [network, setNetwork] = useState(known.network)
  const isNumber = /^\d{1,2}$/.test(decimals.trim())
  const token = tokenSchema.safeParse({ symbol: symbol.trim(), decimals: isNumber ? Number(decimals) : null }).data
  const isAsRead = token?.symbol === known.token?.symbol && token?.decimals === known.token?.decimals && network === known.network

  function read(event: FormEvent) {
    event.preventDefault()
    if (token) onAnswer({ token, network: network.trim() || undefined })
  }

  return (
    <form onSubmit={read}>
      <Stack gap="xs">
        <Group grow align="flex-start">
          <TextInput
            label="Token"
            description="Its symbol, such as HNT."
            value={symbol}
            maxLength={16}
            onChange={(event) => setSymbol(event.currentTarget.value)}
            data-autofocus={known.token === null || undefined}
          />
          <TextInput
            label="Decimals of the token"
            description="HNT has 8, WXM has 18."
            value={decimals}
            inputMode="numeric"
            error={decimals !== '' && (!isNumber || Number(decimals) > 36) ? 'A whole number from 0 to 36.' : null}
            onChange={(event) => setDecimals(event.currentTarget.value)}
          />
          <TextInput
            label="Network"
            description="Whose hotspots these are."
            value={network}
            onChange={(event) => setNetwork(event.currentTarget.value)}
          />
        </Group>
        <Group justify="space-between">
          <Text fz="sm" c="dimmed">
            {known.token ? 'The amounts below are read so.' : 'The file does not say it, and nothing is read until you do.'}
          </Text>
          <Button type="submit" variant={known.token ? 'default' : 'filled'} disabled={!token || isAsRead} loading={isReading}>
            Read the amounts
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
