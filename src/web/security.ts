// What a browser is told to refuse, and which forms we refuse ourselves.
import type { Request, RequestHandler } from 'express'
import helmet from 'helmet'
import { Forbidden } from '../errors.ts'
import type { Config } from '../platform/config.ts'
import { isSecure } from './session.ts'

/** Only our own files, no inline anything, no other host. */
export const contentSecurityPolicy = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'font-src': ["'self'"],
  'connect-src': ["'self'"],
  'form-action': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'media-src': ["'self'"],
  'base-uri': ["'none'"],
  'frame-ancestors': ["'none'"],
  'object-src': ["'none'"],
}

// A complaint may be spoken; nothing else of the device is ours.
const PERMISSIONS = 'camera=(), display-capture=(), geolocation=(), microphone=(self), payment=(), usb=()'

/** The headers every answer carries. */
export function securityHeaders(config: Pick<Config, 'baseUrl'>): RequestHandler[] {
  return [
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: contentSecurityPolicy },
      // `no-referrer` would make browsers send `Origin: null` with our own forms.
      referrerPolicy: { policy: 'same-origin' },
      strictTransportSecurity: isSecure(config) ? { maxAge: 31_536_000, includeSubDomains: false } : false,
      xFrameOptions: { action: 'deny' },
    }),
    (_req, res, next) => {
      res.setHeader('Permissions-Policy', PERMISSIONS)
      next()
    },
  ]
}

const HARMLESS = ['GET', 'HEAD', 'OPTIONS']

/**
 * Refuses forms that another site sends with our cookie. Browsers say where a form comes from; those before 2023
 * and plain HTTP only through Origin; a program that says nothing carries nobody's cookie by accident.
 */
export function sameSiteOnly(config: Pick<Config, 'baseUrl'>): RequestHandler {
  const ours = config.baseUrl ? new URL(config.baseUrl).origin : undefined
  return (req, _res, next) => {
    if (HARMLESS.includes(req.method) || comesFromUs(req, ours)) return next()
    next(new Forbidden('account.refusal.crossSite'))
  }
}

function comesFromUs(req: Request, ours: string | undefined): boolean {
  const site = req.get('Sec-Fetch-Site')
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  const origin = req.get('Origin')
  if (origin === undefined) return true
  return origin === ours || (URL.canParse(origin) && new URL(origin).host === req.host)
}
