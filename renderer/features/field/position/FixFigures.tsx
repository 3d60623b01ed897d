import { Badge } from '@mantine/core'
import { hdopWord, type QualityWord, satellitesWord, scatterWord } from '#core/provisioning/placement/gnssQuality'
import classes from './Position.module.css'

interface FixFiguresProps {
  satellites: number | null
  hdop: number | null
  scatterRmsM: number | null
}

/** Receivers without a fix say 99.99. */
const NO_HDOP = 99

/** What a position is judged by, each with a word for it. */
export function FixFigures({ satellites, hdop: said, scatterRmsM }: FixFiguresProps) {
  const hdop = said !== null && said < NO_HDOP ? said : null
  return (
    <dl className={classes.figures}>
      <Figure name="Satellites" value={satellites?.toString()} word={satellites === null ? null : satellitesWord(satellites)} />
      <Figure name="HDOP" value={hdop?.toFixed(1)} word={hdop === null ? null : hdopWord(hdop)} />
      <Figure
        name="Scatter"
        value={scatterRmsM === null ? undefined : `${scatterRmsM.toFixed(1)} m`}
        word={scatterRmsM === null ? null : scatterWord(scatterRmsM)}
      />
    </dl>
  )
}

function Figure({ name, value, word }: { name: string; value: string | undefined; word: QualityWord | null }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="figures">
        {value ?? 'unknown'}
        {word && (
          <Badge size="lg" tt="none" variant="light" color={word === 'poor' ? 'yellow' : 'gray'}>
            {word}
          </Badge>
        )}
      </dd>
    </div>
  )
}
