// The cryptography of the confidential road: keys that lie wrapped in the database, and words closed with them.
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

const CIPHER = 'aes-256-gcm'
const KEY = 32
const NONCE = 12
const TAG = 16

/** Short words are all of one length, longer ones whole kilobytes. */
const SHORT = 64
const LONG = 1024

/** Words closed and opened at a place. Pure: the same words at the same place are closed alike. */
export type Closing = {
  /**
   * Closes words; `least` is the room in bytes that even the fewest take, for whoever must not tell from their length
   * whether there are any.
   */
  close(place: string, words: string, least?: number): string
  /** @throws when the words were altered, stood somewhere else, or something stands behind them. */
  open(place: string, kept: string): string
}

/** The key of the environment: it wraps other keys, and never enters the database. */
export type MasterKey = {
  /** Tells one key from another, and nothing about it. */
  id: string
  wrap(place: string, key: Buffer): string
  /** @throws when it was wrapped by another key, for another place, or altered. */
  unwrap(place: string, wrapped: string): Buffer
}

/**
 * The bytes of base64 and of nothing besides: what stands behind its end would be passed over in silence.
 * @throws when it is not base64, whole and in its shortest form; the error does not say what stands there.
 */
export function decoded(base64: string): Buffer {
  const bytes = Buffer.from(base64, 'base64')
  if (bytes.toString('base64') !== base64)
    throw new Error('this is not base64, or something stands behind it')
  return bytes
}

/** A new random key of 32 bytes. */
export const newKey = (): Buffer => randomBytes(KEY)

const derive = (key: Buffer, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), `jawab ${purpose}`, KEY))

/** The master key from its 32 bytes in base64, as `VAULT_KEY` has it. @throws when it is anything else. */
export function masterKey(base64: string): MasterKey {
  const key = decoded(base64)
  if (key.length !== KEY) throw new Error(`a key has ${KEY} bytes, this one has ${key.length}`)
  const wrapping = derive(key, 'wrap')
  return {
    id: derive(key, 'id').toString('hex').slice(0, 16),
    wrap: (place, inner) => encrypt(wrapping, randomBytes(NONCE), place, inner).toString('base64'),
    unwrap: (place, wrapped) => decrypt(wrapping, place, decoded(wrapped)),
  }
}

/**
 * Closes words with a key. The nonce is a keyed hash of place and words (a synthetic one), so that nothing random
 * stands between an event and what is written of it: a replay gives the very same bytes, and no nonce meets two texts.
 */
export function closing(key: Buffer): Closing {
  const [secret, nonces] = [derive(key, 'close'), derive(key, 'nonce')]
  return {
    close(place, words, least = SHORT) {
      const padded = pad(words, least)
      const nonce = createHmac('sha256', nonces).update(place).update('\0').update(padded).digest()
      return encrypt(secret, nonce.subarray(0, NONCE), place, padded).toString('base64')
    },
    open: (place, kept) => unpad(decrypt(secret, place, decoded(kept))),
  }
}

/** A keyed hash: finds a row again by what it is about, and says to nobody without the key what that is. */
export const tagging =
  (key: Buffer) =>
  (text: string): string =>
    createHmac('sha256', key).update(text).digest('base64url')

/** The bytes of a file, closed. */
export const closeBytes = (key: Buffer, place: string, content: Buffer): Buffer =>
  encrypt(derive(key, 'file'), randomBytes(NONCE), place, content)

/** The bytes of a file, opened. @throws when they were altered or are another file's. */
export const openBytes = (key: Buffer, place: string, kept: Buffer): Buffer =>
  decrypt(derive(key, 'file'), place, kept)

function encrypt(key: Buffer, nonce: Buffer, place: string, content: Buffer): Buffer {
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG })
  cipher.setAAD(Buffer.from(place))
  return Buffer.concat([nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()])
}

function decrypt(key: Buffer, place: string, kept: Buffer): Buffer {
  const end = kept.length - TAG
  const decipher = createDecipheriv(CIPHER, key, kept.subarray(0, NONCE), { authTagLength: TAG })
  decipher.setAAD(Buffer.from(place))
  decipher.setAuthTag(kept.subarray(end))
  return Buffer.concat([decipher.update(kept.subarray(NONCE, end)), decipher.final()])
}

function pad(words: string, least: number): Buffer {
  const bytes = Buffer.from(words)
  const needed = bytes.length + 4
  const size = needed <= least ? least : Math.ceil(needed / LONG) * LONG
  const padded = Buffer.alloc(size)
  padded.writeUInt32BE(bytes.length)
  bytes.copy(padded, 4)
  return padded
}

const unpad = (padded: Buffer): string => padded.subarray(4, 4 + padded.readUInt32BE()).toString()
