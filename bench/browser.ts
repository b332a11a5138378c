// A browser for measuring: keeps its connection and its cookie, follows nothing, and costs as little as it can.
import { Agent, request } from 'node:http'
import { PASSWORD } from './people.ts'

export type Answer = { status: number; location: string; body: string }

export type Browser = {
  get(path: string): Promise<Answer>
  post(path: string, form: Record<string, string>): Promise<Answer>
  /** A form that could carry files. */
  postParts(path: string, form: Record<string, string>): Promise<Answer>
}

/** Connections of every browser of this process. */
const agent = new Agent({ keepAlive: true, maxSockets: 64 })

/** Somebody's browser, after signing in. */
export async function signIn(address: string, login: string): Promise<Browser> {
  const { port } = new URL(address)
  let cookie = ''
  const ask = (path: string, body?: { type: string; text: string }) =>
    new Promise<Answer>((resolve, reject) => {
      const headers = {
        Accept: 'text/html',
        Cookie: cookie,
        ...(body && { 'Content-Type': body.type, 'Content-Length': Buffer.byteLength(body.text) }),
      }
      const method = body ? 'POST' : 'GET'
      const sent = request({ agent, host: '127.0.0.1', port, path, method, headers }, (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('error', reject)
        answer.on('end', () => {
          const [set] = answer.headers['set-cookie'] ?? []
          if (set) cookie = set.slice(0, set.indexOf(';'))
          const { statusCode: status = 0, headers: said } = answer
          resolve({ status, location: said.location ?? '', body: Buffer.concat(chunks).toString() })
        })
      })
      sent.on('error', reject)
      sent.end(body?.text)
    })
  const post: Browser['post'] = (path, form) =>
    ask(path, { type: 'application/x-www-form-urlencoded', text: new URLSearchParams(form).toString() })
  const { status } = await post('/sign-in', { login, password: PASSWORD })
  if (status !== 303) throw new Error(`${login} could not sign in: ${status}`)
  return { get: (path) => ask(path), post, postParts: (path, form) => ask(path, partsOf(form)) }
}

const BOUNDARY = 'jawab-bench-boundary'

function partsOf(form: Record<string, string>): { type: string; text: string } {
  const parts = Object.entries(form).map(
    ([name, value]) => `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  return {
    type: `multipart/form-data; boundary=${BOUNDARY}`,
    text: `${parts.join('')}--${BOUNDARY}--\r\n`,
  }
}

/** Closes the connections. */
export const closeBrowsers = (): void => agent.destroy()
