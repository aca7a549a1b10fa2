/** The one WebSocket: reconnects by itself and passes the server's messages on. */

export interface LiveMessage {
  topic: string
  id: string
  data: unknown
}

export interface LiveHandlers {
  onMessage: (message: LiveMessage) => void
  /** Open or closed; `isAgain` when messages may have been missed in between. */
  onChange: (isOpen: boolean, isAgain: boolean) => void
  /** The server has ended the session that the connection belonged to, or one like it. */
  onSignedOut: () => void
}

/** As the server closes it then. */
const SIGNED_OUT = 4401

const FIRST_DELAY_MS = 500
const LONGEST_DELAY_MS = 30_000
const PING_EVERY_MS = 25_000

/** Exponential with full jitter in its upper half, so that many clients do not return at once. */
export const backoffMs = (attempt: number, random = Math.random): number =>
  Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** attempt) * (0.5 + random() / 2)

const liveUrl = (): string => `${window.location.origin.replace(/^http/, 'ws')}/live`

/** Connects until the returned function is called. */
export function connectLive(handlers: LiveHandlers, url = liveUrl()): () => void {
  let attempt = 0
  let wasOpen = false
  let socket: WebSocket
  let timer: ReturnType<typeof setTimeout> | undefined
  let ping: ReturnType<typeof setInterval> | undefined
  let isStopped = false

  const open = () => {
    socket = new WebSocket(url)
    socket.onopen = () => {
      attempt = 0
      ping = setInterval(() => socket.send('{"type":"ping"}'), PING_EVERY_MS)
      handlers.onChange(true, wasOpen)
      wasOpen = true
    }
    socket.onmessage = (event) => handlers.onMessage(JSON.parse(String(event.data)) as LiveMessage)
    socket.onclose = ({ code }) => {
      clearInterval(ping)
      if (isStopped) return
      handlers.onChange(false, false)
      if (code === SIGNED_OUT) handlers.onSignedOut()
      timer = setTimeout(open, backoffMs(attempt++))
    }
  }
  const hurry = () => {
    if (socket.readyState !== WebSocket.CLOSED) return
    clearTimeout(timer)
    open()
  }

  open()
  window.addEventListener('online', hurry)
  return () => {
    isStopped = true
    clearTimeout(timer)
    clearInterval(ping)
    window.removeEventListener('online', hurry)
    socket.close()
  }
}
