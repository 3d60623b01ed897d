import { describe, expect, it } from 'vitest'
import { costText } from './costText'
import { dateText, dateTimeText, isoDay, recentTimeText, timeText } from './dateText'
import { bearingText, windText } from './directionText'
import { areaText, distanceText, lengthText } from './distanceText'
import { positionText } from './positionText'
import { roughShareText, shareText } from './shareText'
import { weightText } from './weightText'

describe('figures as people read them', () => {
  it('say all only when it is all, and nothing only when it is nothing', () => {
    expect([shareText(0, 100), shareText(1, 100_000), shareText(1, 3)]).toEqual(['0%', '0.1%', '33.3%'])
    expect([shareText(99_999, 100_000), shareText(100, 100), shareText(0, 0)]).toEqual(['99.9%', '100%', '0%'])
    expect([roughShareText(1, 100_000), roughShareText(99_999, 100_000), roughShareText(5, 5)]).toEqual([
      'less than 0.1%',
      'more than 99%',
      '100%',
    ])
  })

  it('are lengths and areas', () => {
    expect([0.4, 999.4, 999.6, 1_250, 99_949, 123_456].map(distanceText)).toEqual([
      '0 m',
      '999 m',
      '1.0 km',
      '1.3 km',
      '99.9 km',
      '123 km',
    ])
    expect([840.4, 1_500, 12_345, 5_570_222].map(lengthText)).toEqual(['840 m', '1.5 km', '12.35 km', '5,570 km'])
    expect([5_200, 40_000, 3_100_000, 78_345_678].map(areaText)).toEqual(['5,200 m²', '40,000 m²', '3.1 km²', '78.3 km²'])
  })

  it('are directions and places', () => {
    expect([bearingText(74.4), bearingText(359.8)]).toEqual(['74° ENE', '0° N'])
    expect([windText(44), windText(338), windText(200)]).toEqual(['north-east', 'north', 'south'])
    expect(positionText({ lat: 50.061_43, lng: -19.9 })).toBe('50.06143, -19.90000')
  })

  it('are weights and costs', () => {
    expect([weightText(1, 'cells'), weightText(182, 'cells')]).toEqual(['1 cell', '182 cells'])
    expect([weightText(4_210, 'people'), weightText(3.46, 'people')]).toEqual(['4,210 people', '3.5 people'])
    expect(weightText(0.01, 'people')).toBe('less than 0.1 people')
    expect([costText(1_200, 'EUR'), costText(12.5, 'EUR'), costText(3, '')]).toEqual(['1,200 EUR', '12.50 EUR', '3'])
  })
})

describe('days and times', () => {
  const at = new Date(2026, 10, 30, 0, 5)

  it('are those of this machine, and midnight is 00', () => {
    const ms = at.getTime()
    expect([dateText(ms), timeText(ms), dateTimeText(ms), recentTimeText(ms)]).toEqual([
      '30 Nov 2026',
      '00:05',
      '30 Nov 2026, 00:05',
      '30 Nov, 00:05',
    ])
    expect(timeText(at.toISOString())).toBe('00:05')
  })

  it('have their day in UTC where they are sorted', () => {
    expect([isoDay('2026-11-30T23:59:00.000Z'), isoDay(0)]).toEqual(['2026-11-30', '1970-01-01'])
  })
})
