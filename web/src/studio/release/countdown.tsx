/** How long until a release goes out, counted down; asks how it stands once the moment has come. */
import { useEffect, useRef, useState } from 'react'

import { timeLeft } from './moments'

const TICK_MS = 1000
/** This device's clock may go wrong: it asks often around the moment, then seldom. */
const EAGER_S = 15
const SELDOM_S = 30

interface CountdownProps {
  at: string
  /** Called when it is due, again and again until it isn't shown any more. */
  onDue: () => void
}

export function Countdown({ at, onDue }: CountdownProps) {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS)
    return () => clearInterval(timer)
  }, [])
  const left = (Date.parse(at) - now) / 1000
  const past = Math.floor(-left)
  const isAsking = past >= 0 && (past < EAGER_S || past % SELDOM_S === 0)
  const ask = useRef(onDue)
  useEffect(() => {
    ask.current = onDue
  }, [onDue])
  useEffect(() => {
    if (isAsking) ask.current()
  }, [isAsking, past])
  return (
    <p role="timer" className="text-lg font-semibold">
      {left > 0 ? `In ${timeLeft(left)}` : 'Any moment now'}
    </p>
  )
}
