// The door to the network: opens, and closes without dropping anybody in the middle of a sentence.
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { isIPv6 } from 'node:net'

export type Served = {
  /** The address to tell people who sit at this machine. */
  address: string
  /** Takes no new request, lets those in hand end, and cuts what is left after a while. */
  stop(within: number): Promise<void>
}

// How often connections that fell idle meanwhile are closed.
const LOOK_EVERY = 50

/** Listens; port 0 takes any free one. */
export async function serve(
  app: RequestListener,
  { port, host }: { port: number; host: string },
): Promise<Served> {
  const server = createServer(app)
  server.listen(port, host)
  await once(server, 'listening')
  const bound = server.address()
  const actual = typeof bound === 'object' && bound ? bound.port : port
  return {
    address: `http://${nameOf(host)}:${actual}`,
    stop: async (within) => {
      const closed = once(server, 'close')
      server.close()
      const look = setInterval(() => server.closeIdleConnections(), LOOK_EVERY)
      const cut = setTimeout(() => server.closeAllConnections(), within)
      await closed
      clearInterval(look)
      clearTimeout(cut)
    },
  }
}

function nameOf(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return isIPv6(host) ? `[${host}]` : host
}
